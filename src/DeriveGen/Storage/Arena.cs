using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeriveGen.Storage;

/// <summary>
/// The one allocation of a network: pinned, zeroed memory whose first element lies on a 64-byte boundary, so that a vector load at an
/// aligned offset never crosses a cache line.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/> or <see cref="int"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Arena<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] _memory;
    private readonly int _start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <param name="length">The number of elements, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public Arena(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int slack = Alignment / Unsafe.SizeOf<T>();
        _memory = GC.AllocateArray<T>(checked(length + slack), pinned: true);
        int misaligned = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) % Alignment);
        _start = misaligned == 0 ? 0 : (Alignment - misaligned) / Unsafe.SizeOf<T>();
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => _memory.AsSpan(_start, Length);

    /// <summary>The first element, on a 64-byte boundary; offsets of a schedule count from here.</summary>
    public ref T Origin
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _start);
    }
}
