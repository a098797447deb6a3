using System.Globalization;
using DeriveGen.Generator.Tests.Library;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>A network drawn from a seed, line by line, so that a line can be left out of it.</summary>
/// <param name="Seed">What it was drawn from; the class is named after it.</param>
/// <param name="BatchSize">The most examples of a call.</param>
/// <param name="Precision">What it computes in.</param>
/// <param name="HasSelfCheck">Whether the gradient check is emitted too.</param>
/// <param name="Lines">The attributes below <c>[Network]</c>.</param>
internal sealed record RandomNetwork(int Seed, int BatchSize, Precision Precision, bool HasSelfCheck, IReadOnlyList<Line> Lines)
{
    /// <summary>The name of the class.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"Net{Seed}");

    /// <summary>The tensors to keep.</summary>
    public string Keep { get; init; } = "";

    /// <summary>What the losses want of their targets, in order.</summary>
    public Given[] Targets => [.. Lines.Select(line => line.Target).OfType<Given>()];

    /// <summary>The declaration.</summary>
    public string Source => string.Create(CultureInfo.InvariantCulture, $"""
        [Network(BatchSize = {BatchSize}, Precision = Precision.{Precision}{(Keep.Length > 0 ? $", Keep = \"{Keep}\"" : "")}{(HasSelfCheck ? ", SelfCheck = true" : "")})]
        {string.Join("\n", Lines)}
        public sealed partial class {Name};

        """);

    /// <summary>The network without one of its lines.</summary>
    public RandomNetwork Without(int line) => this with { Keep = "", Lines = [.. Lines.Where((_, at) => at != line)] };

    /// <summary>Draws a network.</summary>
    public static RandomNetwork Draw(int seed)
    {
        var sketch = new Sketch(seed);
        int batch = sketch.Any(1, 2, 3, 5, 8, 13, 16, 17, 33);
        Precision precision = sketch.Chance(3) ? Precision.Double : Precision.Single;
        bool hasSelfCheck = sketch.Chance(10);
        sketch.Begin();
        for (int count = sketch.Next(1, 7); count > 0; count--)
        {
            LayerTable.Append(sketch);
        }

        int losses = sketch.Chance(4) ? 2 : 1;
        for (int count = losses; count > 0; count--)
        {
            LossTable.Append(sketch, isOnly: losses == 1);
        }

        OptimizerTable.Append(sketch);
        return new(seed, batch, precision, hasSelfCheck, sketch.Lines);
    }

    /// <inheritdoc/>
    public override string ToString() => Source;
}
