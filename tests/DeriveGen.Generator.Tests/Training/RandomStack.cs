using System.Globalization;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>A declaration drawn from a seed: dense layers of awkward sizes, any activation, any loss, either precision.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Source">The declaration.</param>
/// <param name="BatchSize">The most examples of a call.</param>
/// <param name="IsDouble">Whether it computes in double precision.</param>
/// <param name="Target">What the loss wants of a target.</param>
internal sealed record RandomStack(string Name, string Source, int BatchSize, bool IsDouble, TargetKind Target)
{
    // One vector more, one less, exactly one, and one number alone, at every width.
    private static readonly int[] s_extents = [1, 7, 8, 15, 16, 17, 33];

    private static readonly string[] s_activations =
    [
        "Activation.Identity", "Activation.Relu", "Activation.Sigmoid", "Activation.Tanh", "\"x * sigmoid(x)\"", "\"log(1 + exp(x))\"", "\"max(x, x / 4)\"", "\"x * erf(x)\"",
    ];

    private static readonly (string Loss, string Last, TargetKind Target)[] s_losses =
    [
        ("SoftmaxCrossEntropy", "Activation.Identity", TargetKind.Class),
        ("CrossEntropy", "Activation.Softmax", TargetKind.OneHot),
        ("BinaryCrossEntropy", "Activation.Sigmoid", TargetKind.Probability),
        ("BinaryCrossEntropyWithLogits", "Activation.Identity", TargetKind.Probability),
        ("SquaredError", "Activation.Identity", TargetKind.Real),
        ("HalfSquaredError", "Activation.Tanh", TargetKind.Real),
        ("MeanSquaredError", "Activation.Identity", TargetKind.Real),
    ];

    /// <summary>Draws a declaration.</summary>
    public static RandomStack Draw(int seed)
    {
        var random = new Random(seed);
        T Any<T>(T[] choices) => choices[random.Next(choices.Length)];
        int batch = Any([1, 2, 5, 16, 33]);
        bool isDouble = random.Next(4) == 0;
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"[Network(BatchSize = {batch}, Precision = Precision.{(isDouble ? "Double" : "Single")})]"),
            string.Create(CultureInfo.InvariantCulture, $"[Input({Any(s_extents)})]"),
        };
        for (int layer = random.Next(3); layer > 0; layer--)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"[Dense({Any(s_extents)}, {Any(s_activations)}{(random.Next(3) == 0 ? ", bias: false" : "")})]"));
        }

        var (loss, last, target) = Any(s_losses);
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"[Dense({Any(s_extents)}, {last})]"));
        lines.Add($"[{loss}]");
        string name = string.Create(CultureInfo.InvariantCulture, $"Net{seed}");
        return new(name, string.Join("\n", lines) + $"\npublic sealed partial class {name};\n", batch, isDouble, target);
    }

    /// <inheritdoc/>
    public override string ToString() => Source;
}

/// <summary>What a loss wants of a target.</summary>
internal enum TargetKind
{
    /// <summary>A class number.</summary>
    Class,

    /// <summary>A row with a single 1.</summary>
    OneHot,

    /// <summary>Numbers between 0 and 1.</summary>
    Probability,

    /// <summary>Any numbers.</summary>
    Real,
}
