namespace DeriveGen.Samples.Networks;

/// <summary>Sigmoids everywhere, no biases, one output and its squared error, written in columns.</summary>
[Network(Convention = Convention.C, SelfCheck = true)]
[Input(3)]
[Dense(12, Activation.Sigmoid, bias: false)]
[Dense(6, Activation.Sigmoid, bias: false)]
[Dense(1, Activation.Sigmoid, bias: false)]
[SquaredError]
[Sgd(2.0)]
public sealed partial class Seed004;
