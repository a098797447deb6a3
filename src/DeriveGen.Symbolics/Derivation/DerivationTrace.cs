using System.Text;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>The steps by which a derivation was found, as values: whoever shows them chooses the notation.</summary>
/// <param name="Contributions">For each equation and each tensor that it reads: what it adds to that tensor's adjoint.</param>
/// <param name="Remarks">Rewrites of whole equations: lifted, stabilised, proved zero, inlined, re-associated.</param>
public sealed record DerivationTrace(EquatableArray<Contribution> Contributions, EquatableArray<Remark> Remarks)
{
    /// <summary>A derivation without steps.</summary>
    public static DerivationTrace Empty { get; } = new([], []);

    /// <summary>For each equation and each moving tensor that it reads: what that adds to the tangent of the tensor that it defines.</summary>
    public EquatableArray<Pushforward> Pushforwards { get; init; } = [];

    /// <summary>The steps of one tensor's adjoint, in order.</summary>
    public IEnumerable<Contribution> Of(Tensor tensor) => Contributions.Where(contribution => ReferenceEquals(contribution.Of, tensor));

    /// <inheritdoc/>
    public override string ToString() => string.Concat(Contributions.Select(contribution => contribution + "\n")) + string.Concat(Remarks.Select(remark => remark + "\n"));
}

/// <summary>What one equation adds to the adjoint of one tensor that it reads.</summary>
/// <param name="Forward">The equation, its indices renewed and primed where they clash with <paramref name="Indices"/>.</param>
/// <param name="Of">The tensor that the loss is differentiated by.</param>
/// <param name="Indices">The free indices of every step, named after the tensor's own axes.</param>
/// <param name="Steps">
/// The steps. The first, the chain rule, holds the cotangent that multiplies ∂Forward/∂Of under the sum over the indices of
/// <paramref name="Forward"/>; each later one is the whole contribution, so that all of them are equal.
/// </param>
public sealed record Contribution(Equation Forward, Tensor Of, EquatableArray<IndexVar> Indices, EquatableArray<TraceStep> Steps)
{
    /// <summary>What is added to the adjoint.</summary>
    public Polynomial Result => Steps[Steps.Length - 1].After;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder($"{Forward.Target} → {Of}: {Forward}\n");
        foreach (TraceStep step in Steps)
        {
            text.Append("  ").Append(step).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>What one tensor that an equation reads adds to the tangent of the tensor that the equation defines.</summary>
/// <param name="Equation">The equation.</param>
/// <param name="Of">The tensor that moves.</param>
/// <param name="Tangent">The tangent that is added to.</param>
/// <param name="Steps">
/// The steps, over the indices of <paramref name="Equation"/>. The first, the tangent rule, holds the tangent of <paramref name="Of"/> that
/// multiplies the partial derivative; each later one is the whole of what is added, so that all of them are equal.
/// </param>
public sealed record Pushforward(Equation Equation, Tensor Of, Tensor Tangent, EquatableArray<TraceStep> Steps)
{
    /// <summary>What is added to the tangent.</summary>
    public Polynomial Result => Steps[Steps.Length - 1].After;

    /// <inheritdoc/>
    public override string ToString() => $"{Of} → {Tangent}: {Equation}\n" + string.Concat(Steps.Select(step => $"  {step}\n"));
}

/// <summary>One rewrite.</summary>
/// <param name="Law">What was used.</param>
/// <param name="Binding">What it was used on: <c>k′ ↦ k</c>, or the forward equation that was recognised; may be empty.</param>
/// <param name="After">The expression after it.</param>
public sealed record TraceStep(Law Law, string Binding, Polynomial After)
{
    /// <inheritdoc/>
    public override string ToString() => $"= {After}    ({Law.Name}{(Binding.Length > 0 ? " " + Binding : string.Empty)})";
}
