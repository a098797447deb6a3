using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>What a contestant does in a step.</summary>
internal enum Doing
{
    /// <summary>Forward, backward and update.</summary>
    Train,

    /// <summary>Forward alone.</summary>
    Predict,
}

/// <summary>A network, what is done with it, and who else does it.</summary>
/// <param name="Name">The row's name in the table.</param>
/// <param name="Program">What the peers call it: <c>mlp</c>, <c>tiny</c>, <c>conv</c> or <c>gpt</c>.</param>
/// <param name="Doing">What a step is.</param>
/// <param name="Attributes">The network's attributes, without <c>[Network]</c>.</param>
/// <param name="Batch">Examples in a step.</param>
/// <param name="Sizes">The sizes that the peers take as arguments.</param>
/// <param name="Inputs">Numbers of one example that come in.</param>
/// <param name="Symbols">The number of different tokens that come in; 0 for real numbers.</param>
/// <param name="Targets">Numbers of one example that are compared with.</param>
/// <param name="Classes">The number of classes that the targets are of; 0 for real numbers.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Flops">Additions and multiplications of the contractions of one step; nothing else is counted.</param>
internal sealed record Work(
    string Name, string Program, Doing Doing, string Attributes, int Batch, IReadOnlyList<int> Sizes,
    int Inputs, int Symbols, int Targets, int Classes, float Rate, double Flops)
{
    /// <summary>Different batches that the steps go through, one after the other.</summary>
    public int Batches { get; init; } = 1;

    /// <summary>Whether our own side takes its steps through <c>Epoch</c>, which hands over many batches at once.</summary>
    public bool ByEpoch { get; init; }

    /// <summary>The seed that drew it, by which another process finds it.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that a contestant may use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The name of the same work with one thread, where this has several.</summary>
    public string? OneThread { get; init; }

    /// <summary>Declarations that the network's own refers to.</summary>
    public string Beside { get; init; } = "";

    /// <summary>The declaration, as a user would write it.</summary>
    public string Declaration => string.Create(CultureInfo.InvariantCulture, $"""
        using DeriveGen;

        {Beside}

        [Network(BatchSize = {Batch}{(Threads > 1 ? $", Threads = {Threads}" : "")})]
        {Attributes}
        public sealed partial class Net;
        """);

    /// <summary>The sizes as one argument.</summary>
    public string SizesText => string.Join(",", Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A perceptron with relu between its layers and softmax cross-entropy behind them.</summary>
    public static Work Perceptron(Doing doing, int batch, params int[] widths)
    {
        IEnumerable<string> hidden = widths[1..^1].Select(width => string.Create(CultureInfo.InvariantCulture, $"[Dense({width}, Activation.Relu)]"));
        string attributes = string.Create(CultureInfo.InvariantCulture, $"""
            [Input({widths[0]})]
            {string.Join("\n", hidden)}
            [Dense({widths[^1]})]
            [SoftmaxCrossEntropy]
            [Sgd]
            """);
        double products = widths.Zip(widths[1..], (k, n) => 2.0 * batch * k * n).Sum(), first = 2.0 * batch * widths[0] * widths[1];
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', widths)}, batch {batch}, {(doing == Doing.Train ? "train step" : "inference")}"),
            "mlp", doing, attributes, batch, widths, widths[0], 0, 1, widths[^1], 0.05f,
            doing == Doing.Predict ? products : (3 * products) - first);
    }
}
