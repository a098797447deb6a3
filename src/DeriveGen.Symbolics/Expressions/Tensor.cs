using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>Where a tensor's values come from.</summary>
public enum TensorKind
{
    /// <summary>The caller gives it.</summary>
    Input,

    /// <summary>The caller gives it with the targets.</summary>
    Target,

    /// <summary>It is learned.</summary>
    Parameter,

    /// <summary>It is kept from step to step.</summary>
    State,

    /// <summary>The declaration gives its numbers, <see cref="Tensor.Numbers"/>.</summary>
    Constant,

    /// <summary>Uniform in [0, 1), a function of seed, step, tensor and element.</summary>
    Random,

    /// <summary>Standard normal, a function of seed, step, tensor and element.</summary>
    Gaussian,

    /// <summary>A scalar given at run time: <c>rate</c>, <c>step</c>.</summary>
    Setting,

    /// <summary>A forward equation defines it.</summary>
    Forward,

    /// <summary>It is ∂L/∂T of <see cref="Tensor.AdjointOf"/>.</summary>
    Adjoint,

    /// <summary>It is the derivative of <see cref="Tensor.TangentOf"/> along a direction; for a tensor that is given, the direction itself.</summary>
    Tangent,

    /// <summary>A pass introduced it.</summary>
    Temporary,

    /// <summary>The position at which a maximum is taken; whole numbers.</summary>
    ArgMax,

    /// <summary>The next value of <see cref="Tensor.NextOf"/>.</summary>
    Next,
}

/// <summary>A named array. Two are the same only when they are the same object; names are for people.</summary>
/// <param name="name">The name that formulas show.</param>
/// <param name="shape">The extent of each axis.</param>
/// <param name="kind">Where its values come from.</param>
public sealed class Tensor(string name, EquatableArray<Extent> shape, TensorKind kind)
{
    /// <summary>The name that formulas show.</summary>
    public string Name { get; } = name;

    /// <summary>The extent of each axis.</summary>
    public EquatableArray<Extent> Shape { get; } = shape;

    /// <summary>Where its values come from.</summary>
    public TensorKind Kind { get; } = kind;

    /// <summary>The letters of the axes, where they were declared with letters; else empty.</summary>
    public EquatableArray<string> AxisNames { get; init; }

    /// <summary>For a tensor of whole numbers: the values are 0 up to this, exclusive. Null for real tensors.</summary>
    public Extent? Range { get; init; }

    /// <summary>For a constant: its elements, row-major.</summary>
    public EquatableArray<Rational> Numbers { get; init; } = [];

    /// <summary>For an adjoint: the tensor that the loss is differentiated by.</summary>
    public Tensor? AdjointOf { get; init; }

    /// <summary>For a tangent: the tensor that moves.</summary>
    public Tensor? TangentOf { get; init; }

    /// <summary>For a derivative that is not carried out, ∂T[e]/∂T[p]: the tensor T. The axes are those of e, then those of p.</summary>
    public Tensor? DerivativeOf { get; init; }

    /// <summary>For a tensor that only a printed formula has, <c>dW</c>: the tensor that it belongs to, and lies in matrices as.</summary>
    public Tensor? PrintedFor { get; init; }

    /// <summary>For a next value: the parameter or state that it replaces after the step.</summary>
    public Tensor? NextOf { get; init; }

    /// <summary>What tells this tensor from every other; later ones are larger.</summary>
    public int Id { get; } = Identity.Next();

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Length;

    /// <summary>The number of elements, sizes at their capacity.</summary>
    public long ElementsAtCapacity => Shape.Aggregate(1L, (points, extent) => points * extent.AtCapacity());

    /// <summary>Whether the values are whole numbers.</summary>
    public bool IsInteger => Range is not null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
