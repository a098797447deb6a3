using System.Globalization;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>What a row of the table drew.</summary>
/// <param name="Arguments">The attribute's arguments.</param>
/// <param name="Shape">The shape of what the layer gives.</param>
internal sealed record Drawn(string Arguments, params int[] Shape)
{
    /// <summary>What the layer shares.</summary>
    public string? Share { get; init; }

    /// <summary>Whether later layers can refer to the layer by a name.</summary>
    public bool HasName { get; init; } = true;

    /// <summary>A matrix of its own to which later layers can be tied: its rows and columns.</summary>
    public (int Rows, int Columns)? Matrix { get; init; }
}

/// <summary>A layer as random networks use it.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Ranks">The ranks of an example that it reads, of 1, 2 and 3.</param>
/// <param name="Draw">Its arguments and what it gives, or null where what comes in does not fit.</param>
internal sealed record LayerRow(string Name, string Ranks, Func<Sketch, Drawn?> Draw)
{
    /// <summary>Whether it reads or makes sequences whose length is a number, where it may be a symbol.</summary>
    public bool NeedsLength { get; init; }
}

/// <summary>Every layer: what it reads, arguments that are legal for that, and what it gives. A new layer is a new row.</summary>
internal static class LayerTable
{
    private const string Any = "123", Sequence = "2", Image = "3";

