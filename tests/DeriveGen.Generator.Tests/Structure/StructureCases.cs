using DeriveGen.Generator.Tests.Library;

namespace DeriveGen.Generator.Tests.Structure;

/// <summary>Networks that are more than one layer behind the other.</summary>
internal static class StructureCases
{
    private const string Rest = " [Dense(2)] [MeanSquaredError]";

    /// <summary>The blocks that the networks use.</summary>
    public const string Blocks = """"
        [Block, LayerNorm, Dense(7, Activation.Tanh), Dense(6, Name = "mlp"), Add("x", "mlp")]
        public sealed class Residual;

        [Block, Dense(5, Activation.Tanh), Dense(4, Activation.Sigmoid)]
        public sealed class Pair;

        [Block, Repeat<Pair>(2), BatchNorm, Dense(3, Name = "last")]
        public sealed class Nested;

        [Block, Dense(6, Activation.Tanh, Share = "W = shared.W", Name = "tied"), Dense(6, bias: false, Share = "W = tied.W'")]
        public sealed class Tied;

        [Block]
        [Dense(6, Name = "a")]
        [Equations("""
            param s[k] = 0.5;  frozen param c[k] = 2
            z[i, k] = tanh(s[k] * x[i, k] + c[k])
            """, Name = "scaled")]
        [Dense(6, From = "a", Share = "W = a.W'")]
        [Equations("y[i, k] = x[i, k] * scaled[i, k] + a[i, k] / size(a, -1)")]
        public sealed class Mixed;

        [Block, LayerNorm, MultiHeadAttention(2, causal: true, Name = "attention"), Add("x", "attention", Name = "middle")]
        [LayerNorm, Dense(9, Activation.GeluTanh), Dense(6, Name = "mlp"), Add("middle", "mlp")]
        public sealed class Transformer;
        """";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        new("RepeatOnce", "[Input(3)] [Repeat<Pair>]" + Rest),
        new("RepeatTwice", "[Input(3)] [Dense(6)] [Repeat<Residual>(2)]" + Rest),
        new("RepeatChangingWidth", "[Input(3)] [Repeat<Pair>(2, Name = \"stage\")]" + Rest),
        new("RepeatNested", "[Input(3)] [Repeat<Nested>(2)]" + Rest),
        new("RepeatOften", "[Input(3)] [Dense(6)] [Repeat<Residual>(6)]" + Rest),
        new("LanguageModel", """
            [Input(5)] [Embedding(7, 6, Name = "embed")] [PositionEmbedding] [Repeat<Transformer>(4)]
            [LayerNorm] [Dense(7, bias: false, Share = "W = embed.E'")] [SoftmaxCrossEntropy]
            """),
        new("RepeatMixed", "[Input(6)] [Repeat<Mixed>(2)]" + Rest),
        new("RepeatFrom", "[Input(4)] [Dense(3, Name = \"first\")] [Dense(2, Name = \"side\")] [Repeat<Pair>(From = \"first\")] [Add(\"block1\", \"x\", Name = \"sum\")] [Concat(\"sum\", \"side\")]" + Rest),
        new("RepeatFrozen", "[Input(3)] [Dense(6)] [Repeat<Residual>(Frozen = true)]" + Rest),

        new("ShareSame", "[Input(4)] [Dense(4, Activation.Tanh, Name = \"a\")] [Dense(4, Share = \"W = a.W, b = a.b\")]" + Rest),
        new("ShareTransposed", "[Input(3)] [Dense(6, Activation.Tanh, Name = \"code\")] [Dense(3, Share = \"W = code.W'\")] [MeanSquaredError]"),
        new("ShareEmbedding", "[Input(4)] [Embedding(9, 5, Name = \"embed\")] [Dense(5, Activation.Tanh)] [Dense(9, bias: false, Share = \"W = embed.E'\")] [SoftmaxCrossEntropy]"),
        new("ShareOfBlock", "[Input(6)] [Repeat<Residual>(Name = \"only\")] [Dense(7, Activation.Tanh, Share = \"W = only.W2\", Name = \"tied\")] [Dense(7, Share = \"W = only.mlp.W'\", From = \"only\", Name = \"back\")] [Concat(\"tied\", \"back\")]" + Rest),
        new("ShareAmongBlocks", "[Input(6)] [Dense(6, Name = \"shared\")] [Repeat<Tied>(2)]" + Rest),
        new("ShareFrozen", "[Input(4)] [Dense(4, Activation.Tanh, Name = \"a\", Frozen = true)] [Dense(4, Share = \"W = a.W'\")]" + Rest),

