using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeriveGen.Numerics;

// Memory that is asked for before it is read.
public static partial class VectorMath
{
    private const int LineBytes = 64;

    /// <summary>Asks for rows that are read soon, so that they are in the first-level cache by then. Nothing is read or written; any place may be named.</summary>
    /// <param name="first">The first element of the first row.</param>
    /// <param name="stride">The distance between rows, in elements.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of elements of a row.</param>
    [MethodImpl(Hot)]
    public static unsafe void Prefetch<T>(ref T first, nint stride, nint rows, nint columns)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        // An address that the garbage collector has made stale is no harm: it is only a hint.
        byte* row = (byte*)Unsafe.AsPointer(ref first);
        for (nint i = 0; i < rows; i++, row += stride * sizeof(T))
        {
            for (nint column = 0; column < columns * sizeof(T); column += LineBytes)
            {
                Sse.Prefetch0(row + column);
            }
        }
    }
}
