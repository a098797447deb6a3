namespace DeriveGen.Symbolics.Expressions;

/// <summary>
/// Interval arithmetic on index expressions: each index runs over its box, a gathered value over its tensor's range,
/// and a size from its least value to its capacity.
/// </summary>
/// <remarks>
/// A box loses that <c>a − k⌊a/k⌋</c> is a remainder, so a term with <c>⌊a/k⌋</c> is also tried in the form
/// <c>a − (a mod k)</c>, whose remainder lies in [0, k), and <c>⌊a/k⌋ − m⌊a/km⌋</c> as the digit from 0 to m − 1 that it is.
/// </remarks>
internal static class AffineBounds
{
    /// <summary>How many quotients of one expression are looked through.</summary>
    private const int MostQuotients = 3;

    /// <summary>The least value as an expression in sizes alone, or null where none is known.</summary>
    public static Affine? Minimum(Affine expression) => Minimum(expression, MostQuotients);

    private static Affine? Minimum(Affine expression, int remaining)
    {
        Affine? best = BoxMinimum(expression);
        if (remaining == 0)
        {
            return best;
        }

        foreach ((Affine rest, int slack) in WithoutQuotient(expression))
        {
            Affine? bound = Minimum(rest, remaining - 1) is { } minimum ? minimum + slack : null;
            if (bound is not null && (best is null || (bound - best).AsConstant is > 0))
            {
                best = bound;
            }
        }

        return best;
    }

    /// <summary>Expressions with a quotient fewer, which the given one is not below when the slack is added.</summary>
    private static IEnumerable<(Affine Others, int Slack)> WithoutQuotient(Affine expression)
    {
        foreach (AffineTerm term in expression.Terms)
        {
            if (term.Atom is not FloorAtom floor)
            {
                continue;
            }

            Affine others = expression - (Affine.Of(floor) * term.Coefficient);
            int whole = term.Coefficient / floor.Divisor;
            foreach (int multiple in new[] { whole, whole + Math.Sign(term.Coefficient) })
            {
                // multiple·k⌊a/k⌋ is multiple·(a − a mod k); what is left of the coefficient stays with the quotient.
                if (multiple != 0)
                {
                    Affine left = Affine.Of(floor) * (term.Coefficient - (multiple * floor.Divisor));
                    yield return (others + (floor.Dividend * multiple) + left, multiple > 0 ? -multiple * (floor.Divisor - 1) : 0);
                }
            }

            foreach (AffineTerm coarse in expression.Terms)
            {
                if (coarse.Atom is FloorAtom other && other.Divisor > floor.Divisor && other.Divisor % floor.Divisor == 0
                    && other.Dividend.Equals(floor.Dividend) && coarse.Coefficient == -term.Coefficient * (other.Divisor / floor.Divisor))
                {
                    yield return (others - (Affine.Of(other) * coarse.Coefficient), term.Coefficient < 0 ? term.Coefficient * ((other.Divisor / floor.Divisor) - 1) : 0);
                }
            }
        }
    }

    /// <summary>The least and the greatest value where both are numbers, else null.</summary>
    public static (int Low, int High)? Range(Affine expression) =>
        Number(Minimum(expression)) is int low && Number(Minimum(-expression)) is int high ? (low, -high) : null;

    /// <summary>The least value as a number, sizes between their least value and their capacity, or null.</summary>
    public static int? LeastNumber(Affine expression) => LeastOfPlain(expression) ?? (Minimum(expression) is { } minimum ? LeastOverSizes(minimum) : null);

    /// <summary>
    /// The same in numbers alone, which nearly every expression allows: plain indices, and of sizes a single one, itself or as an extent. Null where
    /// it has to be asked in the general way.
    /// </summary>
    private static int? LeastOfPlain(Affine expression)
    {
        long least = expression.Constant, ofSize = 0;
        Size? size = null;
        foreach (AffineTerm term in expression.Terms)
        {
            Affine bound;
            switch (term.Atom)
            {
                case IndexAtom when term.Coefficient >= 0:
                    continue;
                case IndexAtom atom:
                    bound = atom.Index.Extent.Value;
                    least += term.Coefficient * (bound.Constant - 1L);
                    break;
                case SizeAtom own when size is null || ReferenceEquals(size, own.Size):
                    size = own.Size;
                    ofSize += term.Coefficient;
                    continue;
                default:
                    return null;
            }

            foreach (AffineTerm part in bound.Terms)
            {
                if (part.Atom is not SizeAtom other || !(size is null || ReferenceEquals(size, other.Size)))
                {
                    return null;
                }

                size = other.Size;
                ofSize += (long)term.Coefficient * part.Coefficient;
            }
        }

        int? worst = ofSize == 0 ? 0 : ofSize > 0 ? size!.Least : size!.Capacity;
        return worst is int value && least + (ofSize * value) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : null;
    }

    /// <summary>Whether the expression is at least 0 everywhere.</summary>
    public static bool IsNonNegative(Affine expression) => LeastNumber(expression) is >= 0;

    /// <summary>
    /// An expression without quotient that is at least 0 exactly where the given one is: <c>⌊a/k⌋ + e ≥ 0</c> is
    /// <c>a + k·e ≥ 0</c>, and <c>e − ⌊a/k⌋ ≥ 0</c> is <c>k·e + k − 1 − a ≥ 0</c>. With several quotients the same expression.
    /// </summary>
    public static Affine OfSameSign(Affine expression)
    {
        List<AffineTerm> quotients = expression.Terms.Where(term => term.Atom is FloorAtom).ToList();
        if (quotients.Count != 1 || quotients[0] is not { Coefficient: 1 or -1, Atom: FloorAtom floor })
        {
            return expression;
        }

        bool isPositive = quotients[0].Coefficient > 0;
        Affine others = (expression - (Affine.Of(floor) * quotients[0].Coefficient)) * floor.Divisor;
        return OfSameSign(isPositive ? others + floor.Dividend : others + (floor.Divisor - 1) - floor.Dividend);
    }

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
                least += term.Coefficient * size.Size.Least;
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
