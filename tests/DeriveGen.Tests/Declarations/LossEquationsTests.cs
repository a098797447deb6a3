using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;

namespace DeriveGen.Tests.Declarations;

/// <summary>The equations of the losses mean what their documentation says, against plain loops; 4 rows of 3 numbers.</summary>
public sealed class LossEquationsTests
{
    private const int Rows = 4;
    private const int Width = 3;

    private static readonly double[] X = [0.5, -1.25, 2, 0.1, 3, -0.3, -2, 0, 1.5, 0.25, 0.75, -0.5];
    private static readonly double[] Other = Array.ConvertAll(X, x => Math.Cos(2 * x));
    private static readonly double[] Third = Array.ConvertAll(X, Math.Sin);
    private static readonly double[] Targets = [1, -0.5, 0, 0.25, -1, 0, -1.75, 0.75, 1, 1, 0, 0.5];
    private static readonly double[] Signs = [1, -1, 1, 1, 1, -1, -1, 1, -1, -1, -1, 1];
    private static readonly double[] Counts = [1, 0, 3, 2, 1, 0, 0, 5, 1, 2, 0, 1];
    private static readonly double[] Distributions = [0.2, 0.3, 0.5, 0, 0.4, 0.6, 1, 0, 0, 0.1, 0.1, 0.8];
    private static readonly double[] Labels = [2, 0, 1, 2];

    private static readonly double[] Sets = [1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1];
    private static readonly double[] Weights = [0.5, 2, 3];

    /// <summary>The losses that <see cref="BuiltInEquationsTests"/> and <see cref="CtcTests"/> have.</summary>
    private static readonly string[] s_others =
        ["Ctc", "SoftmaxCrossEntropy", "CrossEntropy", "BinaryCrossEntropy", "BinaryCrossEntropyWithLogits", "SquaredError", "HalfSquaredError", "MeanSquaredError"];

    /// <summary>One row or more for each loss that is not among those.</summary>
    private static readonly Dictionary<string, (Declaration Loss, double[] Targets, double Expected)> s_losses = new()
    {
        ["MeanAbsoluteError"] = Of<MeanAbsoluteErrorAttribute>(Targets, Mean((x, y) => Math.Abs(x - y), Targets)),
        ["Huber"] = Of<HuberAttribute>(Targets, Mean((x, y) => Math.Abs(x - y) <= 0.6 ? (x - y) * (x - y) / 2 : 0.6 * (Math.Abs(x - y) - 0.3), Targets), 0.6),
        ["SmoothL1"] = Of<SmoothL1Attribute>(Targets, Mean((x, y) => Math.Abs(x - y) < 0.6 ? (x - y) * (x - y) / 1.2 : Math.Abs(x - y) - 0.3, Targets), 0.6),
        ["LogCosh"] = Of<LogCoshAttribute>(Targets, Mean((x, y) => Math.Log(Math.Cosh(x - y)), Targets)),
        ["SmoothedCrossEntropy"] = Of<SmoothedCrossEntropyAttribute>(
            Labels, Each(Rows, i => Each(Width, k => -((k == (int)Labels[i] ? 0.9 : 0) + (0.1 / Width)) * LogSoftmax(i, k)).Sum()).Average(), 0.1),
        ["SoftmaxCrossEntropy, weighted"] = Of<SoftmaxCrossEntropyAttribute>(
            Labels, -Each(Rows, i => Weights[(int)Labels[i]] * LogSoftmax(i, (int)Labels[i])).Sum() / Each(Rows, i => Weights[(int)Labels[i]]).Sum(), Weights),
        ["SmoothedCrossEntropy, weighted"] = Of<SmoothedCrossEntropyAttribute>(
            Labels,
            Each(Rows, i => Each(Width, k => -Weights[k] * ((k == (int)Labels[i] ? 0.9 : 0) + (0.1 / Width)) * LogSoftmax(i, k)).Sum()).Sum() / Each(Rows, i => Weights[(int)Labels[i]]).Sum(),
            0.1,
            Weights),
        ["NegativeLogLikelihood, weighted"] = Of<NegativeLogLikelihoodAttribute>(
            Labels, -Each(Rows, i => Weights[(int)Labels[i]] * At(i, (int)Labels[i])).Sum() / Each(Rows, i => Weights[(int)Labels[i]]).Sum(), Weights),
        ["NegativeLogLikelihood"] = Of<NegativeLogLikelihoodAttribute>(Labels, -Each(Rows, i => At(i, (int)Labels[i])).Average()),
        ["KullbackLeibler"] = Of<KullbackLeiblerAttribute>(Distributions, Width * Mean((x, y) => y == 0 ? 0 : y * (Math.Log(y) - x), Distributions)),
        ["Hinge"] = Of<HingeAttribute>(Signs, Mean((x, y) => Math.Max(1 - (x * y), 0), Signs)),
        ["SquaredHinge"] = Of<SquaredHingeAttribute>(Signs, Mean((x, y) => Math.Pow(Math.Max(1 - (x * y), 0), 2), Signs)),
        ["SoftMargin"] = Of<SoftMarginAttribute>(Signs, Mean((x, y) => Math.Log(1 + Math.Exp(-x * y)), Signs)),
        ["HingeEmbedding"] = Of<HingeEmbeddingAttribute>(Signs, Mean((x, y) => y == 1 ? x : Math.Max(0.7 - x, 0), Signs), 0.7),
        ["MultiMargin"] = Of<MultiMarginAttribute>(
            Labels, Each(Rows, i => Each(Width, k => k == (int)Labels[i] ? 0 : Math.Max(0.7 - At(i, (int)Labels[i]) + At(i, k), 0)).Sum() / Width).Average(), 0.7),
        ["MultiLabelMargin"] = Of<MultiLabelMarginAttribute>(
            Sets, Each(Rows, i => Each(Width, j => Each(Width, k => Sets[(i * Width) + j] * (1 - Sets[(i * Width) + k]) * Math.Max(0.7 - At(i, j) + At(i, k), 0)).Sum()).Sum() / Width).Average(), 0.7),
        ["MultiLabelSoftMargin"] = Of<MultiLabelSoftMarginAttribute>(
            Sets, Each(X.Length, at => Weights[at % Width] * Math.Log(1 + Math.Exp(Sets[at] == 1 ? -X[at] : X[at]))).Average(), Weights),
        ["PoissonNegativeLogLikelihood"] = Of<PoissonNegativeLogLikelihoodAttribute>(Counts, Mean((x, y) => Math.Exp(x) - (y * x), Counts)),
        ["GaussianNegativeLogLikelihood"] = Of<GaussianNegativeLogLikelihoodAttribute>(
            Targets, Each(X.Length, at => (Math.Log(Math.Max(Other[at], 0.2)) + (Math.Pow(X[at] - Targets[at], 2) / Math.Max(Other[at], 0.2))) / 2).Average(), "other", 0.2),
        ["CosineEmbedding"] = Of<CosineEmbeddingAttribute>(
            [1, -1, -1, 1], Each(Rows, i => i is 0 or 3 ? 1 - Cosine(i) : Math.Max(Cosine(i) - 0.2, 0)).Average(), "other", 0.2, 0.0),
        ["MarginRanking"] = Of<MarginRankingAttribute>(Signs, Each(X.Length, at => Math.Max(0.2 - (Signs[at] * (X[at] - Other[at])), 0)).Average(), "other", 0.2),
        ["TripletMargin"] = Of<TripletMarginAttribute>([], Each(Rows, i => Math.Max(Distance(i, Other) - Distance(i, Third) + 0.9, 0)).Average(), "other", "third", 0.9, 0.0),
    };

