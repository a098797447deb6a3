using System.Reflection;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Activations: the constants of the library, which are found by themselves, and formulas as a user might write them.</summary>
internal static class ActivationTable
{
    /// <summary>The constants.</summary>
    public static IReadOnlyList<string> Constants { get; } =
        [.. typeof(Activation).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => "Activation." + field.Name)];

    // # stands for a formula; all are tame, so that deep ones neither overflow nor leave the domain of a function.
    private static readonly string[] s_formulas =
    [
        "tanh(#)", "sigmoid(#)", "sin(#)", "cos(#)", "erf(#)", "softplus(#)", "relu(#)", "abs(#)", "sign(#) * # / 2", "max(#, 0.1)", "min(#, x / 3)", "exp(-(#)^2)",
        "sqrt(1 + (#)^2)", "(#) / (1 + abs(#))", "log(1 + (#)^2)", "(#) * [x > 0.2]", "rsqrt(2 + (#)^2)", "x - (#)", "(#) / 2 + 1", "(#) * sigmoid(x)", "-(#)", "log(1 + exp(#))",
        "softmax(_: #) + x", "(#) - mean(_: #)", "[# < 0.3 and x > -0.5] * x",
    ];

    /// <summary>Draws one, as it stands in an attribute.</summary>
    public static string Draw(Sketch sketch) => sketch.Next(0, 5) switch
    {
        0 => "Activation.Identity",
        1 or 2 or 3 => sketch.Any(Constants),
        _ => $"\"{Formula(sketch)}\"",
    };

    private static string Formula(Sketch sketch)
    {
        string formula = "x";
        for (int depth = sketch.Next(1, 4); depth > 0; depth--)
        {
            formula = sketch.Any<string>(s_formulas).Replace("#", formula, StringComparison.Ordinal);
        }

        return formula;
    }
}
