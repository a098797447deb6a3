
namespace DeriveGen.Symbolics.Expressions;

/// <summary><c>Target[Indices] = Value</c>, for every value of the indices.</summary>
/// <param name="Target">The tensor that the equation defines.</param>
/// <param name="Indices">A distinct plain index for each axis of the target, of the axis' extent.</param>
/// <param name="Value">The right side; its free indices are among <paramref name="Indices"/>.</param>
public sealed record Equation(Tensor Target, EquatableArray<IndexVar> Indices, Polynomial Value)
{
    /// <summary>For a maximum: tensors of whole numbers that take its position, one for each bound index; empty where nobody asks.</summary>
    public EquatableArray<Tensor> ArgMax { get; init; } = [];

    /// <summary>The tensors that the right side reads, positions and guards included, in order of first appearance.</summary>
    public IReadOnlyList<Tensor> Reads => Value.Tensors;

    /// <summary>The left side as an access.</summary>
    public Access Left => new(Target, Indices.Map(Affine.Of));

    /// <summary>The right side at given positions, with fresh bound indices.</summary>
    public Polynomial At(EquatableArray<Affine> positions) => Value.Freshen().Substitute(new Substitution(Indices, positions));

    /// <summary>The equation with new indices, free and bound.</summary>
    public Equation Freshen()
    {
        EquatableArray<IndexVar> fresh = Indices.Map(index => index.Fresh());
        return this with { Indices = fresh, Value = Value.Freshen().Substitute(Substitution.Renew(Indices, fresh)) };
    }

    /// <inheritdoc/>
    public override string ToString() => TextPrinter.Print(this);
}

/// <summary>Equations that read one another one step earlier along time. They are evaluated together, step by step.</summary>
/// <param name="Tensors">The tensors that the block defines, in the order in which a step computes them.</param>
/// <param name="TimeAxes">For each tensor the axis that is time.</param>
/// <param name="Direction">+1 where a step reads the step before, −1 where it reads the step after and time runs backwards.</param>
public sealed record ScanBlock(EquatableArray<Tensor> Tensors, EquatableArray<int> TimeAxes, int Direction)
{
    /// <summary>The axis of <paramref name="tensor"/> that is time.</summary>
    public int TimeAxisOf(Tensor tensor) => TimeAxes[Tensors.IndexOf(tensor)];

    /// <inheritdoc/>
    public override string ToString() => "scan " + string.Join(", ", Tensors) + (Direction > 0 ? " forward" : " backward");
}

/// <summary>A promise of the user's: wherever <paramref name="Pattern"/> occurs, <paramref name="Value"/> may stand.</summary>
/// <param name="Indices">The pattern's free indices, which match any position.</param>
/// <param name="Pattern">What is recognised, up to its coefficient.</param>
/// <param name="Value">What it equals.</param>
public sealed record Fact(EquatableArray<IndexVar> Indices, Term Pattern, Polynomial Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Pattern} = {Value}";
}