    public static TheoryData<string> Losses => [.. s_losses.Keys];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_is_its_formula(string name)
    {
        (Declaration loss, double[] targets, double expected) = s_losses[name];
        NetworkEquations network = BuiltIn.Network(
            BuiltIn.Input(Width),
            BuiltIn.Of<ActivateAttribute>("cos(2 * x)") with { Name = "other" },
            BuiltIn.Of<ActivateAttribute>("sin(x)") with { Name = "third", From = "x" },
            BuiltIn.Of<ActivateAttribute>(Activation.Identity) with { From = "x" },
            loss,
            BuiltIn.Of<SgdAttribute>());

        double[] actual = BuiltIn.Evaluate(network, Rows, "L", [("x", X), .. network.Targets.Select(target => (target.Name, targets))]);

        Assert.Equal(expected, actual.Single(), 1e-10);
    }

    [Fact]
    public void Every_loss_has_a_test() => Assert.Empty(
        typeof(LossAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LossAttribute))).Select(type => type.Name[..^"Attribute".Length])
            .Except(s_losses.Values.Select(row => row.Loss.AttributeClass)).Except(s_others));

    private static (Declaration Loss, double[] Targets, double Expected) Of<TLoss>(double[] targets, double expected, params object[] arguments)
        where TLoss : LossAttribute => (BuiltIn.Of<TLoss>(arguments), targets, expected);

    private static double Mean(Func<double, double, double> term, double[] targets) => X.Zip(targets, term).Average();

    private static double At(int row, int column) => X[(row * Width) + column];

    private static double LogSoftmax(int row, int column) => At(row, column) - Math.Log(Each(Width, k => Math.Exp(At(row, k))).Sum());

    private static double Cosine(int row) => Dot(row, X, Other) / Math.Sqrt(Dot(row, X, X) * Dot(row, Other, Other));

    private static double Distance(int row, double[] from) => Math.Sqrt(Each(Width, k => Math.Pow(At(row, k) - from[(row * Width) + k], 2)).Sum());

    private static double Dot(int row, double[] a, double[] b) => Each(Width, k => a[(row * Width) + k] * b[(row * Width) + k]).Sum();

    private static double[] Each(int count, Func<int, double> at) => [.. Enumerable.Range(0, count).Select(at)];
}
