using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>Rewrites the positions at which tensors are read.</summary>
internal static class Positions
{
    /// <summary>The atom with every position of every access in it mapped, at any depth; the same atom where nothing changes.</summary>
    public static Atom Map(Atom atom, Func<Affine, Affine> map)
    {
        switch (atom)
        {
            case Access access:
                EquatableArray<Affine> positions = access.Positions.Map(map);
                return positions.Equals(access.Positions) ? atom : new Access(access.Tensor, positions);
            case Apply apply:
                Polynomial argument = Map(apply.Argument, map);
                return ReferenceEquals(argument, apply.Argument) ? atom : new Apply(apply.Function, argument);
            case Group group:
                Polynomial value = Map(group.Value, map);
                return ReferenceEquals(value, group.Value) ? atom : new Group(value);
            default:
                return atom;
        }
    }

    private static Polynomial Map(Polynomial polynomial, Func<Affine, Affine> map)
    {
        bool changed = false;
        Factor MapFactor(Factor factor)
        {
            Atom atom = Map(factor.Atom, map);
            changed |= !ReferenceEquals(atom, factor.Atom);
            return factor with { Atom = atom };
        }

        EquatableArray<Term> terms = polynomial.Terms.Map(term => new Term(term.Coefficient, term.Bound, term.Factors.Map(MapFactor), term.Guards));
        return changed ? Polynomial.Create(terms) : polynomial;
    }
}
