using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>A change to one tensor's equation that a pass made, and the law that allowed it.</summary>
/// <param name="Law">Why both sides are equal.</param>
/// <param name="Tensor">The tensor whose equation changed, or that was introduced.</param>
/// <param name="Before">The right side, or the part of one, that was there.</param>
/// <param name="After">What stands there now.</param>
public sealed record Remark(Law Law, Tensor Tensor, Polynomial Before, Polynomial After)
{
    /// <summary>The tensor whose equation was written out in this one; null where the law uses none.</summary>
    public Tensor? Used { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{TextPrinter.Name(Tensor)}: {Before} = {After} ({Law.Name})";
}

/// <summary>A system after a pass that keeps the value of every tensor, and what the pass did.</summary>
/// <param name="System">The rewritten system.</param>
/// <param name="Remarks">What changed, in order.</param>
public sealed record Rewritten(EquationSystem System, EquatableArray<Remark> Remarks);
