namespace DeriveGen.Samples.Networks;

/// <summary>A small convolutional network for digits of 28 × 28 pixels (after LeCun and others, 1998).</summary>
[Network(BatchSize = 32)]
[Input(28, 28, 1)]
[Conv2D(8, 5, activation: Activation.Relu)]
[MaxPool2D(2, 2)]
[Conv2D(16, 5, activation: Activation.Relu)]
[MaxPool2D(2, 2)]
[Flatten]
[Dense(64, Activation.Relu)]
[Dense(10)]
[SoftmaxCrossEntropy]
[AdamW(2e-3)]
public sealed partial class MnistNet;
