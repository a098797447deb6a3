namespace DeriveGen.Symbolics.Expressions;

/// <summary>
/// Interval arithmetic on index expressions: each index runs over its box, a gathered value over its tensor's range,
/// and a size is at least 1 and at most its capacity.
/// </summary>
/// <remarks>
/// A box loses that <c>a − k⌊a/k⌋</c> is a remainder, so a term with <c>⌊a/k⌋</c> is also tried in the form
/// <c>a − (a mod k)</c>, whose remainder lies in [0, k).
/// </remarks>
internal static class AffineBounds
{
    /// <summary>The least value as an expression in sizes alone, or null where none is known.</summary>
    public static Affine? Minimum(Affine expression)
    {
        Affine? best = BoxMinimum(expression);
        foreach (AffineTerm term in expression.Terms)
        {
            if (term.Atom is not FloorAtom floor || term.Coefficient % floor.Divisor != 0)
            {
                continue;
            }

            int multiple = term.Coefficient / floor.Divisor;
            Affine unrounded = expression - (Affine.Of(floor) * term.Coefficient) + (floor.Dividend * multiple);
            Affine? bound = BoxMinimum(unrounded);
            if (bound is null)
            {
                continue;
            }

            bound += multiple > 0 ? -multiple * (floor.Divisor - 1) : 0;
            if (best is null || (bound - best).AsConstant is > 0)
            {
                best = bound;
            }
        }

        return best;
    }

    /// <summary>The least and the greatest value where both are numbers, else null.</summary>
    public static (int Low, int High)? Range(Affine expression) =>
        Number(Minimum(expression)) is int low && Number(Minimum(-expression)) is int high ? (low, -high) : null;

    /// <summary>The least value as a number, sizes between 1 and their capacity, or null.</summary>
    public static int? LeastNumber(Affine expression) => Minimum(expression) is { } minimum ? LeastOverSizes(minimum) : null;

    /// <summary>Whether the expression is at least 0 everywhere.</summary>
    public static bool IsNonNegative(Affine expression) => LeastNumber(expression) is >= 0;

    private static int? Number(Affine? bound) => bound?.AsConstant;

    private static int? LeastOverSizes(Affine bound)
    {
        int least = bound.Constant;
        foreach (AffineTerm term in bound.Terms)
        {
            if (term.Atom is not SizeAtom size)
            {
                return null;
            }

            if (term.Coefficient > 0)
            {
                least += term.Coefficient;
            }
            else if (size.Size.Capacity is int capacity)
            {
                least += term.Coefficient * capacity;
            }
            else
            {
                return null;
            }
        }

        return least;
    }

    private static Affine? BoxMinimum(Affine expression)
    {
        Affine minimum = expression.Constant;
        foreach (AffineTerm term in expression.Terms)
        {
            int coefficient = term.Coefficient;
            switch (term.Atom)
            {
                case IndexAtom atom:
                    minimum += coefficient < 0 ? (atom.Index.Extent.Value - 1) * coefficient : Affine.Zero;
                    break;
                case SizeAtom:
                    minimum += Affine.Of(term.Atom) * coefficient;
                    break;
                case GatherAtom gather when coefficient > 0:
                    break;
                case GatherAtom { Tensor.Range: { } range }:
                    minimum += (range.Value - 1) * coefficient;
                    break;
                case FloorAtom floor when (coefficient > 0 ? LeastNumber(floor.Dividend) : -LeastNumber(-floor.Dividend)) is int bound:
                    minimum += coefficient * Affine.FloorDivide(bound, floor.Divisor);
                    break;
                default:
                    return null;
            }
        }

        return minimum;
    }
}
