using System.ComponentModel;
using System.Globalization;

namespace DeriveGen.Storage;

/// <summary>
/// Where the elements of a tensor lie in the arena: element (i, j, …) at <c>offset + i·strides[0] + j·strides[1] + …</c>. An axis that is
/// cut into panels adds <c>j / width·stride + j % width</c> instead: so many neighbours lie side by side, and the stride is the distance
/// between panels. Logical shape and storage, with its padding and halos, meet only here.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorLayout
{
    private readonly int[] _shape;
    private readonly int[] _strides;
    private readonly int _panelWidth;
    private readonly int _panelAxis;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Its name in the equations.</param>
    /// <param name="shape">The extent of each axis, a symbolic one by its capacity.</param>
    /// <param name="offset">The place of the element with all indices 0, at least 0.</param>
    /// <param name="strides">For each axis the distance between neighbours, or between panels; null for a row-major tensor without padding.</param>
    /// <param name="form">How matrix notation reads it.</param>
    /// <param name="panelWidth">The elements of a panel of the last axis; 0 where that axis is not cut.</param>
    /// <exception cref="ArgumentException">The number of strides is not the number of axes.</exception>
    public TensorLayout(string name, int[] shape, int offset, int[]? strides = null, MatrixForm form = MatrixForm.None, int panelWidth = 0)
        : this(name, shape, offset, strides, form, panelWidth, shape.Length - 1)
    {
    }

    private TensorLayout(string name, int[] shape, int offset, int[]? strides, MatrixForm form, int panelWidth, int panelAxis)
    {
        Name = name;
        _shape = shape;
        Offset = offset;
        _strides = strides ?? RowMajor(shape);
        Form = form;
        (_panelWidth, _panelAxis) = (panelWidth, panelAxis);
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

    /// <summary>For each axis the distance between neighbours, or between panels.</summary>
    public ReadOnlySpan<int> Strides => _strides;

    /// <summary>The place of the element with all indices 0.</summary>
    public int Offset { get; }

    /// <summary>How matrix notation reads the tensor.</summary>
    public MatrixForm Form { get; }

    /// <summary>The number of elements, without padding.</summary>
    public int Length => LengthOf(_shape);

    /// <summary>How many neighbours of the last axis lie side by side, at most: a whole row, a panel of it, or one.</summary>
    internal int Run => _shape.Length == 0 ? 1
        : _panelWidth > 0 && _panelAxis == _shape.Length - 1 ? _panelWidth
        : _strides[^1] == 1 ? Math.Max(1, _shape[^1])
        : 1;

    /// <summary>The tensor with its two axes exchanged, in the same place.</summary>
    /// <param name="form">How matrix notation reads the exchanged one.</param>
    internal TensorLayout Transposed(MatrixForm form) =>
        new(Name, [_shape[1], _shape[0]], Offset, [_strides[1], _strides[0]], form, _panelWidth, 1 - _panelAxis);

    /// <summary>The place of an element.</summary>
    /// <param name="index">For each axis the index, inside the shape.</param>
    internal int PlaceOf(ReadOnlySpan<int> index)
    {
        int place = Offset;
        for (int axis = 0; axis < _strides.Length; axis++)
        {
            place += _panelWidth > 0 && axis == _panelAxis
                ? (index[axis] / _panelWidth * _strides[axis]) + (index[axis] % _panelWidth)
                : index[axis] * _strides[axis];
        }

        return place;
    }

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
