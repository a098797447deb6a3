using System.Text;
using CsCheck;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Text;

/// <summary>Whatever is typed, there is a system or a problem inside the text, and never an exception.</summary>
public class RobustnessTests
{
    private static readonly string[] s_pieces =
    [
        " ", "\n", ";", "(", ")", "[", "]", ",", ":", "...", "s...", "+", "-", "*", "/", "^", "%", "=", "==", "<", "<=", "~", "'", "0", "1", "2", "0.5", "1e9", "99999999999",
        "i", "j", "k", "t", "x", "W", "z", "L", "T", "_", "batch", "training", "pi", "sum", "max", "min", "mean", "softmax", "logsumexp", "exp", "log", "sqrt", "relu", "pad", "flat", "size",
        "where", "and", "or", "not", "over", "all", "input ", "target ", "label ", "param ", "state ", "scan ", "random ", "fact ", "output ", "loss ", "//", "$", "\"", "{", "θ̄", "𝟏", "sum(j: ", "x[i, j]",
    ];

    private static readonly string[] s_texts = [.. TestNetworks.All.Concat(TestNetworks.Seeds).Select(network => network.Text)];

    private static Gen<string> OneOf(string[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    /// <summary>A text with a few stretches replaced by pieces.</summary>
    private static readonly Gen<string> s_damaged =
        from text in OneOf(s_texts)
        from cuts in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], OneOf(s_pieces)).Array[1, 4]
        select cuts.Aggregate(text, (current, cut) =>
        {
            int start = (int)(cut.Item1 * current.Length);
            return new StringBuilder(current).Remove(start, Math.Min(cut.Item2, current.Length - start)).Insert(start, cut.Item3).ToString();
        });

    private static readonly Gen<string> s_assembled = OneOf(s_pieces).Array[1, 30].Select(string.Concat);

    [Fact]
    public void Damaged_texts_give_problems_inside_them() => s_damaged.Sample(Check, iter: 2000);

    [Fact]
    public void Any_sequence_of_pieces_gives_problems_inside_it() => s_assembled.Sample(Check, iter: 5000);

    private static void Check(string text)
    {
        BoundText bound = EquationText.Bind(text);
        Assert.True(bound.System is not null || bound.Problems.Any(problem => problem.Descriptor.Severity == Severity.Error), "neither a system nor a problem");
        Assert.All(bound.Problems, problem => Assert.True(problem.Span.Start >= 0 && problem.Span.End <= text.Length, $"{problem} lies outside the text"));
        Assert.All(bound.Problems, problem => Assert.NotEqual("", problem.Message));
    }
}
