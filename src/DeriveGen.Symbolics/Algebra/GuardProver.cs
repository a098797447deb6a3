using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>Shows that an index expression is at least 0 wherever some guards hold.</summary>
/// <remarks>
/// The expression is reduced by small multiples of what the guards say, as in Fourier–Motzkin elimination, until interval
/// arithmetic settles it. The search is bounded: "not shown" does not mean "false".
/// </remarks>
public static class GuardProver
{
    private const int MostGuardsCombined = 3;
    private const int LargestMultiple = 4;

    /// <summary>Whether <paramref name="expression"/> ≥ 0 follows from the guards, the ranges of indices and sizes ≥ 1.</summary>
    public static bool IsNonNegative(Affine expression, IReadOnlyList<Guard> guards) =>
        expression.IsProvablyNonNegative || (guards.Count > 0 && FollowsFrom(expression, Inequalities(guards)));

    private static bool FollowsFrom(Affine expression, List<Affine> inequalities)
    {
        List<Affine> quotients = [.. Quotients(expression, inequalities)];
        if (quotients.Any(known => known.Terms.Length > 1) && FollowsByCancelling(expression, [.. quotients, .. inequalities], MostGuardsCombined))
        {
            return true;
        }

        inequalities.AddRange(quotients.Where(known => known.Terms.Length == 1));
        Affine plain = AffineBounds.OfSameSign(expression);
        return Follows(plain, inequalities, 0, MostGuardsCombined)
            || (!ReferenceEquals(plain, expression) && Follows(expression, inequalities, 0, MostGuardsCombined));
    }

    /// <summary>The search where quotients have ranges of their own: each step takes away an atom that lowers the expression.</summary>
    private static bool FollowsByCancelling(Affine expression, List<Affine> inequalities, int remaining) =>
        expression.IsProvablyNonNegative || (remaining > 0 && inequalities.Any(known => known.Terms.Any(term =>
            term.Coefficient < 0 && expression.Terms.Any(other => other.Atom.Key == term.Atom.Key && other.Coefficient < 0 && other.Coefficient % term.Coefficient == 0
                && FollowsByCancelling(expression - (known * (other.Coefficient / term.Coefficient)), inequalities, remaining - 1)))));

    /// <summary>Whether 0 ≤ <paramref name="position"/> &lt; <paramref name="extent"/> follows from the guards.</summary>
    public static bool IsInRange(Affine position, Extent extent, IReadOnlyList<Guard> guards) =>
        IsNonNegative(position, guards) && IsNonNegative(extent.Value - 1 - position, guards);

    /// <summary>Whether every position of an access lies in its axis where the guards hold.</summary>
    public static bool IsInRange(Access access, IReadOnlyList<Guard> guards)
    {
        for (int axis = 0; axis < access.Positions.Length; axis++)
        {
            if (!IsInRange(access.Positions[axis], access.Tensor.Shape[axis], guards))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the guards say, as expressions that are at least 0.</summary>
    private static List<Affine> Inequalities(IReadOnlyList<Guard> guards)
    {
        var result = new List<Affine>();
        foreach (Guard guard in guards)
        {
            if (guard.Kind == GuardKind.NonNegative)
            {
                result.Add(guard.Argument);
            }
            else if (guard.Kind == GuardKind.Equal)
            {
                result.Add(guard.Argument);
                result.Add(-guard.Argument);
            }
        }

        return result;
    }

    /// <summary>
    /// What a guard on a says of ⌊a/k⌋ in the expression: a ≤ c gives ⌊a/k⌋ ≤ ⌊c/k⌋, and a ≥ c gives ⌊a/k⌋ ≥ ⌊c/k⌋, where k divides all of c
    /// but a number.
    /// </summary>
    private static IEnumerable<Affine> Quotients(Affine expression, List<Affine> inequalities)
    {
        foreach (FloorAtom quotient in expression.Terms.Select(term => term.Atom).OfType<FloorAtom>())
        {
            foreach (Affine known in inequalities)
            {
                if (WholeQuotient(known + quotient.Dividend, quotient) is { } highest)
                {
                    yield return highest - Affine.Of(quotient);
                }

                if (WholeQuotient(quotient.Dividend - known, quotient) is { } lowest)
                {
                    yield return Affine.Of(quotient) - lowest;
                }
            }
        }
    }

    /// <summary>⌊c/k⌋ where a is gone from c and k divides all of it but a number, else null.</summary>
    private static Affine? WholeQuotient(Affine value, FloorAtom quotient) =>
        value.Terms.All(term => term.Coefficient % quotient.Divisor == 0) && !value.Indices.Overlaps(quotient.Dividend.Indices) ? value.FloorDivide(quotient.Divisor) : null;

    private static bool Follows(Affine expression, List<Affine> inequalities, int first, int remaining)
    {
        for (int i = first; i < inequalities.Count && remaining > 0; i++)
        {
            Affine known = inequalities[i];
            if (!known.Terms.Any(term => expression.Terms.Any(other => other.Atom.Key == term.Atom.Key)))
            {
                continue;
            }

            foreach (int multiple in Multiples(expression, known))
            {
                // known ≥ 0 gives expression ≥ 0 when expression − multiple·known ≥ 0; and, in whole numbers,
                // when multiple·expression + (multiple − 1) − known ≥ 0.
                Affine rest = expression - (known * multiple);
                if (rest.IsProvablyNonNegative
                    || (multiple > 1 && ((expression * multiple) + (multiple - 1) - known).IsProvablyNonNegative)
                    || Follows(rest, inequalities, i + 1, remaining - 1))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Small multiples, and those that make an atom vanish: a flattened axis is read at a position that contains a row's length.</summary>
    private static IEnumerable<int> Multiples(Affine expression, Affine known) => Enumerable.Range(1, LargestMultiple).Concat(
        from term in known.Terms
        from other in expression.Terms
        where other.Atom.Key == term.Atom.Key && other.Coefficient % term.Coefficient == 0 && other.Coefficient / term.Coefficient > LargestMultiple
        select other.Coefficient / term.Coefficient).Distinct();
}
