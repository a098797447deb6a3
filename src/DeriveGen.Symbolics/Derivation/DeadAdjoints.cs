using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Drops adjoints that nobody wants and no other adjoint reads, and arg-max tensors that no adjoint reads.</summary>
public static class DeadAdjoints
{
    /// <summary>The system without them.</summary>
    /// <param name="derived">The system.</param>
    /// <param name="wanted">The tensors whose adjoints stay in any case.</param>
    public static DerivedSystem Remove(DerivedSystem derived, IReadOnlyCollection<Tensor> wanted)
    {
        var live = new HashSet<Tensor>(wanted.Select(tensor => derived.AdjointOf[tensor]));
        int before;
        do
        {
            before = live.Count;
            foreach (Equation equation in derived.Adjoints.Reverse().Where(equation => live.Contains(equation.Target)))
            {
                live.UnionWith(equation.Reads);
            }
        }
        while (live.Count > before);

        EquatableArray<Equation> adjoints = derived.Adjoints.Where(equation => live.Contains(equation.Target)).ToEquatableArray();
        return derived with
        {
            Forward = WithoutDeadArgMax(derived.Forward, live),
            Adjoints = adjoints,
            AdjointScans = derived.AdjointScans.Select(scan => Restrict(scan, live)).Where(scan => scan.Tensors.Length > 0).ToEquatableArray(),
            AdjointOf = derived.AdjointOf.Where(pair => live.Contains(pair.Value)).OrderBy(pair => pair.Value.Id).ToDictionary(pair => pair.Key, pair => pair.Value),
        };
    }

    private static ScanBlock Restrict(ScanBlock scan, HashSet<Tensor> live)
    {
        IEnumerable<int> kept = Enumerable.Range(0, scan.Tensors.Length).Where(position => live.Contains(scan.Tensors[position])).ToList();
        return scan with
        {
            Tensors = kept.Select(position => scan.Tensors[position]).ToEquatableArray(),
            TimeAxes = kept.Select(position => scan.TimeAxes[position]).ToEquatableArray(),
        };
    }

    private static EquationSystem WithoutDeadArgMax(EquationSystem forward, HashSet<Tensor> live)
    {
        var dead = new HashSet<Tensor>(forward.Equations.Where(equation => equation.ArgMax.Length > 0 && !equation.ArgMax.Any(live.Contains)).SelectMany(equation => equation.ArgMax));
        dead.ExceptWith(forward.Equations.SelectMany(equation => equation.Reads));
        return dead.Count == 0 ? forward : forward with
        {
            Equations = forward.Equations.Map(equation => equation.ArgMax.Any(dead.Contains) ? equation with { ArgMax = [] } : equation),
            Tensors = forward.Tensors.Where(tensor => !dead.Contains(tensor)).ToEquatableArray(),
        };
    }
}
