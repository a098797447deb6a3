using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DeriveGen.Storage;

namespace DeriveGen.Tests.Storage;

public sealed class ArenaTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(1000)]
    [InlineData(100_003)]
    public void It_is_zero_and_begins_on_a_64_byte_boundary(int length)
    {
        AssertAligned<float>(length);
        AssertAligned<double>(length);
        AssertAligned<int>(length);
    }

    [Fact]
    public void It_stays_where_it_is_when_memory_is_collected()
    {
        Arena<float> arena = new(64);
        nint before = AddressOf(arena);
        byte[][] garbage = [.. Enumerable.Range(0, 1000).Select(_ => new byte[1000])];
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.KeepAlive(garbage);
        Assert.Equal(before, AddressOf(arena));
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Arena<float>(-1));

    private static void AssertAligned<T>(int length)
        where T : unmanaged
    {
        Arena<T> arena = new(length);
        Assert.Equal(0, AddressOf(arena) % 64);
        Assert.Equal(length, arena.Length);
        Assert.Equal(new T[length], arena.Span.ToArray());
        Assert.True(length == 0 || Unsafe.AreSame(ref arena.Origin, ref MemoryMarshal.GetReference(arena.Span)));
    }

    private static nint AddressOf<T>(Arena<T> arena)
        where T : unmanaged => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref arena.Origin);
}
