namespace DeriveGen.Generator.Tests.Library;

/// <summary>Each layer between others, so that the adjoint of what comes in matters too.</summary>
internal static class LayerCases
{
    private const string Image = "[Input(5, 7, 2)] [Dense(3)] ";
    private const string Sequence = "[Input(5, 3)] [Dense(6)] ";
    private const string Row = "[Input(3)] [Dense(6)] ";

    private const string Branches = "[Input(5)] [Dense(5, Name = \"a\")] [Dense(5, Activation.Tanh, Name = \"b\")] ";

    // A loss of any shape.
    private const string Rest = " [Dense(2)] [LogCosh]";
    private const string Flat = " [Flatten] [Dense(2)] [MeanSquaredError]";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        new("Dense", Sequence + "[Dense(9, Activation.Tanh)] [Dense(4, bias: false)]" + Rest),
        new("Activate", Row + "[Activate(Activation.Silu)] [Dense(2)] [MeanSquaredError]"),
        new("Flatten", Image + Flat),
        new("FlattenSequence", Sequence + Flat),
        new("FlattenConv2D", Image + "[Conv2D(4, 3)]" + Flat),
        new("FlattenMaxPool2D", Image + "[MaxPool2D(2, 2)]" + Flat),
        new("FlattenAvgPool1D", Sequence + "[AvgPool1D(3, 1)]" + Flat),
        new("FlattenConv1D", "[Input(9, 3)] [Dense(4)] [Conv1D(5, 3, padding: 2, dilation: 2, bias: false)]" + Flat),
        new("Reshape", Row + "[Reshape(2, 3)] [Dense(4)]" + Rest),
        new("Embedding", "[Input(5)] [Embedding(7, 6)]" + Rest),
        new("EmbeddingOfOneToken", "[Input] [Embedding(7, 6)] [Dense(2)] [MeanSquaredError]"),
        new("EmbeddingTied", "[Input(5)] [Embedding(7, 6, Name = \"embed\")] [Dense(6, Activation.Tanh)] [Dense(7, bias: false, Share = \"W = embed.E'\")] [SoftmaxCrossEntropy]"),
        new("EmbeddingBesideDense", "[Input(5)] [Dense(4, Name = \"a\")] [Embedding(7, 6, From = \"x\")] [Flatten] [Dense(4, Name = \"b\")] [Add(\"a\", \"b\")] [MeanSquaredError]"),
        new("LayerNorm", Sequence + "[LayerNorm]" + Rest),
        new("RmsNorm", Sequence + "[RmsNorm]" + Rest),
        new("GroupNorm", Image + "[Dense(6)] [GroupNorm(2)]" + Rest),
        new("InstanceNorm", Image + "[InstanceNorm]" + Rest),
        new("BatchNorm", Row + "[BatchNorm] [Dense(2)] [MeanSquaredError]"),
        new("BatchNormOfImages", Image + "[BatchNorm(0.3)]" + Rest),
        new("Dropout", Row + "[Dropout(0.4)] [Dense(2)] [MeanSquaredError]") { Draws = "u2" },
        new("GaussianNoise", Row + "[GaussianNoise(0.3)] [Dense(2)] [MeanSquaredError]") { Draws = "e2" },
        new("PositionEmbedding", Sequence + "[PositionEmbedding]" + Rest),
        new("SinusoidalPosition", Sequence + "[SinusoidalPosition]" + Rest),
        new("Conv1D", Sequence + "[Conv1D(4, 3)]" + Rest),
        new("Conv1DStride", "[Input(9, 3)] [Dense(4)] [Conv1D(5, 3, stride: 2, padding: 1, activation: Activation.Tanh)]" + Rest),
        new("Conv1DDilated", "[Input(9, 3)] [Dense(4)] [Conv1D(5, 3, padding: 2, dilation: 2, bias: false)]" + Rest),
        new("Conv2D", Image + "[Conv2D(4, 3)]" + Rest),
        new("Conv2DPadded", Image + "[Conv2D(4, 3, padding: 1, activation: Activation.Relu)]" + Rest),
        new("Conv2DStride", Image + "[Conv2D(4, 3, stride: 2, padding: 1)]" + Rest),
        new("Conv2DDilated", Image + "[Conv2D(4, 2, dilation: 2, bias: false)]" + Rest),
        new("Conv2DGroups", Image + "[Dense(4)] [Conv2D(6, 3, groups: 2)]" + Rest),
        new("DepthwiseConv2D", Image + "[DepthwiseConv2D(3, padding: 1)]" + Rest),
        new("ConvTranspose2D", Image + "[ConvTranspose2D(4, 3, stride: 2, padding: 1)]" + Rest),
        new("MaxPool2D", Image + "[MaxPool2D(2, 2)]" + Rest),
        new("MaxPool2DOverlapping", Image + "[MaxPool2D(3, 1)]" + Rest),
        new("MaxPool1D", Sequence + "[MaxPool1D(2, 2)]" + Rest),
        new("AvgPool2D", Image + "[AvgPool2D(2, 2)]" + Rest),
        new("AvgPool1D", Sequence + "[AvgPool1D(3, 1)]" + Rest),
        new("GlobalAvgPool", Image + "[GlobalAvgPool] [Dense(2)] [MeanSquaredError]"),
        new("GlobalMaxPool", Image + "[GlobalMaxPool] [Dense(2)] [MeanSquaredError]"),
        new("Upsample2D", Image + "[Upsample2D(2)]" + Rest),
        new("ZeroPad2D", Image + "[ZeroPad2D(1)]" + Rest),
        new("Add", Branches + "[Add(\"a\", \"b\", \"x\")]" + Rest),
        new("AddTwo", Branches + "[Add(\"a\", \"b\")]" + Rest),
        new("Multiply", Branches + "[Multiply(\"a\", \"b\", \"a\")]" + Rest),
        new("Average", Branches + "[Average(\"a\", \"b\", \"x\")]" + Rest),
        new("Largest", Branches + "[Largest(\"a\", \"b\", \"x\")]" + Rest),
        new("Concat", Branches + "[Dense(4, Activation.Tanh, Name = \"c\")] [Concat(\"a\", \"c\", \"x\")]" + Rest),
        new("ConcatOne", Branches + "[Concat(\"a\")]" + Rest),
        new("ConcatTwice", Branches + "[Concat(\"a\", \"b\", \"a\")]" + Rest),
        new("PRelu", Row + "[PRelu] [Dense(2)] [MeanSquaredError]"),
        new("Glu", Row + "[Glu] [Dense(2)] [MeanSquaredError]"),
        new("SwiGlu", Row + "[SwiGlu(5)] [Dense(2)] [MeanSquaredError]"),
        new("MultiHeadAttention", Sequence + "[MultiHeadAttention(2)]" + Rest),
        new("MultiHeadAttentionCausal", Sequence + "[MultiHeadAttention(3, causal: true)]" + Rest),
    ];
}
