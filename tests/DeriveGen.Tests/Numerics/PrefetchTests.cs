using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

public sealed class PrefetchTests
{
    /// <summary>It is a hint, also for what lies outside of all memory.</summary>
    [Fact]
    public void Any_place_may_be_named_and_nothing_changes()
    {
        double[] numbers = [1, 2, 3];
        VectorMath.Prefetch(ref numbers[0], nint.MaxValue / 64, 8, 32);
        VectorMath.Prefetch(ref numbers[2], -(nint)1 << 40, 8, 32);
        VectorMath.Prefetch(ref numbers[1], 1, 0, 0);
        Assert.Equal([1, 2, 3], numbers);
    }
}
