using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Finds what the forward pass has to keep.</summary>
public static class Residuals
{
    /// <summary>The system with the list of forward-defined tensors, arg-max positions included, that its adjoints read.</summary>
    public static DerivedSystem Mark(DerivedSystem derived)
    {
        var read = new HashSet<Tensor>(derived.Adjoints.SelectMany(equation => equation.Reads));
        return derived with
        {
            Residuals = derived.Forward.Equations.SelectMany(equation => equation.ArgMax.Prepend(equation.Target)).Where(read.Contains).ToEquatableArray(),
        };
    }
}
