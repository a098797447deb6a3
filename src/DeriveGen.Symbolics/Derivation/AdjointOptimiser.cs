using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Makes adjoints cheap to run or short to read: inlining, re-association, common factors.</summary>
public static class AdjointOptimiser
{
    /// <summary>The system with its adjoints rewritten; the values of the wanted ones stay what they were.</summary>
    /// <param name="derived">The system.</param>
    /// <param name="wanted">The tensors whose adjoints stay tensors.</param>
    /// <param name="simplifier">Knows the forward definitions.</param>
    /// <param name="objective">What counts as better.</param>
    public static DerivedSystem Apply(DerivedSystem derived, IReadOnlyCollection<Tensor> wanted, Simplifier simplifier, Objective objective)
    {
        var adjoints = new AdjointEquations(
            derived.Adjoints, wanted.Select(tensor => derived.AdjointOf[tensor]), derived.AdjointScans.SelectMany(scan => scan.Tensors));
        Inlining.Run(adjoints, simplifier, objective);
        if (objective == Objective.Emission)
        {
            Reassociation.Run(adjoints, simplifier);
        }

        foreach (Equation equation in adjoints.All.ToList())
        {
            Polynomial factored = CommonFactors.Apply(equation.Value);
            if (!ReferenceEquals(factored, equation.Value))
            {
                adjoints.Remarks.Add(new Remark(CommonFactors.Law, equation.Target, equation.Value, factored));
                adjoints.Replace(equation with { Value = factored });
            }
        }

        return derived with
        {
            Adjoints = adjoints.All.ToEquatableArray(),
            Trace = derived.Trace with { Remarks = derived.Trace.Remarks.AddRange(adjoints.Remarks) },
        };
    }
}
