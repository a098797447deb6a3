using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// sin and cos in single precision. x = n·π/2 + r with |r| ≤ π/4 (Cody and Waite), n modulo 4 choosing between ±sin r and ±cos r. Where
/// |x| is so large that the reduction would lose digits, lanes are computed one by one in double precision.
/// </summary>
internal static class SingleTrigonometry
{
    private const float Rounder = 12582912f;
    private const float TwoOverPi = 0.636619772f;

    // π/2 in four parts of 11 bits and what is left: n times a part is exact for n < 2¹³.
    private const float HalfPi1 = 1.5703125f;
    private const float HalfPi2 = 0.0004837512969970703125f;
    private const float HalfPi3 = 7.5495336204767227173e-8f;
    private const float HalfPi4 = 2.56334415159452e-12f;
    private const float Large = 8192f;

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        if (W.Any(W.LessThan(W.Create(Large), W.Abs(x))))
        {
            return W.Map<SineOfLarge>(x);
        }

        // The sine of −0 is −0: the sign of x goes around the reduction.
        V sine = Quadrant<W, V, I>(W.Abs(x), quarterTurns: 0);
        return W.Xor(sine, W.And(x, W.Create(-0f)));
    }

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<W, V, I>(V x)
        where W : struct, ILanes<V, I, float> =>
        W.Any(W.LessThan(W.Create(Large), W.Abs(x)))
            ? W.Map<CosineOfLarge>(x)
            : Quadrant<W, V, I>(W.Abs(x), quarterTurns: 1);

    /// <summary>sin(x + quarterTurns·π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quadrant<W, V, I>(V x, int quarterTurns)
        where W : struct, ILanes<V, I, float>
    {
        V shifted = W.MultiplyAdd(x, W.Create(TwoOverPi), W.Create(Rounder));
        V n = W.Subtract(shifted, W.Create(Rounder));
        V r = W.MultiplyAdd(n, W.Create(-HalfPi1), x);
        V exact = W.MultiplyAdd(n, W.Create(-HalfPi2), r);

        // What the third part rounds away is added with the fourth: two roundings would cost a unit in the last place.
        r = W.MultiplyAdd(n, W.Create(-HalfPi3), exact);
        V rest = W.MultiplyAdd(n, W.Create(-HalfPi3), W.Subtract(exact, r));
        r = W.Add(r, W.MultiplyAdd(n, W.Create(-HalfPi4), rest));
        I quadrant = W.Add(W.Bits(shifted), W.Whole(quarterTurns));

        V z = W.Multiply(r, r);
        V s = W.MultiplyAdd(W.Create(-0.000195146317277f), z, W.Create(0.00833215605327f));
        s = W.MultiplyAdd(s, z, W.Create(-0.166666545367f));
        V sine = W.MultiplyAdd(W.Multiply(s, z), r, r);

        V c = W.MultiplyAdd(W.Create(2.44324388198e-5f), z, W.Create(-0.00138873101069f));
        c = W.MultiplyAdd(c, z, W.Create(0.0416666455592f));
        V cosine = W.MultiplyAdd(W.MultiplyAdd(c, z, W.Create(-0.5f)), z, W.Create(1f));

        V odd = W.FromBits(W.EqualWhole(W.And(quadrant, W.Whole(1)), W.Whole(1)));
        V negative = W.FromBits(W.ShiftLeft(W.And(quadrant, W.Whole(2)), 30));
        return W.Xor(W.Select(odd, cosine, sine), negative);
    }

    private readonly struct SineOfLarge : ILaneFunction<float>
    {
        public static float Evaluate(float x) => MathF.Abs(x) > Large
            ? (float)DoubleTrigonometry.Sin<DoubleLane, double, long>(x)
            : Sin<SingleLane, float, int>(x);
    }

    private readonly struct CosineOfLarge : ILaneFunction<float>
    {
        public static float Evaluate(float x) => MathF.Abs(x) > Large
            ? (float)DoubleTrigonometry.Cos<DoubleLane, double, long>(x)
            : Cos<SingleLane, float, int>(x);
    }
}
