using System.Globalization;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Layers as a user writes them: attribute classes with equations, and equations on the network between layers.</summary>
internal static class OwnLayers
{
    /// <summary>The declarations that the networks use.</summary>
    public const string Source = """
        // The package brings a suppressor: what equations read is not unread.
        #pragma warning disable CS9113
        [Equations("param g[k] = 1\n y[..., k] = x[..., k] * g[k]")]
        public sealed class GainAttribute : LayerAttribute;

        [Equations("swish(v) = v * sigmoid(beta * v)\n param W[j, k:units] ~ lecun; param V[j, k] ~ uniform(0.3)\n y[..., k] = swish(x[..., j] * W[j, k]) + x[..., j] * V[j, k]")]
        public sealed class SwishPairAttribute(int units, double beta = 1) : LayerAttribute;

        [Equations("input x[i, t, d]\n m[i, d] = mean(t: x[i, t, d])\n y[i, t, d] = x[i, t, d] - m[i, d] * [centred]")]
        public sealed class CentreAttribute(bool centred = true) : LayerAttribute;

        [Block]
        [RmsNorm]
        [Activate(Activation.Silu, Name = "gate")]
        [Gain]
        [Multiply("x", "gate")]
        [Dropout(0.2)]
        public sealed class GatedBlock;

        [Block]
        [Dense(9, Activation.Tanh)]
        [Repeat<GatedBlock>(1, Name = "inner")]
        [Dense(5, bias: false)]
        public sealed class NestedBlock;
        """;

    /// <summary>The rows for them.</summary>
    public static IReadOnlyList<LayerRow> Rows { get; } =
    [
        new("Gain", "123", s => new("", s.Shape)),
        new("SwishPair", "123", s => s.Extent() is var units ? new(Text($"{units}") + s.Maybe("beta", "0.5", "1.7"), [.. s.Shape[..^1], units]) : null),
        new("Centre", "2", s => new(s.Maybe("centred", "true", "false"), s.Shape)),
        new("Repeat<GatedBlock>", "123", s => s.Next(1, 4) is var count ? new(Text($"{count}"), s.Shape) { HasName = count == 1 } : null),
        new("Repeat<NestedBlock>", "123", s => s.Next(1, 3) is var count ? new(Text($"{count}"), [.. s.Shape[..^1], 5]) { HasName = count == 1 } : null),
        On("1", s => s.Shape, "input x[i, j]; y[i, j] = x[i, j] + tanh(x[i, j]) / size(j)"),
        On("1", s => s.Shape, "input x[i, j]; param A[j, k:size(j)] ~ normal(0.3); y[i, k] = x[i, k] + sum(j: x[i, j] * A[j, k]) * sigmoid(x[i, k])"),
        On("1", s => [s.Width, s.Width], "input x[i, j]; y[i, j, k:size(j)] = x[i, j] * x[i, k] / (1 + x[i, j]^2)") with { NeedsLength = true },
        On("2", s => s.Shape, "input x[i, t, d]; y[i, t, d] = sum(u where u <= t: x[i, u, d]) / (t + 1)"),
        On("2", s => [s.Shape[1], s.Shape[0]], "input x[i, t, d]; y[i, d:size(d), t:size(t)] = x[i, t, d] * cos(t + 2*d)") with { NeedsLength = true },
        On("2", s => s.Shape, "input x[i, t, d]; param U[e:size(d), d] ~ normal(0.3); scan h[i, t, d] over t = 0; h[i, t, d] = tanh(x[i, t, d] + sum(e: h[i, t-1, e] * U[e, d]))"),
        On("2", s => s.Shape, "input x[i, t, d]; param a[d] = 0.3; scan h[i, t, d] over -t = 0; g[i, t, d] = sigmoid(x[i, t, d] * a[d]); h[i, t, d] = g[i, t, d] * h[i, t+1, d] + (1 - g[i, t, d]) * x[i, t, d]"),
        On("2", s => s.Shape, "input x[i, t, d]; y[i, t, d] = x[i, t, d] * [t % 2 = 0] + x[i, t, d]^2 / (1 + abs(x[i, t, d])) * [t % 2 = 1]"),
        On("3", s => s.Shape, "input x[i, h, w, c]; n[i, h, w] = sqrt(sum(c: x[i, h, w, c]^2) + 0.01); y[i, h, w, c] = x[i, h, w, c] / n[i, h, w]"),
        On("3", s => [s.Shape[0], s.Width], "input x[i, h, w, c]; y[i, h, c] = logsumexp(w: x[i, h, w, c])"),
    ];

    private static LayerRow On(string ranks, Func<Sketch, int[]> shape, string text) => new("Equations", ranks, s => s.IsAtEnd ? new($"\"{text}\"", shape(s)) { HasName = false } : null);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
