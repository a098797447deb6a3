using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Tells equations that are expensive to repeat from those that are not.</summary>
public static class Contraction
{
    /// <summary>
    /// Whether the equation sums products of at least two accesses without lowering the rank, as a matrix product does:
    /// inlining it would repeat the sum for every element of whoever reads it.
    /// </summary>
    public static bool KeepsRank(Equation equation) => KeepsRank(equation.Value);

    /// <summary>The same of a right side.</summary>
    public static bool KeepsRank(Polynomial value) => value.Terms.Any(KeepsRank);

    /// <summary>Whether the sum of the term, by itself, has at least as many axes as the largest tensor that it sums.</summary>
    private static bool KeepsRank(Term term)
    {
        List<Access> summed = term.Factors.Where(factor => term.Binds(factor.Atom)).Select(factor => factor.Atom).OfType<Access>().ToList();
        int axes = summed.SelectMany(access => access.Indices).Distinct().Count(index => term.Bound.IndexOf(index) < 0);
        return summed.Count >= 2 && axes >= summed.Max(access => access.Positions.Length);
    }
}
