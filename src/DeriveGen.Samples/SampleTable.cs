using DeriveGen.Samples.Datasets;
using DeriveGen.Samples.Networks;

namespace DeriveGen.Samples;

/// <summary>The sample networks, in order. Adding one is a class under Networks/ and a row here.</summary>
public static class SampleTable
{
    private const int CheckedExamples = 8;

    /// <summary>All samples; their data are made here, from fixed seeds.</summary>
    public static IReadOnlyList<Sample> All { get; } =
    [
        new("000", "Seed000", "sigmoid layers, no biases, binary cross-entropy, columns",
            seed => new Seed000(seed), Circles(), (network, data) => ((Seed000)network).SelfCheck(Inputs(data), Targets(data)), Epochs: 150),
        new("001", "Seed001", "tanh hidden layers, linear output, half squared error, columns",
            seed => new Seed001(seed), Waves.TwoTones(512, seed: 11), (network, data) => ((Seed001)network).SelfCheck(Inputs(data), Targets(data)), Epochs: 150),
        new("002", "Seed002", "ReLU hidden layer, sigmoid output, binary cross-entropy, columns",
            seed => new Seed002(seed), Spirals.Binary(1024, turns: 0.6, seed: 12), (network, data) => ((Seed002)network).SelfCheck(Inputs(data), Targets(data)), Epochs: 150),
        new("003", "Seed003", "softmax probabilities, one-hot cross-entropy, rows",
            seed => new Seed003(seed), Spirals.OneHot(1024, arms: 3, turns: 0.5, seed: 13), (network, data) => ((Seed003)network).SelfCheck(Inputs(data), Targets(data)), Epochs: 150),
        new("004", "Seed004", "sigmoids everywhere, no biases, squared error of one output, columns",
            seed => new Seed004(seed), Waves.Crests(1024, seed: 14), (network, data) => ((Seed004)network).SelfCheck(Inputs(data), Targets(data)), Epochs: 200),
        new("XorNet", "XorNet", "tanh hidden layer, sigmoid output, squared error, one example a step",
            seed => new XorNet(seed), Quadrants.Draw(512, seed: 17), (network, data) => ((XorNet)network).SelfCheck(data.InputsOf(0, 1), data.Targets.AsSpan(0, 1)), Epochs: 30),
        new("DigitsNet", "DigitsNet", "one ReLU hidden layer, softmax cross-entropy on class numbers, rows",
            seed => new DigitsNet(seed), DrawnDigits.Draw(2000, seed: 15),
            (network, data) => ((DigitsNet)network).SelfCheck(Inputs(data), data.Labels.AsSpan(0, CheckedExamples)), Epochs: 30),
        new("PulseNet", "PulseNet", "gated recurrent units over 24 times, softmax cross-entropy on class numbers, rows",
            seed => new PulseNet(seed), Pulses.Draw(2048, length: 24, seed: 16),
            (network, data) => ((PulseNet)network).SelfCheck(Inputs(data), data.Labels.AsSpan(0, CheckedExamples)), Epochs: 30),
    ];

    /// <summary>Two arms that hardly wind, since a network without biases cuts the plane through its origin only.</summary>
    private static Dataset Circles() => Spirals.Binary(512, turns: 0.3, seed: 10);

    private static ReadOnlySpan<float> Inputs(Dataset data) => data.InputsOf(0, CheckedExamples);

    private static ReadOnlySpan<float> Targets(Dataset data) => data.Targets.AsSpan(0, CheckedExamples * data.Outputs);
}
