namespace DeriveGen.Samples.Networks;

/// <summary>Softmax probabilities under cross-entropy with one-hot targets, written in rows.</summary>
[Network(Convention = Convention.R, SelfCheck = true)]
[Input(2)]
[Dense(32, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
[CrossEntropy]
[Sgd(0.3)]
public sealed partial class Seed003;
