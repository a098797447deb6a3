using System.Globalization;
using DeriveGen.Storage;

namespace DeriveGen;

/// <summary>A tensor of a network, seen in the shape in which it is declared. It reads and writes the network's own memory.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
public readonly struct TensorView<T>
    where T : unmanaged
{
    private readonly Arena<T> _arena;
    private readonly TensorLayout _layout;

    /// <summary>Views a tensor of an arena.</summary>
    /// <param name="arena">The network's memory.</param>
    /// <param name="layout">Where the tensor lies in it.</param>
    public TensorView(Arena<T> arena, TensorLayout layout)
    {
        _arena = arena;
        _layout = layout;
    }

    /// <summary>The tensor's name in the equations.</summary>
    public string Name => _layout.Name;

    /// <summary>The extent of each axis.</summary>
    public ReadOnlySpan<int> Shape => _layout.Shape;

    /// <summary>The number of axes.</summary>
    public int Rank => _layout.Shape.Length;

    /// <summary>The number of elements.</summary>
    public int Length => _layout.Length;

    internal Arena<T> Arena => _arena;

    internal TensorLayout Layout => _layout;

    /// <summary>The element of a tensor with one axis.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the axis.</exception>
    public ref T this[int i] => ref At([i]);

    /// <summary>The element of a tensor with two axes.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
    public ref T this[int i, int j] => ref At([i, j]);

    /// <summary>The element of a tensor with three axes.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
    public ref T this[int i, int j, int k] => ref At([i, j, k]);

    /// <summary>The element of a tensor with as many axes as indices are given.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
    public ref T this[scoped ReadOnlySpan<int> indices] => ref At(indices);

    /// <summary>Copies the elements out in row-major order.</summary>
    /// <param name="destination">Receives <see cref="Length"/> elements.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyTo(Span<T> destination) => Elements.CopyOut(_arena.Span, _layout, _layout.Shape, destination);

    /// <summary>Copies row-major elements in.</summary>
    /// <param name="source"><see cref="Length"/> elements.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length.</exception>
    public void CopyFrom(ReadOnlySpan<T> source) => Elements.CopyIn(source, _arena.Span, _layout);

    /// <summary>The elements in row-major order, as a new array.</summary>
    public T[] ToArray()
    {
        T[] elements = new T[Length];
        CopyTo(elements);
        return elements;
    }

    /// <summary>Name and shape, as <c>W1[64, 32]</c>.</summary>
    public override string ToString() => _layout is null ? "" : _layout.ToString();

    private ref T At(scoped ReadOnlySpan<int> indices)
    {
        ReadOnlySpan<int> shape = _layout.Shape;
        if (indices.Length != shape.Length)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{_layout} has {shape.Length} axes; {indices.Length} indices were given."), nameof(indices));
        }

        for (int axis = 0; axis < shape.Length; axis++)
        {
            if ((uint)indices[axis] >= (uint)shape[axis])
            {
                throw new ArgumentOutOfRangeException(nameof(indices), indices[axis], string.Create(
                    CultureInfo.InvariantCulture, $"Index {axis} of {_layout} runs from 0 to {shape[axis] - 1}."));
            }
        }

        return ref _arena.Span[_layout.PlaceOf(indices)];
    }
}
