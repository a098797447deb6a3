using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;

namespace DeriveGen.Compiler.Tests.Equations;

/// <summary>Networks as a user declares them, without a compiler: layers are texts of the tests' own.</summary>
internal static class Declared
{
    public const string DenseText = """
        param W[j, k:units] ~ glorot;  param b[k] = 0
        z[..., k] = x[..., j] * W[j, k] + [bias] * b[k]
        y[..., k] = activation(z[..., k])
        """;

    public const string SoftmaxCrossEntropyText = """
        label t[...] < size(x, -1)
        p[..., k] = softmax(k: x[..., k]);  output p[..., k]
        L = -mean(...: log(p[..., t[...]]))
        """;

    public const string SquaredErrorText = """
        target y[i, k];  output x[i, k]
        L = mean(i: sum(k: (x[i, k] - y[i, k])^2))
        """;

    public static Declaration Input(params int[] shape) =>
        new(0, "Input", DeclarationRole.Input, "", TextOrigin.Network, [new("shape", new ArgumentValue.IntArray([.. shape]))]);

    public static Declaration Layer(string name, string text, params (string Name, object Value)[] arguments) => Of(DeclarationRole.Layer, name, text, arguments);

    public static Declaration Dense(int units, string activation = "x", bool bias = true) =>
        Layer("Dense", DenseText, ("units", units), ("activation", activation), ("bias", bias));

    public static Declaration Loss(string name, string text, params (string Name, object Value)[] arguments) => Of(DeclarationRole.Loss, name, text, arguments);

    public static Declaration SoftmaxCrossEntropy => Loss("SoftmaxCrossEntropy", SoftmaxCrossEntropyText);

    public static Declaration SquaredError => Loss("SquaredError", SquaredErrorText);

    public static Declaration Sgd => Optimizer("Sgd", "p' = p - rate * g", ("rate", 0.01));

    public static Declaration Optimizer(string name, string text, params (string Name, object Value)[] arguments) => Of(DeclarationRole.Optimizer, name, text, arguments);

    public static Declaration Clipper(string name, string text, params (string Name, object Value)[] arguments) => Of(DeclarationRole.Clipper, name, text, arguments);

    public static Declaration Text(string text) => new(0, "Equations", DeclarationRole.Equations, text, TextOrigin.Network, []);

    public static NetworkModel Model(params Declaration[] stack) => new("Tests", [], "Net", "public", new NetworkSettings(),
        stack.Select((declaration, ordinal) => declaration with { Ordinal = ordinal + 1 }).ToEquatableArray());

    public static NetworkEquations Equations(params Declaration[] stack) => Equations(Model(stack));

    public static NetworkEquations Equations(NetworkModel model)
    {
        (NetworkEquations? equations, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        Assert.Empty(problems);
        return equations!;
    }

    public static Problem Problem(params Declaration[] stack) => Problem(Model(stack));

    public static Problem Problem(NetworkModel model)
    {
        (NetworkEquations? equations, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        Assert.Null(equations);
        return Assert.Single(problems);
    }

    private static Declaration Of(DeclarationRole role, string name, string text, (string Name, object Value)[] arguments) =>
        new(0, name, role, text, TextOrigin.Metadata, arguments.Select(argument => new Argument(argument.Name, Value(argument.Value))).ToEquatableArray());

    private static ArgumentValue Value(object value) => value switch
    {
        int number => new ArgumentValue.Int(number),
        double number => new ArgumentValue.Double(number),
        bool flag => new ArgumentValue.Bool(flag),
        string[] list => new ArgumentValue.StringArray([.. list]),
        double[] numbers => new ArgumentValue.DoubleArray([.. numbers]),
        int[] numbers => new ArgumentValue.IntArray([.. numbers]),
        _ => new ArgumentValue.String((string)value),
    };
}
