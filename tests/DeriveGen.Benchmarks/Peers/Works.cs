using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>The rows of the table.</summary>
internal static class Works
{
    private const int Blocks = 4, Width = 128, Heads = 4, Context = 64, Symbols = 128, Texts = 8;

    /// <summary>The fixed rows, and two perceptrons that are drawn.</summary>
    /// <param name="seed">Another seed, other perceptrons.</param>
    public static IReadOnlyList<Work> All(int seed)
    {
        var random = new Random(seed);
        int[] Hidden() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(16, 300))];
        Work Drawn() => Work.Perceptron(Doing.Train, random.Next(4, 65), [random.Next(20, 800), .. Hidden(), random.Next(2, 40)]);
        Work[] rows =
        [
            Work.Perceptron(Doing.Train, 32, 784, 128, 10),
            Work.Perceptron(Doing.Train, 16, 64, 64, 64, 10),
            Tiny("train step"),
            Tiny("epoch") with { ByEpoch = true },
            Work.Perceptron(Doing.Train, 256, 1024, 1024, 1024, 10),
            Convolution(),
            LanguageModel(),
            Work.Perceptron(Doing.Predict, 1, 784, 128, 10),
            Work.Perceptron(Doing.Predict, 32, 784, 128, 10),
            Drawn(), Drawn(),
        ];
        return [.. rows.Concat(rows.Where(row => row.Program != "tiny" && row.Batch > 1).Select(TwoThreads)).Select(row => row with { Seed = seed })];
    }

    /// <summary>The same with two threads for everybody, and one thread of ours as a contestant.</summary>
    private static Work TwoThreads(Work work) => work with { Name = work.Name + ", two threads", OneThread = work.Name, Threads = 2 };

    private static Work Tiny(string doing) => new(
        $"2-8-1 (tanh, sigmoid), batch 1, {doing}", "tiny", Doing.Train, """
        [Input(2)]
        [Dense(8, Activation.Tanh)]
        [Dense(1, Activation.Sigmoid)]
        [SquaredError]
        [Sgd]
        """,
        1, [2, 8, 1], 2, 0, 1, 0, 0.5f, 2 * ((3 * 16) - 16 + (3 * 8))) { Batches = 4 };

    /// <summary>
    /// The gains in front make the adjoint of what comes into the convolution necessary; the loss, Σ y t / batch, costs next to nothing.
    /// </summary>
    private static Work Convolution()
    {
        const int Batch = 16, Side = 28, In = 8, Out = 16, Kernel = 3;
        return new(
            "conv 3×3, batch 16, 28×28, 8→16, train step", "conv", Doing.Train, string.Create(CultureInfo.InvariantCulture, $"""
            [Input({Side}, {Side}, {In})]
            [Equations("input x[i, h, w, c]; param g[c] = 1; y[i, h, w, c] = x[i, h, w, c] * g[c]")]
            [Conv2D({Out}, {Kernel}, padding: 1)]
            [Equations("input x[i, h, w, c]; target t[i, h, w, c]; L = mean(i: sum(h, w, c: x[i, h, w, c] * t[i, h, w, c]))")]
            [Sgd]
            """),
            Batch, [Side, In, Out, Kernel], Side * Side * In, 0, Side * Side * Out, 0, 1e-8f,
            3.0 * 2 * Batch * Side * Side * In * Out * Kernel * Kernel);
    }

    private static Work LanguageModel()
    {
        const double Tokens = Texts * Context;
        const double Projections = Blocks * 2 * Tokens * ((4 * Width * Width) + (8 * Width * Width)), Head = 2 * Tokens * Width * Symbols;
        // The scores and what is read by them; causal, so half of each.
        const double Attention = Blocks * 2 * 2 * Tokens * Width * (Context + 1) / 2;
        return new(
            string.Create(
                CultureInfo.InvariantCulture, $"GPT, {Blocks} blocks, {Width} wide, {Heads} heads, {Texts} × {Context} tokens, train step"), "gpt", Doing.Train, $"""
            [Input({Context})]
            [Embedding({Symbols}, {Width}, Name = "embed")]
            [PositionEmbedding]
            [Repeat<TransformerBlock>({Blocks})]
            [LayerNorm]
            [Dense({Symbols}, bias: false, Share = "W = embed.E'")]
            [SoftmaxCrossEntropy]
            [AdamW(1e-3)]
            """,
            Texts, [Blocks, Width, Heads, Context, Symbols], Context, Symbols, Context, Symbols, 1e-3f, 3 * (Projections + Head + Attention))
        {
            Beside = $$"""
                [Block]
                [LayerNorm]
                [MultiHeadAttention({{Heads}}, causal: true, Name = "attention")]
                [Add("x", "attention", Name = "middle")]
                [LayerNorm]
                [Dense({{4 * Width}}, Activation.GeluTanh)]
                [Dense({{Width}}, Name = "mlp")]
                [Add("middle", "mlp")]
                public sealed class TransformerBlock;
                """,
        };
    }
}
