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
        Span<int> index = stackalloc int[shape.Length];
        for (int place = 0, count; place < destination.Length; place += count)
        {
            count = Count(layout, shape, index);
            storage.Slice(layout.PlaceOf(index), count).CopyTo(destination[place..]);
            Advance(index, shape, count);
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
        Span<int> index = stackalloc int[layout.Shape.Length];
        for (int place = 0, count; place < source.Length; place += count)
        {
            count = Count(layout, layout.Shape, index);
            source.Slice(place, count).CopyTo(storage[layout.PlaceOf(index)..]);
            Advance(index, layout.Shape, count);
        }
    }

    /// <summary>How many elements from here on lie side by side in the storage too.</summary>
    private static int Count(TensorLayout layout, ReadOnlySpan<int> shape, ReadOnlySpan<int> index) =>
        shape.Length == 0 ? 1 : Math.Min(layout.Run, shape[^1] - index[^1]);

    /// <summary>The index so many elements on in row-major order; they do not go past the end of a row. Behind the last one comes the first.</summary>
    private static void Advance(Span<int> index, ReadOnlySpan<int> shape, int count)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] += count;
            if (index[axis] < shape[axis])
            {
                break;
            }

            index[axis] = 0;
            count = 1;
        }
    }
}
