using System.ComponentModel;
using System.Globalization;

namespace DeriveGen.Storage;

/// <summary>
/// Where the elements of a tensor lie in the arena: element (i, j, …) at <c>offset + i·strides[0] + j·strides[1] + …</c>. Logical shape
/// and storage, with its padding and halos, meet only here.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorLayout
{
    private readonly int[] _shape;
    private readonly int[] _strides;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Its name in the equations.</param>
    /// <param name="shape">The extent of each axis, a symbolic one by its capacity.</param>
    /// <param name="offset">The place of the element with all indices 0, at least 0.</param>
    /// <param name="strides">For each axis the distance between neighbours; null for a row-major tensor without padding.</param>
    /// <param name="form">How matrix notation reads it.</param>
    /// <exception cref="ArgumentException">The number of strides is not the number of axes.</exception>
    public TensorLayout(string name, int[] shape, int offset, int[]? strides = null, MatrixForm form = MatrixForm.None)
    {
        Name = name;
        _shape = shape;
        Offset = offset;
        _strides = strides ?? RowMajor(shape);
        Form = form;
        if (_strides.Length != shape.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} has {shape.Length} axes and {_strides.Length} strides."), nameof(strides));
        }
    }

    /// <summary>The tensor's name in the equations.</summary>
    public string Name { get; }

    /// <summary>The extent of each axis.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>For each axis the distance between neighbours.</summary>
    public ReadOnlySpan<int> Strides => _strides;

    /// <summary>The place of the element with all indices 0.</summary>
    public int Offset { get; }

    /// <summary>How matrix notation reads the tensor.</summary>
    public MatrixForm Form { get; }

    /// <summary>The number of elements, without padding.</summary>
    public int Length => LengthOf(_shape);

    /// <summary>Name and shape, as <c>W1[64, 32]</c>.</summary>
    public override string ToString() => Name + ShapeText(_shape);

    /// <summary>The number of elements of a shape: the product of its extents, 1 without axes.</summary>
    internal static int LengthOf(ReadOnlySpan<int> shape)
    {
        int length = 1;
        foreach (int extent in shape)
        {
            length = checked(length * extent);
        }

        return length;
    }

    /// <summary>A shape as <c>[64, 32]</c>.</summary>
    internal static string ShapeText(ReadOnlySpan<int> shape)
    {
        string[] extents = new string[shape.Length];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            extents[axis] = shape[axis].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(", ", extents)}]";
    }

    private static int[] RowMajor(int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride = checked(stride * shape[axis]);
        }

        return strides;
    }
}
