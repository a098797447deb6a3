namespace DeriveGen.Samples.Networks;

/// <summary>Sigmoid layers without biases under binary cross-entropy, written in columns.</summary>
[Network(Convention = Convention.C, SelfCheck = true)]
[Input(2)]
[Dense(16, Activation.Sigmoid, bias: false)]
[Dense(8, Activation.Sigmoid, bias: false)]
[Dense(1, Activation.Sigmoid, bias: false)]
[BinaryCrossEntropy]
[Sgd(2.0)]
public sealed partial class Seed000;
