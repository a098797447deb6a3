using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeriveGen.Numerics;

// Copies that exchange two axes. Blocks of 8 × 8 floats or 4 × 4 doubles go through registers, one cache line of each row at a time.
public static partial class VectorMath
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary><c>destination[j·destinationStride + i] = source[i·sourceStride + j]</c> for i &lt; rows and j &lt; columns; nothing else is touched.</summary>
    /// <param name="source">Element (0, 0) to read.</param>
    /// <param name="sourceStride">The distance between rows of the source.</param>
    /// <param name="destination">Element (0, 0) to write; must not overlap the source.</param>
    /// <param name="destinationStride">The distance between rows of the destination.</param>
    /// <param name="rows">The number of rows of the source.</param>
    /// <param name="columns">The number of columns of the source.</param>
    [MethodImpl(Hot)]
    public static void Transpose(ref float source, nint sourceStride, ref float destination, nint destinationStride, nint rows, nint columns)
    {
        nint blockRows = Avx.IsSupported ? rows & ~7 : 0;
        nint blockColumns = Avx.IsSupported ? columns & ~7 : 0;
        for (nint i = 0; i < blockRows; i += 8)
        {
            for (nint j = 0; j < blockColumns; j += 8)
            {
                TransposeBlock(
                    ref Unsafe.Add(ref source, (i * sourceStride) + j), sourceStride,
                    ref Unsafe.Add(ref destination, (j * destinationStride) + i), destinationStride);
            }
        }

        // A block of the columns beside them reads on into the next row of the source. The last rows, which none follows, are left to the edges.
        nint covered = sourceStride < 8 ? 0 : Math.Min(blockRows, Math.Max(0, rows - 1) & ~7);
        for (nint i = 0; i < covered && blockColumns < columns; i += 8)
        {
            TransposeBlock(
                ref Unsafe.Add(ref source, (i * sourceStride) + blockColumns), sourceStride,
                ref Unsafe.Add(ref destination, (blockColumns * destinationStride) + i), destinationStride, columns - blockColumns);
        }

        TransposeEdges(ref Unsafe.Add(ref source, covered * sourceStride), sourceStride, ref Unsafe.Add(ref destination, covered), destinationStride, rows - covered, columns, blockRows - covered, blockColumns);
    }

    /// <inheritdoc cref="Transpose(ref float, nint, ref float, nint, nint, nint)"/>
    [MethodImpl(Hot)]
    public static void Transpose(ref double source, nint sourceStride, ref double destination, nint destinationStride, nint rows, nint columns)
    {
        nint blockRows = Avx.IsSupported ? rows & ~3 : 0;
        nint blockColumns = Avx.IsSupported ? columns & ~3 : 0;
        for (nint i = 0; i < blockRows; i += 4)
        {
            for (nint j = 0; j < blockColumns; j += 4)
            {
                TransposeBlock(
                    ref Unsafe.Add(ref source, (i * sourceStride) + j), sourceStride,
                    ref Unsafe.Add(ref destination, (j * destinationStride) + i), destinationStride);
            }
        }

        TransposeEdges(ref source, sourceStride, ref destination, destinationStride, rows, columns, blockRows, blockColumns);
    }

    /// <summary>What the blocks left over: the columns beside them, then the rows below.</summary>
    [MethodImpl(Hot)]
    private static void TransposeEdges<T>(
        ref T source, nint sourceStride, ref T destination, nint destinationStride, nint rows, nint columns, nint blockRows, nint blockColumns)
    {
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = i < blockRows ? blockColumns : 0; j < columns; j++)
            {
                Unsafe.Add(ref destination, (j * destinationStride) + i) = Unsafe.Add(ref source, (i * sourceStride) + j);
            }
        }
    }

    /// <summary>
    /// 8 × 8: half rows are loaded over those four rows further on, so that pairs of rows, then pairs of pairs, interleave to whole columns; of the
    /// columns only so many are written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ref float source, nint stride, ref float destination, nint destinationStride, nint columns = 8)
    {
        TransposeHalf(ref source, stride, ref destination, destinationStride, columns);
        if (columns > 4)
        {
            TransposeHalf(ref Unsafe.Add(ref source, 4), stride, ref Unsafe.Add(ref destination, 4 * destinationStride), destinationStride, columns - 4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeHalf(ref float source, nint stride, ref float destination, nint destinationStride, nint columns)
    {
        ref float below = ref Unsafe.Add(ref source, 4 * stride);
        Vector256<float> rows04 = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref below));
        Vector256<float> rows15 = Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref source, stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref below, stride)));
        Vector256<float> rows26 = Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref below, 2 * stride)));
        Vector256<float> rows37 = Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref below, 3 * stride)));
        Vector256<float> low = Avx.UnpackLow(rows04, rows15), high = Avx.UnpackHigh(rows04, rows15);
        Vector256<float> nextLow = Avx.UnpackLow(rows26, rows37), nextHigh = Avx.UnpackHigh(rows26, rows37);
        Avx.Shuffle(low, nextLow, 0x44).StoreUnsafe(ref destination);
        if (columns > 1)
        {
            Avx.Shuffle(low, nextLow, 0xEE).StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        }

        if (columns > 2)
        {
            Avx.Shuffle(high, nextHigh, 0x44).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        }

        if (columns > 3)
        {
            Avx.Shuffle(high, nextHigh, 0xEE).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
        }
    }

    /// <summary>4 × 4 in two rounds: pairs of rows interleaved, then the 128-bit halves exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ref double source, nint stride, ref double destination, nint destinationStride)
    {
        Vector256<double> row0 = Vector256.LoadUnsafe(ref source);
        Vector256<double> row1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, stride));
        Vector256<double> row2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * stride));
        Vector256<double> row3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * stride));

        Vector256<double> low01 = Avx.UnpackLow(row0, row1), high01 = Avx.UnpackHigh(row0, row1);
        Vector256<double> low23 = Avx.UnpackLow(row2, row3), high23 = Avx.UnpackHigh(row2, row3);

        Avx.Permute2x128(low01, low23, 0x20).StoreUnsafe(ref destination);
        Avx.Permute2x128(high01, high23, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        Avx.Permute2x128(low01, low23, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        Avx.Permute2x128(high01, high23, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
    }
}
