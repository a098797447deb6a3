using DeriveGen.Generator.Tests.Library;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>A loss as random networks use it.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Target">What it wants of its targets; null where it has none.</param>
internal sealed record LossRow(string Name, Given? Target)
{
    /// <summary>Whether it reads rows, one for each example, and nothing else.</summary>
    public bool ReadsRows { get; init; }

    /// <summary>What stands behind a sequence in its place.</summary>
    public LossRow? OfSequence { get; init; }

    /// <summary>What stands before it, because it reads probabilities or their logarithms.</summary>
    public string? Before { get; init; }

    /// <summary>Its arguments.</summary>
    public Func<Sketch, string> Arguments { get; init; } = _ => "";
}

/// <summary>Every loss: what it reads, what it wants of its targets, and legal arguments. A new loss is a new row.</summary>
internal static class LossTable
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<LossRow> All { get; } =
    [
        new("SoftmaxCrossEntropy", Given.Real) { Arguments = Weights },
        new("SmoothedCrossEntropy", Given.Real) { Arguments = s => s.Number(0, 0.5) + Weights(s) },
        new("NegativeLogLikelihood", Given.Real) { Before = "Activation.LogSoftmax", Arguments = Weights },
        new("MultiMargin", Given.Real) { Arguments = s => s.Number(0.3, 1.5), OfSequence = new("Ctc", Given.Real) { Arguments = _ => "2" } },
        new("MultiLabelMargin", Given.Probability) { ReadsRows = true, Arguments = s => s.Number(0.3, 1.5) },
        new("MultiLabelSoftMargin", Given.Probability) { ReadsRows = true },
        new("CrossEntropy", Given.Distribution) { ReadsRows = true, Before = "Activation.Softmax" },
        new("KullbackLeibler", Given.Distribution) { ReadsRows = true, Before = "Activation.LogSoftmax" },
        new("BinaryCrossEntropy", Given.Probability) { ReadsRows = true, Before = "Activation.Sigmoid" },
        new("BinaryCrossEntropyWithLogits", Given.Probability) { ReadsRows = true },
        new("SquaredError", Given.Real) { ReadsRows = true },
        new("HalfSquaredError", Given.Real) { ReadsRows = true },
        new("MeanSquaredError", Given.Real) { ReadsRows = true },
        new("MeanAbsoluteError", Given.Real),
        new("Huber", Given.Real) { Arguments = s => s.Number(0.3, 2) },
        new("SmoothL1", Given.Real) { Arguments = s => s.Number(0.3, 2) },
        new("LogCosh", Given.Real),
        new("Hinge", Given.Sign),
        new("SquaredHinge", Given.Sign),
        new("SoftMargin", Given.Sign),
        new("HingeEmbedding", Given.Sign) { Arguments = s => s.Number(0.3, 2) },
        new("PoissonNegativeLogLikelihood", Given.Count) { Before = "Activation.Tanh" },
        new("GaussianNegativeLogLikelihood", Given.Real) { Arguments = s => $"\"{s.Beside("Activation.Softplus")}\", epsilon: 0.01" },
        new("MarginRanking", Given.Sign) { Arguments = s => $"\"{s.Beside("Activation.Tanh")}\", {s.Number(0, 0.5)}" },
        new("CosineEmbedding", Given.Sign) { ReadsRows = true, Arguments = s => $"\"{s.Beside("Activation.Silu")}\", {s.Number(0, 0.5)}, 0.001" },
        new("TripletMargin", null) { ReadsRows = true, Arguments = s => $"\"{s.Beside("Activation.Silu")}\", \"{s.Beside("Activation.Tanh")}\", {s.Number(0.3, 2)}" },
    ];

    // Two labels, which may be alike, fit into three times.
    private const int LeastTime = 3;

    /// <summary>Appends a loss.</summary>
    /// <param name="sketch">The network.</param>
    /// <param name="isOnly">Whether the network has no other.</param>
    public static void Append(Sketch sketch, bool isOnly)
    {
        if (sketch.IsTokens || sketch.Shape.Length == 0)
        {
            LayerTable.Append(sketch);
        }

        LossRow row = sketch.Any(All);
        row = row.OfSequence is { } other && sketch.Shape.Length == 2 && !sketch.HasSymbolicLength && sketch.Shape[0] >= LeastTime && sketch.Width > 1 ? other : row;
        if (row.ReadsRows && sketch.Shape.Length > 1)
        {
            bool isFixed = !sketch.HasSymbolicLength;
            sketch.Append(new(isFixed ? "Flatten" : "GlobalAvgPool"), [isFixed ? sketch.Shape.Aggregate(1, (product, extent) => product * extent) : sketch.Width]);
        }

        if (row.Before is { } activation)
        {
            sketch.Append(new("Activate", activation), sketch.Shape);
        }

        string arguments = row.Arguments(sketch);
        string? weight = isOnly && !sketch.Chance(5) ? null : sketch.Number(0.1, 3);
        sketch.AppendLoss(new Line(row.Name, arguments.TrimStart(',', ' '))
        {
            Target = row.Target,
            Weight = weight is null ? null : double.Parse(weight, System.Globalization.CultureInfo.InvariantCulture),
        });
        sketch.Branch();
    }

    private static string Weights(Sketch sketch) => sketch.Chance(3)
        ? $", weights: new double[] {{ {string.Join(", ", Enumerable.Range(0, sketch.Width).Select(_ => sketch.Number(0.1, 2)))} }}" : "";
}
