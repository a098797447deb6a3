using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>A condition that holds where an expression is evaluated.</summary>
/// <param name="Guard">The condition.</param>
/// <param name="Attaches">Whether an access that needs it has to carry it; not so where the domain of a maximum does.</param>
internal sealed record Hypothesis(Guard Guard, bool Attaches);

/// <summary>What surrounds an expression while it is lowered.</summary>
/// <param name="Target">What the equation defines; it gives helpers their names.</param>
/// <param name="Hypotheses">The conditions under which the expression is read.</param>
/// <param name="Domain">Under a maximum, where the ranges of padded accesses are put; else null.</param>
internal sealed record LoweringFrame(TensorSymbol Target, EquatableArray<Hypothesis> Hypotheses, List<Guard>? Domain)
{
    /// <summary>The frame under more conditions.</summary>
    public LoweringFrame Under(IEnumerable<Guard> guards, bool attaches = true) =>
        this with { Hypotheses = Hypotheses.AddRange(guards.Select(guard => new Hypothesis(guard, attaches))) };

    /// <summary>A hypothesis from which <paramref name="expression"/> ≥ 0 follows, or null.</summary>
    public Hypothesis? Proof(Affine expression)
    {
        foreach (Hypothesis hypothesis in Hypotheses)
        {
            if (GuardProver.IsNonNegative(expression, [hypothesis.Guard]))
            {
                return hypothesis;
            }
        }

        return null;
    }
}
