using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// Where an expression may be evaluated. A guard owns the accesses that are in range only where it holds: whatever moves an
/// expression to another place takes the guards along that make it valid there.
/// </summary>
internal static class Domain
{
    /// <summary>Whether every access in the atom is in range for all values of its free indices.</summary>
    public static bool IsEverywhere(Atom atom) => Unsafe(atom, []).Count == 0;

    /// <summary>Whether every access in the factors is in range wherever the guards hold.</summary>
    public static bool IsValid(IEnumerable<Factor> factors, IEnumerable<Guard> guards)
    {
        List<Guard> inForce = [.. guards];
        return factors.All(factor => Unsafe(factor.Atom, inForce).Count == 0);
    }

    /// <summary>The value times those of <paramref name="guards"/> that an access in it may need. Guards are idempotent, so a copy is harmless.</summary>
    public static Polynomial Guarded(Polynomial value, IReadOnlyCollection<Guard> guards)
    {
        if (guards.Count == 0)
        {
            return value;
        }

        HashSet<IndexVar> atRisk = Unsafe(value, []);
        List<Guard> needed = guards.Where(guard => atRisk.Overlaps(guard.Argument.Indices)).ToList();
        return needed.Count == 0 ? value : Build.Guarded(value, needed);
    }

    /// <summary>The indices of accesses that are not proved in range, where the guards in force inside the expression do not mention them either.</summary>
    private static HashSet<IndexVar> Unsafe(Polynomial value, IReadOnlyList<Guard> outer)
    {
        var found = new HashSet<IndexVar>();
        foreach (Term term in value.Terms)
        {
            List<Guard> guards = [.. outer, .. term.Guards];
            foreach (Factor factor in term.Factors)
            {
                found.UnionWith(Unsafe(factor.Atom, guards));
            }

            found.UnionWith(term.Guards.SelectMany(guard => Gathers(guard.Argument, guards)));
        }

        return found;
    }

    private static HashSet<IndexVar> Unsafe(Atom atom, IReadOnlyList<Guard> guards) => atom switch
    {
        Access access => [.. Unsafe(access.Tensor, access.Positions, guards), .. access.Positions.SelectMany(position => Gathers(position, guards))],
        Apply apply => Unsafe(apply.Argument, guards),
        Group group => Unsafe(group.Value, guards),
        Maximum maximum => Unsafe(maximum.Body, [.. guards, .. maximum.Guards]),
        IndexValue index => [.. Gathers(index.Value, guards)],
        _ => [],
    };

    private static IEnumerable<IndexVar> Gathers(Affine affine, IReadOnlyList<Guard> guards) =>
        Walk.Gathers(affine).SelectMany(gather => Unsafe(gather.Tensor, gather.Positions, guards));

    private static IEnumerable<IndexVar> Unsafe(Tensor tensor, EquatableArray<Affine> positions, IReadOnlyList<Guard> guards)
    {
        for (int axis = 0; axis < positions.Length; axis++)
        {
            if (!Holds(positions[axis], guards) || !Holds(tensor.Shape[axis].Value - 1 - positions[axis], guards))
            {
                foreach (IndexVar index in positions[axis].Indices)
                {
                    yield return index;
                }
            }
        }
    }

    /// <summary>Whether the expression is at least 0 where the guards hold.</summary>
    public static bool Holds(Affine expression, IReadOnlyList<Guard> guards) => GuardProver.IsNonNegative(expression, guards);
}
