using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Derives the adjoints of a network.</summary>
public static class Differentiation
{
    /// <summary>The equations of ∂L/∂T for every wanted tensor T, with the steps that lead to them.</summary>
    /// <param name="system">The forward equations; they have a loss.</param>
    /// <param name="wanted">The tensors to differentiate by: parameters, inputs, or values between.</param>
    /// <param name="options">Which optional rewrites to make; all by default.</param>
    /// <exception cref="ArgumentException">There is no loss, or a wanted tensor holds whole numbers.</exception>
    /// <exception cref="IllFormedException">The equations contradict what every equation system promises.</exception>
    public static DerivedSystem Derive(EquationSystem system, IReadOnlyCollection<Tensor> wanted, DerivationOptions? options = null)
    {
        if (system.Loss is null)
        {
            throw new ArgumentException("There is no loss to differentiate.", nameof(system));
        }

        if (wanted.FirstOrDefault(tensor => tensor.IsInteger) is { } integer)
        {
            throw new ArgumentException($"{integer} holds whole numbers: it has no derivative.", nameof(wanted));
        }

        options ??= DerivationOptions.Default;
        EquationSystem forward = WellFormed.Check(system, "declared");
        DerivedSystem derived = ReverseMode.Sweep(forward, wanted, ForwardRules.Of(forward, options), options);
        return Residuals.Mark(WellFormed.Check(DeadAdjoints.Remove(derived, wanted), "derived"));
    }
}
