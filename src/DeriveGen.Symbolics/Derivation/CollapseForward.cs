using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Carries out the deltas that forward equations are written with: a transposed convolution's condition becomes the range of a
/// loop, and a sum against a one-hot label becomes a gather.
/// </summary>
public static class CollapseForward
{
    /// <summary>The system with its sums against deltas collapsed. The value of every tensor stays what it was.</summary>
    public static Rewritten Apply(EquationSystem system)
    {
        var remarks = new List<Remark>();
        EquatableArray<Equation> equations = system.Equations.Map(equation => Apply(equation, remarks));
        return new(remarks.Count == 0 ? system : system with { Equations = equations }, remarks.ToEquatableArray());
    }

    private static Equation Apply(Equation equation, List<Remark> remarks)
    {
        Law? used = null;
        Polynomial value = Polynomial.Create(equation.Value.Terms.Select(term => Collapse.Run(term, (law, _, _) => used ??= law)).OfType<Term>());
        if (used is null)
        {
            return equation;
        }

        remarks.Add(new Remark(used, equation.Target, equation.Value, value));
        return equation with { Value = value };
    }
}
