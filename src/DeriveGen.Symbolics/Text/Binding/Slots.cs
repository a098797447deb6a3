using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>An extent that is known or will be: extents found to be the same are joined.</summary>
internal sealed class ExtentSlot
{
    private readonly Extent? _value;
    private readonly string _origin = "";
    private ExtentSlot? _joined;

    /// <summary>An extent that is still open.</summary>
    public ExtentSlot()
    {
    }

    /// <summary>A known extent.</summary>
    public ExtentSlot(Extent value, string origin)
    {
        _value = value;
        _origin = origin;
    }

    /// <summary>The extent, or null while it is open.</summary>
    public Extent? Value => Root._value;

    /// <summary>Where the extent comes from, for messages.</summary>
    public string Origin => Root._origin;

    /// <summary>The slot that stands for all those joined with it.</summary>
    public ExtentSlot Root => _joined is null ? this : _joined = _joined.Root;

    /// <summary>Makes two extents one; false where they are known and differ.</summary>
    public bool Join(ExtentSlot other)
    {
        ExtentSlot a = Root, b = other.Root;
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if (a._value is not null && b._value is not null)
        {
            return a._value.Equals(b._value);
        }

        (ExtentSlot known, ExtentSlot open) = a._value is not null ? (a, b) : (b, a);
        open._joined = known;
        return true;
    }
}

/// <summary>An index of a text: a letter in one scope.</summary>
/// <param name="name">The letter.</param>
/// <param name="extent">How many values it takes.</param>
/// <param name="isDeclared">Whether the extent was written, so that the index may run over a part of a longer axis.</param>
internal sealed class IndexSlot(string name, ExtentSlot extent, bool isDeclared)
{
    /// <summary>The letter.</summary>
    public string Name { get; } = name;

    /// <summary>How many values it takes.</summary>
    public ExtentSlot Extent { get; } = extent;

    /// <summary>Whether the extent was written, so that the index may run over a part of a longer axis.</summary>
    public bool IsDeclared { get; } = isDeclared;

    /// <summary>The first tensor in whose axis the index stands plainly, for messages.</summary>
    public string? Source { get; set; }
}

/// <summary>A tensor of a text while its shape is being found.</summary>
internal sealed class TensorSymbol(string name, string fullName, TensorKind kind)
{
    private Tensor? _tensor;

    /// <summary>The name in the text.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the network.</summary>
    public string FullName { get; } = fullName;

    /// <summary>Where its values come from.</summary>
    public TensorKind Kind { get; } = kind;

    /// <summary>The extent of each axis; null while the number of axes is open.</summary>
    public List<ExtentSlot>? Axes { get; set; }

    /// <summary>The letters of the axes.</summary>
    public List<string> AxisNames { get; set; } = [];

    /// <summary>For whole numbers: the values are below this.</summary>
    public ExtentSlot? Range { get; set; }

    /// <summary>Whether an integer is read: a position made it so, or its declaration.</summary>
    public bool IsInteger => Range is not null;

    /// <summary>For a next value: what it replaces.</summary>
    public TensorSymbol? NextOf { get; init; }

    /// <summary>For an adjoint: of what.</summary>
    public TensorSymbol? AdjointOf { get; init; }

    /// <summary>The axes as they are declared, packs among them.</summary>
    public EquatableArray<IndexSyntax> DeclaredAxes { get; set; }

    /// <summary>Whether it is defined along time.</summary>
    public bool IsScan { get; set; }

    /// <summary>Whether positions that it stands in may make it a tensor of whole numbers: the input of a stack.</summary>
    public bool IsOpenInput { get; init; }

    /// <summary>For a tensor that is defined along time: how.</summary>
    public ScanRule? Scan { get; set; }

    /// <summary>For a constant: its elements; empty where none was given.</summary>
    public EquatableArray<Rational> Numbers { get; init; } = [];

    /// <summary>For a parameter or state: how it begins.</summary>
    public Initializer? Initializer { get; set; }

    /// <summary>Whether it is a parameter that is not learned: a state that no equation changes.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether it is declared a parameter, learned or not.</summary>
    public bool IsParameter => Kind == TensorKind.Parameter || IsFrozen;

    /// <summary>For a tied parameter: the one whose place it takes, with the axis of that one for each own axis.</summary>
    public (TensorSymbol Tensor, int[] Axes)? Tie { get; set; }

    /// <summary>Where it is declared.</summary>
    public TextSpan Span { get; init; }

    /// <summary>Whether its equation has been met.</summary>
    public bool IsDefined { get; set; }

    /// <summary>Whether something reads it.</summary>
    public bool IsRead { get; set; }

    /// <summary>How messages show the shape: <c>x[32, 64]</c>.</summary>
    public string Shown => Axes is null or { Count: 0 } ? FullName : FullName + "[" + string.Join(", ", Axes.Select(axis => axis.Value?.ToString() ?? "?")) + "]";

    /// <summary>The tensor; its shape must be known by now.</summary>
    public Tensor Tensor => _tensor ??= new Tensor(FullName, Axes!.Select(axis => axis.Value!).ToEquatableArray(), Kind)
    {
        AxisNames = AxisNames.ToEquatableArray(),
        Range = Range?.Value,
        Numbers = Numbers,
        NextOf = NextOf?.Tensor,
        AdjointOf = AdjointOf?.Tensor,
    };

    /// <summary>Stands for a tensor that exists already.</summary>
    public static TensorSymbol Of(Tensor tensor) => new(tensor.Name, tensor.Name, tensor.Kind)
    {
        _tensor = tensor,
        Axes = [.. tensor.Shape.Select(extent => new ExtentSlot(extent, tensor.Name))],
        AxisNames = [.. tensor.AxisNames],
        Range = tensor.Range is null ? null : new ExtentSlot(tensor.Range, tensor.Name),
        IsDefined = true,
    };
}

/// <summary>How a tensor is defined along time.</summary>
/// <param name="Axis">The axis that is time.</param>
/// <param name="Direction">+1 forwards, −1 backwards.</param>
/// <param name="Indices">The letters of the declaration.</param>
/// <param name="Initial">What stands before the first step.</param>
internal sealed record ScanRule(int Axis, int Direction, IndexSlot[] Indices, BoundExpression Initial);
