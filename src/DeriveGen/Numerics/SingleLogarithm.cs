using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// log and its relatives in single precision. x = 2ᵏ·(1 + f) with √½ ≤ 1 + f &lt; √2, and ln(1 + f) = f − f²/2 + f³·P(f) with P minimax.
/// </summary>
internal static class SingleLogarithm
{
    private const int SqrtHalfBits = 0x3F3504F3;
    private const int SmallestNormalBits = 0x00800000, InfinityBits = 0x7F800000;
    private const float SmallestNormal = 1.17549435e-38f;
    private const float Ln2High = 0.693115234375f;
    private const float Ln2Low = 3.19461849453094e-5f;

    // A whole number k, |k| < 2²², added to these bits is the number 1.5·2²³ + k.
    private const float Rounder = 12582912f;
    private const int RounderBits = 0x4B400000;

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        V f = Split<W, V, I>(x, out V k);
        V result = Join<W, V, I>(f, k);

        V infinity = W.Create(float.PositiveInfinity);
        result = W.Select(W.Equal(x, infinity), infinity, result);
        result = W.Select(W.Equal(x, W.Create(0f)), W.Create(float.NegativeInfinity), result);
        return W.Select(W.LessThanOrEqual(W.Create(0f), x), result, W.Create(float.NaN));
    }

    /// <summary>ln x for one number. Nearly all are positive and normal, of which none needs the conditions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x)
    {
        return (uint)(BitConverter.SingleToInt32Bits(x) - SmallestNormalBits) < InfinityBits - SmallestNormalBits
            ? Join<SingleLane, float, int>(SplitNormal<SingleLane, float, int>(x, out float k), k)
            : LogOfAny(x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float LogOfAny(float x) => Log<SingleLane, float, int>(x);

    /// <summary>
    /// max(x, 0) + ln(1 + e), e = e^−|x|. For e &lt; √2 − 1 the f of ln(1 + f) is e itself, without a rounding; from there on 1 + e is halved.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        V e = SingleExponential.Exp<W, V, I>(W.Or(x, W.Create(-0f)));
        V halved = W.LessThan(W.Create(0.414213562f), e);
        V f = W.Select(halved, W.Multiply(W.Subtract(e, W.Create(1f)), W.Create(0.5f)), e);
        V low = W.Add(Tail<W, V, I>(f), W.And(halved, W.Create(Ln2Low)));
        V logarithm = W.Add(W.And(halved, W.Create(Ln2High)), W.Add(f, low));
        V positive = W.And(x, W.LessThan(W.Create(0f), x));
        return W.Select(W.Equal(x, x), W.Add(positive, logarithm), x);
    }

    /// <summary>x = 2ᵏ·(1 + f) for x &gt; 0; denormal numbers are scaled by 2²³ first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split<W, V, I>(V x, out V k)
        where W : struct, ILanes<V, I, float>
    {
        V denormal = W.LessThan(x, W.Create(SmallestNormal));
        V f = SplitNormal<W, V, I>(W.Select(denormal, W.Multiply(x, W.Create(8388608f)), x), out k);
        k = W.Subtract(k, W.And(denormal, W.Create(23f)));
        return f;
    }

    /// <summary>x = 2ᵏ·(1 + f) for a positive x that is not denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitNormal<W, V, I>(V x, out V k)
        where W : struct, ILanes<V, I, float>
    {
        // The exponent's bias is added before the shift, so that what is shifted is never negative.
        I offset = W.Subtract(W.Bits(x), W.Whole(SqrtHalfBits - (127 << 23)));
        I exponent = W.Subtract(W.ShiftRight(offset, 23), W.Whole(127));
        V mantissa = W.FromBits(W.Add(W.And(offset, W.Whole(0x007FFFFF)), W.Whole(SqrtHalfBits)));
        k = W.Subtract(W.FromBits(W.Add(exponent, W.Whole(RounderBits))), W.Create(Rounder));
        return W.Subtract(mantissa, W.Create(1f));
    }

    /// <summary>k·ln 2 + ln(1 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join<W, V, I>(V f, V k)
        where W : struct, ILanes<V, I, float>
    {
        V low = W.MultiplyAdd(k, W.Create(Ln2Low), Tail<W, V, I>(f));
        return W.MultiplyAdd(k, W.Create(Ln2High), W.Add(f, low));
    }

    /// <summary>ln(1 + f) − f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<W, V, I>(V f)
        where W : struct, ILanes<V, I, float>
    {
        V p = W.MultiplyAdd(W.Create(-0.0763463780522f), f, W.Create(0.127616324454f));
        p = W.MultiplyAdd(p, f, W.Create(-0.131601518271f));
        p = W.MultiplyAdd(p, f, W.Create(0.142017472525f));
        p = W.MultiplyAdd(p, f, W.Create(-0.166233596227f));
        p = W.MultiplyAdd(p, f, W.Create(0.200012275125f));
        p = W.MultiplyAdd(p, f, W.Create(-0.250008209791f));
        p = W.MultiplyAdd(p, f, W.Create(0.333333316976f));
        return W.Multiply(W.Multiply(f, f), W.MultiplyAdd(p, f, W.Create(-0.5f)));
    }
}
