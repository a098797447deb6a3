using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>A part of a term that can be summed by itself: some bound indices with every factor and guard that reads one of them.</summary>
internal sealed record Reduction(EquatableArray<IndexVar> Bound, EquatableArray<Factor> Factors, EquatableArray<Guard> Guards)
{
    /// <summary>The reductions of a term that share no bound index, in order of their first index.</summary>
    public static List<Reduction> Of(Term term)
    {
        List<HashSet<IndexVar>> parts = term.Bound.Select(index => new HashSet<IndexVar> { index }).ToList();
        foreach (HashSet<IndexVar> read in term.Factors.Select(factor => factor.Atom.Indices).Concat(term.Guards.Select(guard => guard.Argument.Indices)))
        {
            List<HashSet<IndexVar>> joined = parts.Where(part => part.Overlaps(read)).ToList();
            foreach (HashSet<IndexVar> part in joined.Skip(1))
            {
                joined[0].UnionWith(part);
                parts.Remove(part);
            }
        }

        return parts.ConvertAll(part => Over(term, part));
    }

    /// <summary>The sum over <paramref name="indices"/>, with what reads them.</summary>
    public static Reduction Over(Term term, IEnumerable<IndexVar> indices)
    {
        var summed = new HashSet<IndexVar>(indices);
        return new(
            term.Bound.Where(summed.Contains).ToEquatableArray(),
            term.Factors.Where(factor => summed.Overlaps(factor.Atom.Indices)).ToEquatableArray(),
            term.Guards.Where(guard => summed.Overlaps(guard.Argument.Indices)).ToEquatableArray());
    }

    /// <summary>Whether the rest of the term does without the guards that go with this part, given those of enclosing terms.</summary>
    public bool LeavesRestValid(Term term, IEnumerable<Guard> enclosing) => Guards.Length == 0 || Domain.IsValid(
        term.Factors.Where(factor => Factors.IndexOf(factor) < 0), enclosing.Concat(term.Guards.Where(guard => Guards.IndexOf(guard) < 0)));

    /// <summary>Whether its accesses are in range under its own guards and the given ones, without those of the term's other sums.</summary>
    public bool IsValidUnder(IEnumerable<Guard> guards) => Domain.IsValid(Factors, [.. guards, .. Guards]);

    /// <summary>The reduction as a term with coefficient 1.</summary>
    public Term ToTerm() => new(1, Bound, Factors, Guards);

    /// <summary>The term with this part of it replaced by one factor.</summary>
    public Term ReplaceIn(Term term, Polynomial value) => new(
        term.Coefficient,
        term.Bound.Where(index => Bound.IndexOf(index) < 0).ToEquatableArray(),
        term.Factors.Where(factor => Factors.IndexOf(factor) < 0).Append(new Factor(value.AsAtom ?? new Group(value), 1)).ToEquatableArray(),
        term.Guards.Where(guard => Guards.IndexOf(guard) < 0).ToEquatableArray());
}
