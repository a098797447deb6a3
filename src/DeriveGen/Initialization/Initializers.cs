using System.ComponentModel;
using System.Numerics;
using DeriveGen.Numerics;
using DeriveGen.Storage;

namespace DeriveGen.Initialization;

/// <summary>
/// The initial values of parameters, each a function of seed, parameter and element alone.
/// </summary>
/// <remarks>
/// The fan-out of a parameter is the extent of its last axis, the fan-in the product of all others: n_in and n_out for <c>W[j, k]</c>,
/// window times channels and filters for <c>W[r, s, c, o]</c>. For a matrix declared n_out × n_in they are exchanged. A parameter with one
/// axis has its extent as fan-in and a fan-out of 1; a scalar has 1 for both.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Initializers
{
    /// <summary>Uniform within ±√(6/(fan-in + fan-out)) (Glorot and Bengio, 2010).</summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="number">The parameter's number.</param>
    public static void Glorot<T>(TensorView<T> tensor, ulong seed, int number)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (long fanIn, long fanOut) = Fans(tensor.Layout);
        Uniform(tensor, seed, number, Math.Sqrt(6.0 / (fanIn + fanOut)));
    }

    /// <summary>Normal with variance 2/fan-in (He et al., 2015).</summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="number">The parameter's number.</param>
    public static void He<T>(TensorView<T> tensor, ulong seed, int number)
        where T : unmanaged, IFloatingPointIeee754<T> => Normal(tensor, seed, number, Math.Sqrt(2.0 / Fans(tensor.Layout).In));

    /// <summary>Normal with variance 1/fan-in (LeCun et al., 1998).</summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="number">The parameter's number.</param>
    public static void Lecun<T>(TensorView<T> tensor, ulong seed, int number)
        where T : unmanaged, IFloatingPointIeee754<T> => Normal(tensor, seed, number, Math.Sqrt(1.0 / Fans(tensor.Layout).In));

    /// <summary>Normal with mean 0.</summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="number">The parameter's number.</param>
    /// <param name="deviation">The standard deviation.</param>
    public static void Normal<T>(TensorView<T> tensor, ulong seed, int number, double deviation)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Fill(tensor, element => deviation * RandomBits.Gaussian(seed, number, step: 0, element));

    /// <summary>Uniform within ±bound.</summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="number">The parameter's number.</param>
    /// <param name="bound">The largest magnitude.</param>
    public static void Uniform<T>(TensorView<T> tensor, ulong seed, int number, double bound)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Fill(tensor, element => bound * ((2 * RandomBits.Uniform(seed, number, step: 0, element)) - 1));

    /// <summary>The same value everywhere.</summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="value">The value.</param>
    public static void Constant<T>(TensorView<T> tensor, double value)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(tensor, _ => value);

    /// <summary>Numbers that the declaration gives.</summary>
    /// <param name="tensor">The tensor to set.</param>
    /// <param name="numbers">Its elements, row-major.</param>
    public static void Numbers<T>(TensorView<T> tensor, params double[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(tensor, element => numbers[element]);

    /// <summary>
    /// A random matrix, fan-in × fan-out, whose columns are orthonormal, or whose rows are where it is wider than high (Saxe et al., 2014).
    /// </summary>
    /// <param name="tensor">The parameter to set.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="number">The parameter's number.</param>
    public static void Orthogonal<T>(TensorView<T> tensor, ulong seed, int number)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Rows and columns as they lie: exchanging fan-in and fan-out exchanges nothing but which of them are called rows.
        int columns = tensor.Rank == 0 ? 1 : tensor.Shape[^1];
        int rows = tensor.Length / columns;
        double[][] basis = OrthonormalBasis(Math.Min(rows, columns), Math.Max(rows, columns), seed, number);
        Fill(tensor, element =>
        {
            (long row, long column) = Math.DivRem(element, columns);
            return rows >= columns ? basis[column][row] : basis[row][column];
        });
    }

    /// <summary>Gaussian vectors made orthonormal one after the other (Gram and Schmidt), twice, since once loses digits.</summary>
    private static double[][] OrthonormalBasis(int count, int dimension, ulong seed, int number)
    {
        double[][] basis = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = new double[dimension];
            for (int d = 0; d < dimension; d++)
            {
                vector[d] = RandomBits.Gaussian(seed, number, step: 0, ((long)i * dimension) + d);
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int earlier = 0; earlier < i; earlier++)
                {
                    AddScaled(vector, -Dot(vector, basis[earlier]), basis[earlier]);
                }

                double norm = Math.Sqrt(Dot(vector, vector));
                for (int d = 0; d < dimension; d++)
                {
                    vector[d] /= norm;
                }
            }

            basis[i] = vector;
        }

        return basis;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++)
        {
            sum += a[d] * b[d];
        }

        return sum;
    }

    private static void AddScaled(double[] target, double factor, double[] source)
    {
        for (int d = 0; d < target.Length; d++)
        {
            target[d] += factor * source[d];
        }
    }

    /// <summary>The fans; see the remarks on the class.</summary>
    internal static (long In, long Out) Fans(TensorLayout layout)
    {
        ReadOnlySpan<int> shape = layout.Shape;
        if (shape.Length < 2)
        {
            return (layout.Length, 1);
        }

        return layout.Form == MatrixForm.OutputFirst
            ? (layout.Length / shape[0], shape[0])
            : (layout.Length / shape[^1], shape[^1]);
    }

    private static void Fill<T>(TensorView<T> tensor, Func<long, double> valueAt)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[tensor.Length];
        for (int element = 0; element < values.Length; element++)
        {
            values[element] = T.CreateTruncating(valueAt(element));
        }

        tensor.CopyFrom(values);
    }
}
