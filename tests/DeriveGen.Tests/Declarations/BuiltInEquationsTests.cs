using DeriveGen.Compiler.Equations;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;
using DeriveGen.Tests.Numerics;

namespace DeriveGen.Tests.Declarations;

/// <summary>The equations of the layers, losses and optimizers mean what their documentation says.</summary>
public sealed class BuiltInEquationsTests
{
    private const int Examples = 4;
    private const int Width = 3;

    private static readonly double[] X = [0.5, -1.25, 2, 0.1, 3, -0.3, -2, 0, 1.5, 0.25, 0.75, -0.5];
    private static readonly double[] Probabilities = [0.2, 0.3, 0.5, 0.7, 0.1, 0.2, 0.6, 0.25, 0.15, 0.1, 0.1, 0.8];
    private static readonly double[] OneHot = [0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1];
    private static readonly double[] Labels = [2, 0, 1, 2];
    private static readonly double[] Targets = [1, 0.5, 0, 0.25, 1, 0, 0, 0.75, 1, 1, 0, 0.5];

    [Fact]
    public void Dense_is_x_W_plus_b_then_the_activation()
    {
        double[] w = [1, -1, 0.5, 2, -0.5, 0.25], b = [0.1, -0.2];
        NetworkEquations network = BuiltIn.Network(
            BuiltIn.Input(Width), BuiltIn.Of<DenseAttribute>(2, Activation.Tanh), BuiltIn.Of<SquaredErrorAttribute>(), BuiltIn.Of<SgdAttribute>());
        double[] y = BuiltIn.Evaluate(network, Examples, "y1", ("x", X), ("y", new double[8]), ("W1", w), ("b1", b));
        AssertClose(Each(8, at => Math.Tanh(b[at % 2] + Enumerable.Range(0, Width).Sum(j => X[(at / 2 * Width) + j] * w[(j * 2) + (at % 2)]))), y);
        Assert.Equal([("glorot", 0.0), ("constant", 0.0)], network.Parameters.Select(parameter => (parameter.Begin.Method, parameter.Begin.Value)));
    }

    [Fact]
    public void Dense_without_bias_has_no_b()
    {
        NetworkEquations network = BuiltIn.Network(
            BuiltIn.Input(Width), BuiltIn.Of<DenseAttribute>(2, Activation.Identity, false), BuiltIn.Of<SquaredErrorAttribute>(), BuiltIn.Of<SgdAttribute>());
        Assert.Equal(["W1"], network.Parameters.Select(parameter => parameter.Tensor.Name));
    }

    public static TheoryData<string> Activations => new(typeof(Activation).GetFields().Select(constant => constant.Name));

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_is_its_formula(string name)
    {
        string formula = (string)typeof(Activation).GetField(name)!.GetRawConstantValue()!;
        NetworkEquations network = BuiltIn.Network(
            BuiltIn.Input(Width), BuiltIn.Of<ActivateAttribute>(formula), BuiltIn.Of<SquaredErrorAttribute>(), BuiltIn.Of<SgdAttribute>());
        double[] y = BuiltIn.Evaluate(network, Examples, "y1", ("x", X), ("y", new double[12]));
        AssertClose(OverRows(name) ?? Array.ConvertAll(X, x => Expected(name, x)), y);
    }

    [Fact]
    public void Softmax_cross_entropy_is_minus_the_logarithm_of_the_right_class_s_probability()
    {
        double[] p = Softmax(X);
        AssertLoss<SoftmaxCrossEntropyAttribute>(-Each(Examples, i => Math.Log(p[(i * Width) + (int)Labels[i]])).Average(), X, "t", Labels);
        AssertClose(p, BuiltIn.Evaluate(LossNetwork<SoftmaxCrossEntropyAttribute>(), Examples, "p", ("x", X), ("t", Labels)));
    }

    [Fact]
    public void Cross_entropy_takes_probabilities_and_one_hot_targets()
    {
        AssertLoss<CrossEntropyAttribute>(MeanOfSums((p, y) => y == 0 ? 0 : -y * Math.Log(p), Probabilities, OneHot), Probabilities, "y", OneHot);
        Assert.Single(LossNetwork<CrossEntropyAttribute>().Training.Facts);
    }

    [Fact]
    public void Binary_cross_entropy_takes_probabilities() =>
        AssertLoss<BinaryCrossEntropyAttribute>(MeanOfSums(BinaryCrossEntropy, Probabilities, Targets), Probabilities, "y", Targets);

    [Fact]
    public void Binary_cross_entropy_with_logits_takes_what_the_sigmoid_makes_probabilities_of()
    {
        AssertLoss<BinaryCrossEntropyWithLogitsAttribute>(MeanOfSums((x, y) => BinaryCrossEntropy(Reference.Sigmoid(x), y), X, Targets), X, "y", Targets);
        AssertClose(
            Array.ConvertAll(X, Reference.Sigmoid),
            BuiltIn.Evaluate(LossNetwork<BinaryCrossEntropyWithLogitsAttribute>(), Examples, "p", ("x", X), ("y", Targets)));
    }

