using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeriveGen.Numerics;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>The most multiply-adds that one core does: independent chains in registers of the widest kind.</summary>
internal static class Peak
{
    private const int Chains = 12;

    /// <summary>Additions and multiplications in a round.</summary>
    public static int FlopsPerRound => Chains * 2 * (Vector512.IsHardwareAccelerated ? Packed512<float>.Count : Packed256<float>.Count);

    /// <summary>Seconds that so many rounds of one multiply-add in each chain take.</summary>
    public static double Seconds(int rounds)
    {
        long start = Stopwatch.GetTimestamp();
        float sum = Vector512.IsHardwareAccelerated ? Chained<Packed512<float>>(rounds) : Chained<Packed256<float>>(rounds);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return float.IsNaN(sum) ? double.NaN : seconds;
    }

    // Where it is inlined into a method that is compiled again, the chains end up in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chained<V>(int rounds)
        where V : struct, IPacked<V, float>
    {
        V x = V.Create(0.999f), y = V.Create(1e-3f);
        V a = x, b = y, c = x, d = y, e = x, f = y, g = x, h = y, i = x, j = y, k = x, l = y;
        for (int round = 0; round < rounds; round++)
        {
            a = V.MultiplyAdd(a, x, y);
            b = V.MultiplyAdd(b, x, y);
            c = V.MultiplyAdd(c, x, y);
            d = V.MultiplyAdd(d, x, y);
            e = V.MultiplyAdd(e, x, y);
            f = V.MultiplyAdd(f, x, y);
            g = V.MultiplyAdd(g, x, y);
            h = V.MultiplyAdd(h, x, y);
            i = V.MultiplyAdd(i, x, y);
            j = V.MultiplyAdd(j, x, y);
            k = V.MultiplyAdd(k, x, y);
            l = V.MultiplyAdd(l, x, y);
        }

        return V.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
