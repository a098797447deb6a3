namespace DeriveGen.Samples.Networks;

/// <summary>The exclusive or of two signs, one example a step: few units, so that its code is a straight line.</summary>
[Network(BatchSize = 1, SelfCheck = true)]
[Input(2)]
[Dense(8, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
[SquaredError]
[Sgd(0.1)]
public sealed partial class XorNet;
