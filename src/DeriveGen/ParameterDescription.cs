using DeriveGen.Storage;

namespace DeriveGen;

/// <summary>A parameter of a network: what it is called and how large it is.</summary>
public sealed class ParameterDescription
{
    private readonly int[] _shape;

    /// <summary>Describes a parameter.</summary>
    /// <param name="name">Its name in the equations.</param>
    /// <param name="shape">The extent of each axis.</param>
    public ParameterDescription(string name, ReadOnlySpan<int> shape)
    {
        Name = name;
        _shape = shape.ToArray();
        Size = TensorLayout.LengthOf(shape);
    }

    /// <summary>The parameter's name in the equations.</summary>
    public string Name { get; }

    /// <summary>The extent of each axis.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public int Size { get; }

    /// <summary>Name and shape, as <c>W1[64, 32]</c>.</summary>
    public override string ToString() => Name + TensorLayout.ShapeText(_shape);
}
