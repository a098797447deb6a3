using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// log and its relatives in double precision. x = 2ᵏ·(1 + f) with √½ ≤ 1 + f &lt; √2, and ln(1 + f) by the inverse hyperbolic tangent.
/// </summary>
internal static class DoubleLogarithm
{
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double Ln2High = 0.6931471804855391383171082;
    private const double Ln2Low = 7.440617110012396716130157e-11;

    // A whole number k, |k| < 2⁵¹, added to these bits is the number 1.5·2⁵² + k.
    private const double Rounder = 6755399441055744;
    private const long RounderBits = 0x4338000000000000;

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        V f = Split<W, V, I>(x, out V k);
        V low = W.MultiplyAdd(k, W.Create(Ln2Low), Tail<W, V, I>(f));
        V result = W.MultiplyAdd(k, W.Create(Ln2High), W.Add(f, low));

        V infinity = W.Create(double.PositiveInfinity);
        result = W.Select(W.Equal(x, infinity), infinity, result);
        result = W.Select(W.Equal(x, W.Create(0.0)), W.Create(double.NegativeInfinity), result);
        return W.Select(W.LessThanOrEqual(W.Create(0.0), x), result, W.Create(double.NaN));
    }

    /// <summary>
    /// max(x, 0) + ln(1 + e), e = e^−|x|. For e &lt; √2 − 1 the f of ln(1 + f) is e itself, without a rounding; from there on 1 + e is halved.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        V e = DoubleExponential.Exp<W, V, I>(W.Or(x, W.Create(-0.0)));
        V halved = W.LessThan(W.Create(0.41421356237309503), e);
        V f = W.Select(halved, W.Multiply(W.Subtract(e, W.Create(1.0)), W.Create(0.5)), e);
        V low = W.Add(Tail<W, V, I>(f), W.And(halved, W.Create(Ln2Low)));
        V logarithm = W.Add(W.And(halved, W.Create(Ln2High)), W.Add(f, low));
        V positive = W.And(x, W.LessThan(W.Create(0.0), x));
        return W.Select(W.Equal(x, x), W.Add(positive, logarithm), x);
    }

    /// <summary>x = 2ᵏ·(1 + f) for x &gt; 0; denormal numbers are scaled by 2⁵² first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split<W, V, I>(V x, out V k)
        where W : struct, ILanes<V, I, double>
    {
        V denormal = W.LessThan(x, W.Create(SmallestNormal));
        V normal = W.Select(denormal, W.Multiply(x, W.Create(4503599627370496.0)), x);

        // The exponent's bias is added before the shift, so that what is shifted is never negative.
        I offset = W.Subtract(W.Bits(normal), W.Whole(SqrtHalfBits - (1023L << 52)));
        I exponent = W.Subtract(W.ShiftRight(offset, 52), W.Whole(1023));
        V mantissa = W.FromBits(W.Add(W.And(offset, W.Whole(0x000FFFFFFFFFFFFF)), W.Whole(SqrtHalfBits)));
        k = W.Subtract(W.FromBits(W.Add(exponent, W.Whole(RounderBits))), W.Create(Rounder));
        k = W.Subtract(k, W.And(denormal, W.Create(52.0)));

        return W.Subtract(mantissa, W.Create(1.0));
    }

    /// <summary>
    /// ln(1 + f) − f = s·(f²/2 + R) − f²/2 with s = f/(2 + f), R = ⅔·s² + ⅖·s⁴ + …, the series of the inverse hyperbolic tangent; written so
    /// that the rounding of s counts at third order only.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<W, V, I>(V f)
        where W : struct, ILanes<V, I, double>
    {
        V s = W.Divide(f, W.Add(W.Create(2.0), f));
        V z = W.Multiply(s, s);
        V p = W.MultiplyAdd(W.Create(2.0 / 21), z, W.Create(2.0 / 19));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 17));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 15));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 13));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 11));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 9));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 7));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 5));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 3));
        V half = W.Multiply(W.Multiply(f, W.Create(0.5)), f);
        return W.Subtract(W.Multiply(s, W.MultiplyAdd(p, z, half)), half);
    }
}