    /// <summary>The layers of the library, and some that are declared beside the networks or on them.</summary>
    public static IReadOnlyList<LayerRow> All { get; } =
    [
        new("Dense", Any, Dense),
        new("Dense", Any, Dense),
        new("Activate", Any, s => Same(s, ActivationTable.Draw(s))),
        new("Flatten", Any, s => new("", s.Shape.Aggregate(1, (product, extent) => product * extent))) { NeedsLength = true },
        new("Reshape", "1", s => s.DivisorOf(s.Width) is var rows ? new(Text($"{rows}, {s.Width / rows}"), rows, s.Width / rows) : null) { NeedsLength = true },
        new("LayerNorm", Any, s => Same(s, s.Maybe("epsilon", "1e-3", "0.1"))),
        new("RmsNorm", Any, s => Same(s, s.Maybe("epsilon", "1e-3", "0.1"))),
        new("BatchNorm", Any, s => Same(s, s.Maybe("momentum", "0.3") + s.Maybe("epsilon", "1e-3", "0.1"))),
        new("GroupNorm", Image, s => Same(s, Text($"{s.DivisorOf(s.Width)}") + s.Maybe("epsilon", "1e-3"))),
        new("InstanceNorm", Image, s => Same(s, s.Maybe("epsilon", "1e-3"))),
        new("Dropout", Any, s => Same(s, s.Number(0, 0.7))),
        new("GaussianNoise", Any, s => Same(s, s.Number(0, 0.7))),
        new("PositionEmbedding", Sequence, s => Same(s, "")) { NeedsLength = true },
        new("SinusoidalPosition", Sequence, s => Same(s, s.Maybe("longest", "100"))),
        new("MultiHeadAttention", Sequence, MultiHeadAttention),
        new("PRelu", Any, s => Same(s, s.Maybe("slope", "0.1", "-0.5") + s.Maybe("perChannel", "true"))),
        new("Glu", Any, s => s.Width % 2 == 0 ? new("", [.. s.Shape[..^1], s.Width / 2]) : null),
        new("SwiGlu", Any, s => s.Extent() is var units ? new(Text($"{units}"), [.. s.Shape[..^1], units]) : null),
        new("Conv1D", Sequence, Conv1D) { NeedsLength = true },
        new("Conv2D", Image, Conv2D),
        new("DepthwiseConv2D", Image, s =>
        {
            int dilation = s.Any(1, 1, 2), multiplier = s.Any(1, 1, 2);
            var (kernel, stride, padding) = Window(s);
            return Convolved(s, multiplier * s.Width, kernel, stride, padding, dilation, Text($"{kernel}, {stride}, {padding}, {dilation}, {multiplier}") + Rest(s));
        }),
        new("ConvTranspose2D", Image, s =>
        {
            int filters = s.Next(1, 5), kernel = s.Next(1, 4), stride = s.Next(1, 3), padding = s.Next(0, kernel);
            int Side(int size) => (stride * (size - 1)) + kernel - (2 * padding);
            return Positive(Text($"{filters}, {kernel}, {stride}, {padding}") + Rest(s), Side(s.Shape[0]), Side(s.Shape[1]), filters);
        }),
        new("MaxPool1D", Sequence, s => Pool(s, 1)) { NeedsLength = true },
        new("AvgPool1D", Sequence, s => Pool(s, 1)) { NeedsLength = true },
        new("MaxPool2D", Image, s => Pool(s, 2)),
        new("AvgPool2D", Image, s => Pool(s, 2)),
        new("GlobalAvgPool", "23", s => new("", s.Width)),
        new("GlobalMaxPool", "23", s => new("", s.Width)),
        new("Upsample2D", Image, s => s.Next(1, 4) is var factor ? new(Text($"{factor}"), factor * s.Shape[0], factor * s.Shape[1], s.Width) : null),
        new("ZeroPad2D", Image, s => s.Next(0, 4) is var padding ? new(Text($"{padding}"), s.Shape[0] + (2 * padding), s.Shape[1] + (2 * padding), s.Width) : null),
        new("Add", Any, Joined),
        new("Add", Any, Joined),
        new("Multiply", Any, Joined),
        new("Average", Any, Joined),
        new("Largest", Any, Joined),
        new("Concat", Any, s => s.Other(shape => shape.Length == s.Shape.Length && shape.AsSpan(..^1).SequenceEqual(s.Shape.AsSpan(..^1))) is { } other
            ? new($"\"{s.NameOfCurrent()}\", \"{other.Name}\"", [.. s.Shape[..^1], s.Width + other.Shape[^1]]) : null),
        new("LeakyRelu", Any, s => Same(s, s.Number(0.1, 0.5))),
        new("Elu", Any, s => Same(s, s.Number(0.5, 1.5))),
        new("Celu", Any, s => Same(s, s.Number(0.5, 1.5))),
        new("Threshold", Any, s => Same(s, $"{s.Number(-0.5, 0.5)}, {s.Number(-0.5, 0.5)}")),
        new("Hardshrink", Any, s => Same(s, s.Number(0.1, 0.5))),
        new("Softshrink", Any, s => Same(s, s.Number(0.1, 0.5))),
        new("Hardtanh", Any, s => Same(s, $"{s.Number(-1.5, -0.5)}, {s.Number(0.5, 1.5)}")),
        new("ScaledSoftplus", Any, s => Same(s, s.Number(0.5, 3))),
        new("RRelu", Any, s => Same(s, $"{s.Number(0.1, 0.3)}, {s.Number(0.3, 0.6)}")),
        new("Softmax", "23", s => Same(s, s.Any("", "1"))),
        new("AlphaDropout", Any, s => Same(s, s.Number(0, 0.5))),
        new("SpatialDropout", Any, s => Same(s, s.Number(0, 0.7))),
        new("LocalResponseNorm", Any, s => Same(s, Text($"{s.Next(1, 6)}, {s.Number(0.1, 0.5)}") + s.Maybe("beta", "0.5") + s.Maybe("offset", "2"))),
        new("PixelShuffle", Image, s => s.Width % 4 == 0 ? new("2", 2 * s.Shape[0], 2 * s.Shape[1], s.Width / 4) : null),
        new("PixelUnshuffle", Image, s => (s.DivisorOf(s.Shape[0]), s.Shape) is var (factor, shape) && shape[1] % factor == 0
            ? new(Text($"{factor}"), shape[0] / factor, shape[1] / factor, factor * factor * shape[2]) : null),
        new("SwapAxes", Sequence, s => new("", s.Shape[1], s.Shape[0])) { NeedsLength = true },
        new("Permute", Image, s => s.Any<int[]>([[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]) is var order
            ? new(string.Join(", ", order), [.. order.Select(axis => s.Shape[axis - 1])]) : null),
        new("RotaryPosition", Sequence, s => s.Width % 2 == 0 ? Same(s, s.Maybe("longest", "100")) : null),
        new("RotaryAttention", Sequence, s => s.DivisorOf(s.Width) is var heads && s.Width / heads % 2 == 0
            ? Same(s, Text($"{heads}") + s.Maybe("causal", "true") + s.Maybe("bias", "true") + s.Maybe("longest", "100")) : null),
        new("CrossAttention", Sequence, s => s.Other(shape => shape.Length == 2) is { } memory
            ? Same(s, Text($"\"{memory.Name}\", {s.DivisorOf(s.Width)}") + s.Maybe("bias", "true")) : null),
        new("Bilinear", Any, s => s.Other(shape => shape.Length == s.Shape.Length && shape.AsSpan(..^1).SequenceEqual(s.Shape.AsSpan(..^1))) is { } other && s.Next(1, 6) is var units
            ? new(Text($"\"{other.Name}\", {units}") + s.Maybe("bias", "false"), [.. s.Shape[..^1], units]) : null),
        new("CosineSimilarity", "23", s => s.Other(shape => shape.SequenceEqual(s.Shape)) is { } other ? new(Text($"\"{other.Name}\", 0.1"), s.Shape[..^1]) : null) { NeedsLength = true },
        new("ZeroPad1D", Sequence, s => (s.Next(0, 3), s.Next(0, 3)) is var (before, behind) ? new(Text($"{before}, {behind}"), before + s.Shape[0] + behind, s.Width) : null) { NeedsLength = true },
        new("Crop1D", Sequence, s => (s.Next(0, 3), s.Next(0, 3)) is var (before, behind) ? Positive(Text($"{before}, {behind}"), s.Shape[0] - before - behind, s.Width) : null) { NeedsLength = true },
        new("Crop2D", Image, s => s.Next(0, 3) is var margin ? Positive(Text($"{margin}"), s.Shape[0] - (2 * margin), s.Shape[1] - (2 * margin), s.Width) : null),
        new("Upsample1D", Sequence, s => s.Next(1, 4) is var factor ? new(Text($"{factor}"), factor * s.Shape[0], s.Width) : null) { NeedsLength = true },
        new("RepeatVector", "1", s => s.Next(1, 5) is var count ? new(Text($"{count}"), count, s.Width) : null) { NeedsLength = true },
        new("ConvTranspose1D", Sequence, s =>
        {
            int filters = s.Next(1, 5), kernel = s.Next(1, 4), stride = s.Next(1, 4), dilation = s.Any(1, 1, 2), extra = s.Next(0, Math.Max(stride, dilation));
            int padding = s.Any(-1, 0, 1), reach = (stride * (s.Shape[0] - 1)) + (dilation * (kernel - 1)) + 1;
            return Positive(
                Text($"{filters}, {kernel}, {stride}, {padding}, {extra}, {dilation}") + Rest(s),
                (padding < 0 ? stride * s.Shape[0] : reach - (2 * padding)) + extra, filters);
        }) { NeedsLength = true },
        Recurrent("SimpleRnn", s => Text($", {ActivationTable.Draw(s)}"), directions: 1),
        Recurrent("Gru", _ => "", directions: 1),
        Recurrent("Lstm", _ => "", directions: 1),
        Recurrent("BidirectionalGru", _ => "", directions: 2),
        Recurrent("BidirectionalLstm", _ => "", directions: 2),
        .. OwnLayers.Rows,
    ];

    /// <summary>The layers that read whole numbers.</summary>
    public static IReadOnlyList<LayerRow> OfTokens { get; } =
    [
        new("Embedding", "01", s => (s.Next(1, 20), s.Extent()) is var (count, width) ? new(Text($"{count}, {width}"), [.. s.Shape, width]) { Matrix = (count, width) } : null),
    ];

    /// <summary>Appends a layer that fits.</summary>
    public static void Append(Sketch sketch)
    {
        if (!sketch.IsTokens && sketch.Chance(5))
        {
            sketch.Branch();
        }

        string rank = Text($"{sketch.Shape.Length}");
        LayerRow[] rows =
        [
            .. (sketch.IsTokens ? OfTokens : All)
                .Where(row => row.Ranks.Contains(rank, StringComparison.Ordinal) && !(sketch.HasSymbolicLength && row.NeedsLength)),
        ];
        while (true)
        {
            LayerRow row = sketch.Any<LayerRow>(rows);
            if (row.Draw(sketch) is { } drawn && drawn.Shape.Aggregate(1, (product, extent) => product * extent) <= Sketch.MostElements)
            {
                if (drawn.Matrix is { } matrix)
                {
                    sketch.Offer(row.Name == "Embedding" ? "E" : "W", matrix.Rows, matrix.Columns);
                }

                sketch.Append(new Line(row.Name, drawn.Arguments.TrimStart(',', ' ')) { Share = drawn.Share }, drawn.Shape, drawn.HasName);
                return;
            }
        }
    }

    private static Drawn Same(Sketch sketch, string arguments) => new(arguments, sketch.Shape);

    private static Drawn? Positive(string arguments, params int[] shape) => shape.All(extent => extent > 0) ? new(arguments, shape) : null;

    private static Drawn Dense(Sketch s)
    {
        (int Columns, string Share)? tie = s.Chance(2) ? s.TieOf("W", s.Width) : null;
        int units = tie?.Columns ?? s.Extent();
        return new(Text($"{units}, {ActivationTable.Draw(s)}") + s.Maybe("bias", "false"), [.. s.Shape[..^1], units])
        {
            Share = tie?.Share,
            Matrix = tie is null ? (s.Width, units) : null,
        };
    }

    private static Drawn MultiHeadAttention(Sketch s)
    {
        int heads = s.DivisorOf(s.Width);
        return Same(s, Text($"{heads}") + s.Maybe("causal", "true") + s.Maybe("bias", "true") + s.Maybe("keyValueHeads", Text($"{s.DivisorOf(heads)}")));
    }

    private static Drawn? Conv1D(Sketch s)
    {
        int groups = s.DivisorOf(s.Width), filters = groups * s.Next(1, 4), dilation = s.Any(1, 1, 2);
        var (kernel, stride, padding) = Window(s, least: -2);
        return Positive(
            Text($"{filters}, {kernel}, {stride}, {padding}, {dilation}, {groups}") + Rest(s), Side(s.Shape[0], kernel, stride, padding, dilation), filters);
    }

    private static Drawn? Conv2D(Sketch s)
    {
        int groups = s.DivisorOf(s.Width), filters = groups * s.Next(1, 4), dilation = s.Any(1, 1, 2);
        var (kernel, stride, padding) = Window(s);
        return Convolved(s, filters, kernel, stride, padding, dilation, Text($"{filters}, {kernel}, {stride}, {padding}, {dilation}, {groups}") + Rest(s));
    }

    private static Drawn? Convolved(Sketch s, int filters, int kernel, int stride, int padding, int dilation, string arguments) => Positive(
        arguments, Side(s.Shape[0], kernel, stride, padding, dilation), Side(s.Shape[1], kernel, stride, padding, dilation), filters);

    /// <summary>The negative paddings are those with a name.</summary>
    private static (int Kernel, int Stride, int Padding) Window(Sketch s, int least = -1) => (s.Next(1, 4), s.Any(1, 1, 2, 3), s.Next(least, 3));

    private static int Side(int size, int kernel, int stride, int padding, int dilation)
    {
        if (padding < 0)
        {
            return (size + stride - 1) / stride;
        }

        int room = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }

    private static Drawn? Pool(Sketch s, int axes)
    {
        int window = s.Next(1, 4), stride = s.Next(1, 4), padding = s.Next(-1, (window / 2) + 1);
        return Positive(Text($"{window}, {stride}, {padding}"), [.. s.Shape[..axes].Select(size => Side(size, window, stride, padding, 1)), s.Width]);
    }

    private static string Rest(Sketch s) => s.Maybe("activation", ActivationTable.Draw(s)) + s.Maybe("bias", "false");

    /// <summary>The states after every time or after the last one; one direction may run backwards, from a state that is given.</summary>
    private static LayerRow Recurrent(string name, Func<Sketch, string> activation, int directions) => new(name, Sequence, s =>
    {
        int units = s.Next(1, 9);
        string sequences = s.Maybe("sequences", "false");
        string initial = directions == 1 && s.Other(shape => shape.SequenceEqual([units])) is { } state ? $", initial: \"{state.Name}\"" : "";
        return new(
            Text($"{units}") + activation(s) + s.Maybe("bias", "false") + sequences + (directions == 1 ? s.Maybe("reverse", "true") : "") + initial,
            sequences.Length == 0 ? [s.Shape[0], directions * units] : [directions * units]);
    });

    private static Drawn? Joined(Sketch s) => s.Other(shape => shape.SequenceEqual(s.Shape)) is { } other
        ? new($"\"{s.NameOfCurrent()}\", \"{other.Name}\"", s.Shape) : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
