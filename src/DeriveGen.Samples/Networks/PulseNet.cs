namespace DeriveGen.Samples.Networks;

/// <summary>Which of two pulses in a noisy line of numbers came first: gated recurrent units that have to remember, and the state after the last time.</summary>
[Network(BatchSize = 32, SelfCheck = true)]
[Input(24, 1)]
[Gru(12, sequences: false)]
[Dense(3)]
[SoftmaxCrossEntropy]
[Adam(0.01)]
public sealed partial class PulseNet;
