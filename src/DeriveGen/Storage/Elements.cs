using System.ComponentModel;

namespace DeriveGen.Storage;

/// <summary>
/// Walks the elements of a tensor in row-major order of its logical shape, whatever the storage: the one place where tensors are copied
/// in and out.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elements
{
    /// <summary>Copies a tensor out of the arena in row-major order.</summary>
    /// <param name="storage">The arena's elements.</param>
    /// <param name="layout">Where the tensor lies.</param>
    /// <param name="shape">The extents to copy, each at most the layout's: those of this call where a size is symbolic.</param>
    /// <param name="destination">Receives the product of <paramref name="shape"/> elements.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public static void CopyOut<T>(ReadOnlySpan<T> storage, TensorLayout layout, ReadOnlySpan<int> shape, Span<T> destination)
    {
        Arguments.RequireLength(nameof(destination), destination.Length, TensorLayout.LengthOf(shape));
        int row = RowOf(layout, shape);
        ReadOnlySpan<int> rows = row > 1 ? shape[..^1] : shape;
        Span<int> index = stackalloc int[rows.Length];
        for (int place = 0, at = layout.Offset; place < destination.Length; place += row)
        {
            storage.Slice(at, row).CopyTo(destination[place..]);
            at = Advance(index, at, rows, layout.Strides);
        }
    }

    /// <summary>Copies row-major values into the arena.</summary>
    /// <param name="source">As many elements as the layout's shape has.</param>
    /// <param name="storage">The arena's elements.</param>
    /// <param name="layout">Where the tensor lies.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length.</exception>
    public static void CopyIn<T>(ReadOnlySpan<T> source, Span<T> storage, TensorLayout layout)
    {
        Arguments.RequireLength(nameof(source), source.Length, layout.Length);
        int row = RowOf(layout, layout.Shape);
        ReadOnlySpan<int> rows = row > 1 ? layout.Shape[..^1] : layout.Shape;
        Span<int> index = stackalloc int[rows.Length];
        for (int place = 0, at = layout.Offset; place < source.Length; place += row)
        {
            source.Slice(place, row).CopyTo(storage[at..]);
            at = Advance(index, at, rows, layout.Strides);
        }
    }

    /// <summary>How many elements lie side by side in the storage too: a row, or one.</summary>
    private static int RowOf(TensorLayout layout, ReadOnlySpan<int> shape) => shape.Length > 0 && layout.Strides[^1] == 1 ? shape[^1] : 1;

    /// <summary>The place of the next element in row-major order; after the last one that of the first.</summary>
    private static int Advance(Span<int> index, int at, ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            at += strides[axis];
            if (++index[axis] < shape[axis])
            {
                break;
            }

            at -= index[axis] * strides[axis];
            index[axis] = 0;
        }

        return at;
    }
}
