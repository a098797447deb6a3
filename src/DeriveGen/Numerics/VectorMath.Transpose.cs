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

    /// <summary>8 × 8 in three rounds: pairs of rows interleaved, pairs of pairs, then the 128-bit halves exchanged; of the columns only so many are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ref float source, nint stride, ref float destination, nint destinationStride, nint columns = 8)
    {
        Vector256<float> row0 = Vector256.LoadUnsafe(ref source);
        Vector256<float> row1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, stride));
        Vector256<float> row2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * stride));
        Vector256<float> row3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * stride));
        Vector256<float> row4 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 4 * stride));
        Vector256<float> row5 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 5 * stride));
        Vector256<float> row6 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 6 * stride));
        Vector256<float> row7 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 7 * stride));

        Vector256<float> low01 = Avx.UnpackLow(row0, row1), high01 = Avx.UnpackHigh(row0, row1);
        Vector256<float> low23 = Avx.UnpackLow(row2, row3), high23 = Avx.UnpackHigh(row2, row3);
        Vector256<float> low45 = Avx.UnpackLow(row4, row5), high45 = Avx.UnpackHigh(row4, row5);
        Vector256<float> low67 = Avx.UnpackLow(row6, row7), high67 = Avx.UnpackHigh(row6, row7);

        StoreHalves(Avx.Shuffle(low01, low23, 0x44), Avx.Shuffle(low45, low67, 0x44), ref destination, 0, destinationStride, columns);
        StoreHalves(Avx.Shuffle(low01, low23, 0xEE), Avx.Shuffle(low45, low67, 0xEE), ref destination, 1, destinationStride, columns);
        StoreHalves(Avx.Shuffle(high01, high23, 0x44), Avx.Shuffle(high45, high67, 0x44), ref destination, 2, destinationStride, columns);
        StoreHalves(Avx.Shuffle(high01, high23, 0xEE), Avx.Shuffle(high45, high67, 0xEE), ref destination, 3, destinationStride, columns);
    }

    /// <summary>The lower halves are one column of the block, the upper halves the column four further on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<float> rows03, Vector256<float> rows47, ref float destination, nint column, nint stride, nint columns)
    {
        if (column < columns)
        {
            Avx.Permute2x128(rows03, rows47, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, column * stride));
        }

        if (column + 4 < columns)
        {
            Avx.Permute2x128(rows03, rows47, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, (column + 4) * stride));
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