        new("Frozen", "[Input(4)] [Dense(5, Activation.Tanh, Frozen = true)] [Dense(3, Activation.Tanh)] [Dense(4, Frozen = true)]" + Rest),
        new("FrozenOfEquations", """
            [Input(4)] [Dense(3)] [Equations("frozen param C[j, k:5] ~ normal(0.5); param s = 1; y[i, k] = s * tanh(x[i, j] * C[j, k])")]
            """ + Rest),

        new("TwoInputs", "[Input(3, Name = \"a\")] [Dense(5, Name = \"left\")] [Input(4, 2, Name = \"b\")] [Flatten] [Dense(5, Activation.Tanh, Name = \"right\")] [Add(\"left\", \"right\")]" + Rest),
        new("InputUsedTwice", "[Input(3)] [Input(4, Name = \"memory\")] [Dense(3)] [Multiply(\"y1\", \"x\")] [Dense(3, From = \"x\", Name = \"gate\")] [Concat(\"y2\", \"gate\", \"memory\")]" + Rest),
        new("TwoHeads", """
            [Input(3)] [Dense(6, Activation.Tanh, Name = "trunk")] [Dense(4, Name = "kind")] [Dense(2, From = "trunk", Name = "place")]
            [SoftmaxCrossEntropy(From = "kind")] [MeanSquaredError(From = "place", Weight = 0.25)]
            """),
        new("LossOfInput", "[Input(3)] [Dense(3)] [MeanSquaredError] [MeanAbsoluteError(From = \"x\")]"),
        new("LossesByName", """
            [Input(3)] [Dense(4)] [Dense(2)] [MeanSquaredError(Name = "main")] [MeanAbsoluteError(Weight = 0.5, Name = "side", From = "y1")] [MeanSquaredError(Weight = 2)]
            """),

        new("EquationsBetween", """
            [Input(4)] [Dense(3, Name = "hidden")]
            [Equations("param s[k] = 1; z[i, k] = s[k] * hidden[i, k] / sqrt(1 + sum(j: x[i, j]^2)); y[i, k] = relu(z[i, k])", From = "x", Name = "own")]
            [Add("hidden", "own.z", "own")]
            """ + Rest),
        new("EquationsFirst", """
            [Equations("input left[i:batch, j:3]; input right[i, k:4]; param B[j, k, l:5] ~ normal(0.5); q[i, l] = left[i, j] * B[j, k, l] * right[i, k]")]
            [Dense(5, Activation.Tanh)] [Dense(3, From = "right", Name = "skip")] [Concat("y1", "skip")]
            """ + Rest),
        new("EquationsAlone", """"
            [Equations("""
                input x[i:batch, j:3]; input c[i, m:2]; target u[i, k:2]; label t[i] < 4
                param W[j, k] ~ normal(0.5); param V[m, l:4] ~ normal(0.5); param U[j, l] ~ normal(0.5)
                q[i, k] = tanh(x[i, j] * W[j, k]);  z[i, l] = c[i, m] * V[m, l] + x[i, j] * U[j, l]
                p[i, l] = softmax(l: z[i, l])
                output p[i, l];  output q[i, k]
                L = mean(i: sum(k: (q[i, k] - u[i, k])^2)) - mean(i: log(p[i, t[i]]))
                """)]
            """"),
    ];
}
