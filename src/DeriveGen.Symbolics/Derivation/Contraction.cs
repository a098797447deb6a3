using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Tells equations that are expensive to repeat from those that are not.</summary>
public static class Contraction
{
    /// <summary>
    /// Whether the equation sums products of at least two accesses without lowering the rank, as a matrix product does:
    /// inlining it would repeat the sum for every element of whoever reads it.
    /// </summary>
    public static bool KeepsRank(Equation equation) => equation.Value.Terms.Any(term =>
    {
        if (term.Bound.Length == 0)
        {
            return false;
        }

        int rank = term.Factors.Select(factor => factor.Atom).OfType<Access>().Select(access => access.Positions.Length).DefaultIfEmpty(0).Max();
        return equation.Target.Rank >= rank && term.Factors.Count(factor => factor.Atom is Access && term.Binds(factor.Atom)) >= 2;
    });
}
