using System.Text;
using CsCheck;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Equations;

/// <summary>Whatever stands in the strings of a stack, there are equations or a problem inside the strings, and never an exception.</summary>
public class StackRobustnessTests
{
    private static readonly string[] s_pieces =
    [
        "", " ", "\n", "(", ")", "[", "]", ",", ":", "...", "s...", "+", "-", "*", "/", "^", "=", "<", "~", "'", "0", "1", "0.5", "i", "k", "x", "W", "b", "g", "p", "_", "all", "rate", "step", "units",
        "sum(all: ", "sum(k: ", "max(", "softmax(_: ", "exp(", "size(x, -1)", "pad(", "flat(", "where ", "training", "batch", "input ", "param ", "state ", "scan ", "output ", "loss ", "target ", "L",
    ];

    private static readonly Declaration[] s_stack =
    [
        Declared.Input(3, 4),
        Declared.Layer("Flat", "y[i, flat(s...)] = x[i, s...]") with { Name = "flat" },
        Declared.Dense(5, "x * sigmoid(x)"),
        Declared.Layer("Norm", "param gamma[c] = 1;  state mean[c] = 0\nm[c] = mean(...: x[..., c])\ny[..., c] = gamma[c] * (x[..., c] - training * m[c] - (1 - training) * mean[c])\nmean'[c] = 0.9 * mean[c] + 0.1 * m[c]"),
        Declared.Dense(12) with { Share = "W = W2'", Name = "last" },
        Declared.SoftmaxCrossEntropy,
        Declared.Clipper("Clip", "g' = g * min(1, limit / sqrt(sum(all: g^2)))", ("limit", 2.0)),
        Declared.Optimizer("Momentum", "state v = 0\nv' = beta * v + g\np' = p - rate * v'", ("rate", 0.1), ("beta", 0.9)),
    ];

    /// <summary>The stack with a few stretches of one of its strings replaced.</summary>
    private static readonly Gen<NetworkModel> s_damaged =
        from position in Gen.Int[0, s_stack.Length - 1]
        from inFormula in Gen.Int[0, 4]
        from cuts in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 5], Gen.Int[0, s_pieces.Length - 1]).Array[0, 3]
        select Declared.Model([.. s_stack.Select((declaration, i) => i != position ? declaration : inFormula == 0
            ? declaration with { Share = Damage(declaration.Share ?? "W = W2", cuts), Arguments = declaration.Arguments.Map(argument => Damage(argument, cuts)) }
            : declaration with { Text = Damage(declaration.Text, cuts) })]);

    [Fact]
    public void The_stack_itself_is_well_formed() => Assert.NotNull(Declared.Equations(s_stack));

    [Fact]
    public void Damaged_stacks_give_problems_inside_their_strings() => s_damaged.Sample(Check, iter: 1000);

    private static void Check(NetworkModel model)
    {
        (NetworkEquations? equations, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        Assert.True(equations is not null || problems.Any(problem => problem.Descriptor.Severity == Severity.Error), "neither equations nor a problem");
        foreach (Problem problem in problems)
        {
            Declaration? declaration = model.Declarations.FirstOrDefault(declaration => declaration.Ordinal == problem.Ordinal);
            string? text = problem.Argument == Problem.EquationText ? declaration!.Text
                : (declaration?.Arguments.FirstOrDefault(argument => argument.Parameter == problem.Argument)?.Value as ArgumentValue.String)?.Value;
            Assert.True(problem.Length == 0 || (text is not null && problem.Offset + problem.Length <= text.Length), $"{problem} lies outside its string");
            Assert.DoesNotContain("{", problem.Message);
        }
    }

    private static Argument Damage(Argument argument, (double, int, int)[] cuts) =>
        argument.Value is ArgumentValue.String text ? argument with { Value = new ArgumentValue.String(Damage(text.Value, cuts)) } : argument;

    private static string Damage(string text, (double At, int Length, int Piece)[] cuts) => cuts.Aggregate(text, (current, cut) =>
    {
        int start = (int)(cut.At * current.Length);
        return new StringBuilder(current).Remove(start, Math.Min(cut.Length, current.Length - start)).Insert(start, s_pieces[cut.Piece]).ToString();
    });
}
