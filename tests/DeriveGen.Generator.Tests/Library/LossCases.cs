namespace DeriveGen.Generator.Tests.Library;

/// <summary>Each loss behind a layer, with the targets that it takes.</summary>
internal static class LossCases
{
    private const string Plain = "[Input(3)] [Dense(7, Activation.Tanh)] [Dense(5)] ";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        new("SoftmaxCrossEntropy", Plain + "[SoftmaxCrossEntropy]"),
        new("SoftmaxCrossEntropyWeighted", Plain + "[SoftmaxCrossEntropy(new[] { 1, 0.5, 2, 0.1, 3 })]"),
        new("CrossEntropy", Plain + "[Activate(Activation.Softmax)] [CrossEntropy]", Given.Distribution),
        new("BinaryCrossEntropy", Plain + "[Activate(Activation.Sigmoid)] [BinaryCrossEntropy]", Given.Probability),
        new("BinaryCrossEntropyWithLogits", Plain + "[BinaryCrossEntropyWithLogits]", Given.Probability),
        new("BinaryCrossEntropyOfOneNumber", "[Input(3)] [Dense(4, Name = \"h\")] [Dense(4, From = \"x\")] [CosineSimilarity(\"h\")] [BinaryCrossEntropyWithLogits]", Given.Probability),
        new("SquaredError", Plain + "[SquaredError]"),
        new("HalfSquaredError", Plain + "[HalfSquaredError]"),
        new("MeanSquaredError", Plain + "[MeanSquaredError]"),
        new("MeanAbsoluteError", Plain + "[MeanAbsoluteError]"),
        new("Huber", Plain + "[Huber]"),
        new("HuberDelta", Plain + "[Huber(0.3)]"),
        new("SmoothL1", Plain + "[SmoothL1(0.7)]"),
        new("LogCosh", Plain + "[LogCosh]"),
        new("LabelSmoothing", Plain + "[SmoothedCrossEntropy(0.1)]"),
        new("LabelSmoothingWeighted", Plain + "[SmoothedCrossEntropy(0.2, new[] { 1, 0.5, 2, 0.1, 3 })]"),
        new("NegativeLogLikelihoodWeighted", Plain + "[Activate(Activation.LogSoftmax)] [NegativeLogLikelihood(new[] { 1, 0.5, 2, 0.1, 3 })]"),
        new("NegativeLogLikelihood", Plain + "[Activate(Activation.LogSoftmax)] [NegativeLogLikelihood]"),
        new("KullbackLeibler", Plain + "[Activate(Activation.LogSoftmax)] [KullbackLeibler]", Given.Distribution),
        new("Hinge", Plain + "[Hinge]", Given.Sign),
        new("SquaredHinge", Plain + "[SquaredHinge]", Given.Sign),
        new("SoftMargin", Plain + "[SoftMargin]", Given.Sign),
        new("HingeEmbedding", Plain + "[HingeEmbedding(0.8)]", Given.Sign),
        new("MultiMargin", Plain + "[MultiMargin]"),
        new("MultiLabelMargin", Plain + "[MultiLabelMargin(0.8)]", Given.Probability),
        new("MultiLabelSoftMargin", Plain + "[MultiLabelSoftMargin(new[] { 1, 0.5, 2, 0.1, 3 })]", Given.Probability),
        new("PoissonNegativeLogLikelihood", Plain + "[PoissonNegativeLogLikelihood]", Given.Count),
        new("GaussianNegativeLogLikelihood", "[Input(3)] [Dense(7, Name = \"h\")] [Dense(5, Activation.Softplus, Name = \"variance\")] [Dense(5, From = \"h\")] [GaussianNegativeLogLikelihood(\"variance\")]"),
        new("CosineEmbedding", "[Input(3)] [Dense(7, Activation.Tanh, Name = \"h\")] [Dense(5, Name = \"other\")] [Dense(5, From = \"h\")] [CosineEmbedding(\"other\", 0.1)]", Given.Sign),
        new("MarginRanking", "[Input(3)] [Dense(7, Activation.Tanh, Name = \"h\")] [Dense(5, Name = \"other\")] [Dense(5, From = \"h\")] [MarginRanking(\"other\", 0.1)]", Given.Sign),
        new("TripletMargin", "[Input(3)] [Dense(7, Activation.Tanh, Name = \"h\")] [Dense(5, Name = \"p\", From = \"h\")] [Dense(5, Name = \"n\", From = \"h\")] [Dense(5, From = \"h\")] [TripletMargin(\"p\", \"n\")]"),
        new("BinaryCrossEntropyPositives", Plain + "[BinaryCrossEntropyWithLogits(new[] { 1, 0.5, 2, 0.1, 3 })]", Given.Probability),
        new("PoissonFull", Plain + "[PoissonNegativeLogLikelihood(full: true)]", Given.Count),
        new("TripletMarginSwap", "[Input(3)] [Dense(7, Activation.Tanh, Name = \"h\")] [Dense(5, Name = \"p\", From = \"h\")] [Dense(5, Name = \"n\", From = \"h\")] [Dense(5, From = \"h\")] [TripletMargin(\"p\", \"n\", swap: true)]"),
        new("Ctc", "[Input(7, 3)] [Dense(4)] [Ctc(2, blank: 1)]"),
        new("TwoLosses", "[Input(3)] [Dense(7, Activation.Tanh, Name = \"h\")] [Dense(5)] [MeanAbsoluteError] [Huber(From = \"h\", Weight = 0.25)]"),
    ];
}
