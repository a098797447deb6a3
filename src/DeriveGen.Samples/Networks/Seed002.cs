namespace DeriveGen.Samples.Networks;

/// <summary>A ReLU hidden layer, a sigmoid output and binary cross-entropy, written in columns with weights n_out × n_in.</summary>
[Network(Convention = Convention.C, SelfCheck = true)]
[Input(2)]
[Dense(32, Activation.Relu)]
[Dense(1, Activation.Sigmoid)]
[BinaryCrossEntropy]
[Sgd(0.3)]
public sealed partial class Seed002;
