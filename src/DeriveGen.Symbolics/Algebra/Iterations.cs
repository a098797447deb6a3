using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>Estimates how often the body of a sum is evaluated.</summary>
public static class Iterations
{
    /// <summary>What the test of a divisibility guard costs beside the body it protects.</summary>
    private const double DivisibilityTest = 1.15;

    /// <summary>What a guard that becomes a loop bound costs; it decides between otherwise equal forms.</summary>
    private const double Bound = 0.01;

    /// <summary>The product of the summed indices' extents, each narrowed to the width that a pair of guards leaves it.</summary>
    public static double Estimate(Term term)
    {
        double product = 1;
        foreach (IndexVar index in term.Bound)
        {
            product *= Width(index, term.Guards);
        }

        foreach (Guard guard in term.Guards)
        {
            product *= guard.Kind == GuardKind.Divides ? DivisibilityTest : 1;
        }

        return product + (Bound * term.Guards.Length);
    }

    private static double Width(IndexVar index, EquatableArray<Guard> guards)
    {
        double width = index.Extent.AtCapacity();
        foreach (Guard low in guards)
        {
            if (low.Kind != GuardKind.NonNegative || low.Argument.CoefficientOf(index) is not ( > 0 and int step))
            {
                continue;
            }

            foreach (Guard high in guards)
            {
                if (high.Kind == GuardKind.NonNegative && high.Argument.CoefficientOf(index) == -step && (low.Argument + high.Argument).AsConstant is int span)
                {
                    width = Math.Min(width, Math.Max(1, (span + 1.0) / step));
                }
            }
        }

        return width;
    }
}
