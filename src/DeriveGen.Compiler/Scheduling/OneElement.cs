using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Factors that are a function of one element of one tensor, at plain indices, and of nothing else.</summary>
internal static class OneElement
{
    /// <summary>The element that some factors are a function of, read at plain indices; null where there is none, or more than one.</summary>
    public static Access? Of(IReadOnlyCollection<Factor> factors)
    {
        List<Atom> atoms = [.. factors.SelectMany(factor => Walk.Atoms(factor.Atom))];
        List<Access> accesses = [.. atoms.OfType<Access>().Distinct()];
        bool isPlain = atoms.All(atom => atom is Access or Group or Apply or NamedConstant or Root)
            && atoms.Select(Inside).OfType<Polynomial>().SelectMany(value => value.Terms).All(term => term.Bound.Length + term.Guards.Length == 0);
        return isPlain && accesses.Count == 1 && accesses[0] is { Tensor: { Rank: > 0, IsInteger: false } } element
            && element.Positions.All(position => position.AsIndex is not null) && element.Indices.Count == element.Positions.Length ? element : null;
    }

    /// <summary>What puts an element of a tensor at the given indices.</summary>
    public static Substitution To(EquatableArray<IndexVar> indices, Access element) =>
        new(element.Positions.Map(position => position.AsIndex!), indices.Map(Affine.Of));

    /// <summary>What a function is of, or a group holds; null for other atoms.</summary>
    public static Polynomial? Inside(Atom atom) => atom switch
    {
        Apply apply => apply.Argument,
        Group group => group.Value,
        _ => null,
    };
}
