using System.Globalization;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>
/// Compares the interpreter's adjoints with differences of the declared loss along a random direction of each tensor. Central differences of
/// two steps are extrapolated (Richardson, 1911), from the longest step whose result is certain, since rounding weighs least there. A step that
/// crosses a kink, which the branches tell, is shortened; if the shortest one crosses it too, or extrapolation has not settled, the direction is passed over and counted.
/// </summary>
internal sealed class Differences
{
    private const double Certain = 1e-8;

    private static readonly double[] s_steps = [1e-3, 1e-4, 1e-5, 1e-6];

    /// <summary>The number of directions measured.</summary>
    public int Measured { get; private set; }

    /// <summary>The number of directions passed over.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Compares the adjoint of one tensor.</summary>
    /// <param name="reference">After a run of its loss and adjoints.</param>
    /// <param name="tensor">A tensor that is given.</param>
    /// <param name="random">Draws the direction.</param>
    public void Check(Reference reference, Tensor tensor, Random random)
    {
        double[] values = reference[tensor], original = (double[])values.Clone(), adjoint = reference.Adjoint(tensor);
        double[] direction = Array.ConvertAll(values, _ => (2 * random.NextDouble()) - 1);
        double slope = adjoint.Zip(direction, (a, d) => a * d).Sum(), scale = adjoint.Zip(direction, (a, d) => Math.Abs(a * d)).Sum();
        double loss = reference.DeclaredLoss();
        ulong branches = reference.Branches;
        double? At(double step)
        {
            for (int at = 0; at < values.Length; at++)
            {
                values[at] = original[at] + (step * direction[at]);
            }

            double moved = reference.DeclaredLoss();
            return reference.Branches == branches ? moved : null;
        }

        double? Quotient(double step) => (At(step) - At(-step)) / (2 * step);

        (double Value, double Doubt)? measured = null;
        foreach (double step in s_steps)
        {
            if (Quotient(step) is { } coarse && Quotient(step / 2) is { } fine)
            {
                double doubt = (Math.Abs(fine - coarse) / 50) + (1e-14 * Math.Abs(loss) / step);
                measured = measured is { } better && better.Doubt <= doubt ? better : (((4 * fine) - coarse) / 3, doubt);
                if (doubt <= Certain * scale)
                {
                    break;
                }
            }
        }

        original.CopyTo(values, 0);
        if (measured is not { } difference || !double.IsFinite(difference.Value) || difference.Doubt > 1e-4 * Math.Max(scale, 1e-3))
        {
            PassedOver++;
            return;
        }

        Measured++;
        double tolerance = (1e-7 * scale) + (10 * difference.Doubt) + 1e-9;
        Assert.True(Math.Abs(difference.Value - slope) <= tolerance, string.Create(
            CultureInfo.InvariantCulture, $"derivation: along a direction of {tensor} the loss rises by {difference.Value:R}, but its adjoint says {slope:R} (tolerance {tolerance:E1})"));
    }
}
