using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>An index with one value is 0: sums over it vanish, and positions are 0. Matrices know no such index, tensors do.</summary>
internal static class Units
{
    /// <summary>The formula without indices of extent 1, free and bound.</summary>
    public static Polynomial Remove(Polynomial value)
    {
        Polynomial inner = Polynomial.Create(value.Terms.Select(Remove));
        var free = new Substitution();
        foreach (IndexVar index in inner.Indices.Where(IsUnit))
        {
            free[index] = Affine.Zero;
        }

        return free.Count == 0 ? inner : inner.Substitute(free);
    }

    /// <summary>The equation with the bound indices of extent 1 removed.</summary>
    public static Equation Remove(Equation equation) => equation with { Value = Polynomial.Create(equation.Value.Terms.Select(Remove)) };

    private static Term Remove(Term term)
    {
        IndexVar[] units = [.. term.Bound.Where(IsUnit)];
        var map = new Substitution(units, units.Select(_ => Affine.Zero));
        var inner = new Term(term.Coefficient, term.Bound.Where(index => !IsUnit(index)).ToEquatableArray(), term.Factors.Map(factor => factor with { Atom = Remove(factor.Atom) }), term.Guards);
        return units.Length == 0 ? inner : inner.Substitute(map);
    }

    private static Atom Remove(Atom atom) => atom switch
    {
        Group group => new Group(Polynomial.Create(group.Value.Terms.Select(Remove))),
        Apply apply => new Apply(apply.Function, Polynomial.Create(apply.Argument.Terms.Select(Remove))),
        _ => atom,
    };

    private static bool IsUnit(IndexVar index) => index.Extent.Static == 1;
}
