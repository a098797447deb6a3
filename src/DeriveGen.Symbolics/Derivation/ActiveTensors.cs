using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Finds the tensors that an adjoint has to pass through.</summary>
internal static class ActiveTensors
{
    /// <summary>The tensors that depend on one of <paramref name="wanted"/> and that the loss depends on.</summary>
    public static HashSet<Tensor> Between(EquationSystem system, IReadOnlyCollection<Tensor> wanted)
    {
        HashSet<Tensor> active = Closure([.. wanted], system, (equation, reached) =>
            equation.Reads.Any(reached.Contains) ? [equation.Target] : []);
        active.IntersectWith(Sources(system, [system.Loss!]));
        return active;
    }

    /// <summary>The tensors that <paramref name="results"/> are computed from, themselves among them.</summary>
    public static HashSet<Tensor> Sources(EquationSystem system, IEnumerable<Tensor> results) =>
        Closure([.. results], system, (equation, reached) => reached.Contains(equation.Target) ? equation.Reads : []);

    /// <summary>Grows a set until no equation adds to it; recurrent equations need more than one round.</summary>
    private static HashSet<Tensor> Closure(HashSet<Tensor> reached, EquationSystem system, Func<Equation, HashSet<Tensor>, IReadOnlyList<Tensor>> step)
    {
        int before;
        do
        {
            before = reached.Count;
            foreach (Equation equation in system.Equations)
            {
                reached.UnionWith(step(equation, reached));
            }
        }
        while (reached.Count > before);
        return reached;
    }
}
