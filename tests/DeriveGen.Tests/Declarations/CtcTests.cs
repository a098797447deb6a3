using DeriveGen.Compiler.Equations;

namespace DeriveGen.Tests.Declarations;

/// <summary>The recursion of CTC against its definition: the probabilities of all alignments that spell the labels, added up.</summary>
public sealed class CtcTests
{
    private const int Times = 5, Classes = 3, Examples = 4;

    private static readonly double[] s_scores = [.. Enumerable.Range(0, Examples * Times * Classes).Select(at => 2 * Math.Sin(1 + (1.7 * at)))];

    // One label in front of what is not read, two that are alike, two, and none.
    private static readonly int[][] s_labels = [[2, 1], [1, 1], [2, 1], [1, 2]];
    private static readonly int[] s_lengths = [1, 2, 2, 0];

    [Fact]
    public void The_recursion_adds_up_all_alignments()
    {
        NetworkEquations network = BuiltIn.Network(BuiltIn.Input(Times, Classes), BuiltIn.Of<CtcAttribute>(2, 0), BuiltIn.Of<SgdAttribute>());
        double[][] targets = [[.. s_labels.SelectMany(labels => labels).Select(label => (double)label)], [.. s_lengths.Select(length => (double)length)]];

        double[] loss = BuiltIn.Evaluate(network, Examples, "L", [("x", s_scores), .. network.Targets.Zip(targets, (target, values) => (target.Name, values))]);

        Assert.Equal(Enumerable.Range(0, Examples).Average(example => -Math.Log(Probability(example))), loss.Single(), 1e-10);
    }

    private static double Probability(int example)
    {
        double sum = 0;
        for (int alignment = 0; alignment < Math.Pow(Classes, Times); alignment++)
        {
            int[] path = [.. Enumerable.Range(0, Times).Select(t => alignment / (int)Math.Pow(Classes, t) % Classes)];
            IEnumerable<int> spelled = path.Where((label, t) => label != 0 && (t == 0 || path[t - 1] != label));
            if (spelled.SequenceEqual(s_labels[example].Take(s_lengths[example])))
            {
                sum += path.Select((label, t) => Softmax(example, t, label)).Aggregate((product, factor) => product * factor);
            }
        }

        return sum;
    }

    private static double Softmax(int example, int time, int label)
    {
        ReadOnlySpan<double> scores = s_scores.AsSpan(((example * Times) + time) * Classes, Classes);
        return Math.Exp(scores[label]) / scores.ToArray().Sum(Math.Exp);
    }
}
