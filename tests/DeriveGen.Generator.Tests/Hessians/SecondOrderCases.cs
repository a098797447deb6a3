using DeriveGen.Generator.Tests.Library;

namespace DeriveGen.Generator.Tests.Hessians;

/// <summary>Networks of every kind whose Hessian is asked for, of extents that are uneven on purpose.</summary>
internal static class SecondOrderCases
{
    private const string Image = "[Input(5, 7, 2)] ";
    private const string Sequence = "[Input(5, 3)] [Dense(6)] ";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        new("Tanh", "[Input(5)] [Dense(17, Activation.Tanh)] [Dense(3)] [SoftmaxCrossEntropy]"),
        new("Rectified", "[Input(5)] [Dense(7, Activation.Relu)] [Dense(6, Activation.Gelu)] [Dense(3)] [SoftmaxCrossEntropy]"),
        new("Sigmoid", "[Input(3)] [Dense(4, Activation.Sigmoid)] [Dense(2, Activation.Sigmoid)] [BinaryCrossEntropy]", Given.Probability),
        new("Logits", "[Input(3)] [Dense(4, Activation.Silu)] [Dense(2)] [BinaryCrossEntropyWithLogits]", Given.Probability),
        new("Huber", "[Input(3)] [Dense(4, Activation.Softplus)] [Dense(2)] [Huber]"),
        new("Poisson", "[Input(3)] [Dense(4, Activation.Tanh)] [Dense(2)] [PoissonNegativeLogLikelihood]", Given.Count),
        new("Linear", "[Input(3)] [Dense(2)] [MeanAbsoluteError]"),
        new("ConvolutionAndPool", Image + "[Conv2D(4, 3, padding: 1, activation: Activation.Tanh)] [MaxPool2D(2, 2)] [Conv2D(3, 2)] [Flatten] [Dense(3)] [SoftmaxCrossEntropy]"),
        new("StridedConvolution", Image + "[Dense(3)] [Conv2D(4, 3, stride: 2, padding: 1, activation: Activation.Silu)] [AvgPool2D(2, 2)] [Flatten] [Dense(2)] [LogCosh]"),
        new("LayerNorm", Sequence + "[LayerNorm] [Dense(2)] [LogCosh]"),
        new("BatchNorm", "[Input(3)] [Dense(6)] [BatchNorm] [Dense(2, Activation.Tanh)] [MeanSquaredError]"),
        new("Attention", Sequence + "[MultiHeadAttention(2, causal: true)] [Dense(2)] [LogCosh]"),
        new("Gated", "[Input(3)] [SwiGlu(5)] [Dense(2)] [MeanSquaredError]"),
        new("Residual", "[Input(5)] [Dense(5, Name = \"a\")] [Dense(5, Activation.Tanh, Name = \"b\")] [Add(\"a\", \"b\")] [Dense(2)] [MeanSquaredError]"),
        new("Frozen", "[Input(3)] [Dense(4, Activation.Tanh, Frozen = true)] [Dense(5, Activation.Tanh)] [Dense(2)] [MeanSquaredError]"),
        new("Tied", "[Input(4)] [Dense(4, Activation.Tanh, Name = \"a\")] [Dense(4, Activation.Tanh, Share = \"W = a.W\")] [Dense(2)] [MeanSquaredError]"),
        new("Dropout", "[Input(3)] [Dense(6, Activation.Tanh)] [Dropout(0.4)] [Dense(2)] [MeanSquaredError]") { Draws = "u2" },
    ];
}
