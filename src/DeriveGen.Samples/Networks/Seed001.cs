namespace DeriveGen.Samples.Networks;

/// <summary>Regression: tanh hidden layers, a linear output, half the squared error, written in columns.</summary>
[Network(Convention = Convention.C, SelfCheck = true)]
[Input(1)]
[Dense(16, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
[HalfSquaredError]
[Sgd(0.05)]
public sealed partial class Seed001;
