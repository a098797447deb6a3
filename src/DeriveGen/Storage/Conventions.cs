using System.ComponentModel;

namespace DeriveGen.Storage;

/// <summary>Parameters on their way in and out as another convention writes them: weight matrices transposed where its order differs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Conventions
{
    /// <summary>Copies a tensor out, row-major in the shape that a convention gives it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="convention">The convention of the copy.</param>
    /// <param name="destination">Receives as many elements as the tensor has.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public static void Export<T>(TensorView<T> tensor, Convention convention, Span<T> destination)
        where T : unmanaged => In(tensor, convention).CopyTo(destination);

    /// <summary>Sets a tensor from row-major values in the shape that a convention gives it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="convention">The convention of the values.</param>
    /// <param name="source">As many elements as the tensor has.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length.</exception>
    public static void Import<T>(TensorView<T> tensor, Convention convention, ReadOnlySpan<T> source)
        where T : unmanaged => In(tensor, convention).CopyFrom(source);

    /// <summary>The tensor as a convention writes it; weight matrices may be transposed, everything else is as declared.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="convention">The convention.</param>
    public static TensorView<T> In<T>(TensorView<T> tensor, Convention convention)
        where T : unmanaged
    {
        MatrixForm written = convention is Convention.R or Convention.Cw ? MatrixForm.InputFirst : MatrixForm.OutputFirst;
        MatrixForm declared = tensor.Layout.Form;
        return declared == MatrixForm.None || declared == written || tensor.Rank != 2
            ? tensor
            : new TensorView<T>(tensor.Arena, tensor.Layout.Transposed(written));
    }
}