    [Fact]
    public void Squared_errors_differ_in_what_they_divide_by()
    {
        double sum = MeanOfSums((x, y) => (x - y) * (x - y), X, Targets);
        AssertLoss<SquaredErrorAttribute>(sum, X, "y", Targets);
        AssertLoss<HalfSquaredErrorAttribute>(sum / 2, X, "y", Targets);
        AssertLoss<MeanSquaredErrorAttribute>(sum / Width, X, "y", Targets);
    }

    [Fact]
    public void Sgd_goes_against_the_gradient()
    {
        NetworkEquations network = BuiltIn.Network(BuiltIn.Input(Width), BuiltIn.Of<DenseAttribute>(2), BuiltIn.Of<SquaredErrorAttribute>(), BuiltIn.Of<SgdAttribute>());
        SettingDeclaration rate = network.Settings.Single(setting => setting.Tensor.Name == "rate");
        Assert.Equal(0.01, rate.Default);

        Interpreter interpreter = new(new Dictionary<Size, int> { [network.Examples] = Examples });
        interpreter[rate.Tensor] = [0.5];
        foreach (ParameterDeclaration parameter in network.Parameters)
        {
            interpreter[parameter.Tensor] = Each(interpreter.Length(parameter.Tensor), at => at);
            interpreter[parameter.Gradient!] = Each(interpreter.Length(parameter.Tensor), at => 10 - at);
        }

        interpreter.Run(network.Optimizer);
        interpreter.Update(network.Optimizer.Updates);
        Assert.All(network.Parameters, parameter => AssertClose(
            Each(interpreter.Length(parameter.Tensor), at => at - (0.5 * (10 - at))), interpreter[parameter.Tensor]));
    }

    private static void AssertLoss<TLoss>(double expected, double[] x, string target, double[] targets)
        where TLoss : LossAttribute =>
        AssertClose([expected], BuiltIn.Evaluate(LossNetwork<TLoss>(), Examples, "L", ("x", x), (target, targets)));

    /// <summary>The loss on a copy of the input.</summary>
    private static NetworkEquations LossNetwork<TLoss>()
        where TLoss : LossAttribute =>
        BuiltIn.Network(BuiltIn.Input(Width), BuiltIn.Of<ActivateAttribute>(Activation.Identity), BuiltIn.Of<TLoss>(), BuiltIn.Of<SgdAttribute>());

    private static double Expected(string activation, double x) => activation switch
    {
        "Identity" => x,
        "Relu" => Math.Max(x, 0),
        "Sigmoid" => Reference.Sigmoid(x),
        "Tanh" => Math.Tanh(x),
        "Softplus" => Reference.Softplus(x),
        "Silu" => x * Reference.Sigmoid(x),
        "Gelu" => x * (1 + Reference.Erf(x / Math.Sqrt(2))) / 2,
        "GeluTanh" => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        "Mish" => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        "LeakyRelu" => x > 0 ? x : 0.01 * x,
        "Elu" => x > 0 ? x : Math.Exp(x) - 1,
        "Selu" => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        "Softsign" => x / (1 + Math.Abs(x)),
        "Relu6" => Math.Clamp(x, 0, 6),
        "Hardsigmoid" => Math.Clamp((x / 6) + 0.5, 0, 1),
        "Hardswish" => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        "Hardtanh" => Math.Clamp(x, -1, 1),
        "LogSigmoid" => Math.Log(Reference.Sigmoid(x)),
        "Tanhshrink" => x - Math.Tanh(x),
        "Softshrink" => Math.Abs(x) <= 0.5 ? 0 : x - (0.5 * Math.Sign(x)),
        "Hardshrink" => Math.Abs(x) <= 0.5 ? 0 : x,
        _ => throw new InvalidOperationException($"{activation} is not among these tests."),
    };

    private static double[]? OverRows(string activation) => activation switch
    {
        "Softmax" => Softmax(X),
        "Softmin" => Softmax(Array.ConvertAll(X, x => -x)),
        "LogSoftmax" => Array.ConvertAll(Softmax(X), Math.Log),
        _ => null,
    };

    private static double[] Softmax(double[] x) => Each(x.Length, at =>
        Math.Exp(x[at]) / Enumerable.Range(at / Width * Width, Width).Sum(k => Math.Exp(x[k])));

    private static double BinaryCrossEntropy(double p, double y) => -((y * Math.Log(p)) + ((1 - y) * Math.Log(1 - p)));

    private static double MeanOfSums(Func<double, double, double> term, double[] x, double[] y) => x.Zip(y, term).Sum() / Examples;

    private static double[] Each(int count, Func<int, double> at) => [.. Enumerable.Range(0, count).Select(at)];

    private static void AssertClose(double[] expected, double[] given)
    {
        Assert.Equal(expected.Length, given.Length);
        Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
