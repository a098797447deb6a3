namespace DeriveGen.Samples.Networks;

/// <summary>Digits of 8 × 8 pixels: one hidden layer, softmax cross-entropy on class numbers.</summary>
[Network(BatchSize = 32, SelfCheck = true)]
[Input(64)]
[Dense(32, Activation.Relu)]
[Dense(10)]
[SoftmaxCrossEntropy]
[Sgd(0.1)]
public sealed partial class DigitsNet;
