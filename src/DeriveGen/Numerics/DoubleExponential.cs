using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// exp and its relatives in double precision. x = n·ln 2 + r with n whole and |r| ≤ ½ ln 2 (Cody and Waite), the Taylor polynomial
/// of eʳ, and 2ⁿ put into the exponent.
/// </summary>
internal static class DoubleExponential
{
    // 1.5·2⁵²: adding it rounds to a whole number, which then stands in the low bits.
    private const double Rounder = 6755399441055744;
    private const long RounderBits = 0x4338000000000000;
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has few enough bits for n·first to be exact.
    private const double Ln2High = 0.6931471804855391383171082;
    private const double Ln2Low = 7.440617110012396716130157e-11;

    /// <summary>eˣ = 2ⁿ·eʳ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        V r = Reduce<W, V, I>(W.AtMost(W.AtLeast(x, W.Create(-746.0)), W.Create(710.0)), out V n, out I whole);
        V power = W.MultiplyAdd(W.MultiplyAdd(Tail<W, V, I>(r), r, W.Create(1.0)), r, W.Create(1.0));
        return W.Select(W.Equal(x, x), W.Scale(power, n, whole), x);
    }

    /// <summary>e^(x + low), low being what x was rounded by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<W, V, I>(V x, V low)
        where W : struct, ILanes<V, I, double>
    {
        V r = W.Add(Reduce<W, V, I>(W.AtMost(W.AtLeast(x, W.Create(-746.0)), W.Create(710.0)), out V n, out I whole), low);
        V power = W.MultiplyAdd(W.MultiplyAdd(Tail<W, V, I>(r), r, W.Create(1.0)), r, W.Create(1.0));
        return W.Select(W.Equal(x, x), W.Scale(power, n, whole), x);
    }

    /// <summary>
    /// 1/(1 + e⁻ˣ) by e = e^−|x|, which cannot overflow: 1/(1 + e) or e/(1 + e). The rounding of 1 + e is made good after the division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        V e = Exp<W, V, I>(W.Or(x, W.Create(-0.0)));
        V numerator = W.Select(W.LessThan(x, W.Create(0.0)), e, W.Create(1.0));
        V quotient = DivideBySum<W, V, I>(numerator, W.Create(1.0), e);
        return W.Select(W.Equal(x, x), quotient, x);
    }

    /// <summary>
    /// t/(t + 2) with t = e^(2|x|) − 1 = (2ⁿ − 1) + 2ⁿ·(eʳ − 1), which keeps its relative accuracy at 0, and the sign of x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        V magnitude = W.Abs(x);
        V r = Reduce<W, V, I>(W.AtMost(W.Add(magnitude, magnitude), W.Create(40.0)), out _, out I whole);
        V power = PowerOfTwo<W, V, I>(whole);
        V expm1 = W.MultiplyAdd(W.Multiply(r, r), Tail<W, V, I>(r), r);
        V t = W.MultiplyAdd(power, expm1, W.Subtract(power, W.Create(1.0)));
        V quotient = DivideBySum<W, V, I>(t, W.Create(2.0), t);
        V signed = W.Or(quotient, W.And(x, W.Create(-0.0)));
        return W.Select(W.Equal(x, x), signed, x);
    }

    /// <summary>a·2ⁿ in two steps, each a power of two that exists: the first is exact, the second rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<W, V, I>(V a, V n, I whole)
        where W : struct, ILanes<V, I, double>
    {
        I half = W.Subtract(W.Bits(W.MultiplyAdd(n, W.Create(0.5), W.Create(Rounder))), W.Whole(RounderBits));
        return W.Multiply(W.Multiply(a, PowerOfTwo<W, V, I>(half)), PowerOfTwo<W, V, I>(W.Subtract(whole, half)));
    }

    /// <summary>x = n·ln 2 + r; n also as whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<W, V, I>(V x, out V n, out I whole)
        where W : struct, ILanes<V, I, double>
    {
        V shifted = W.MultiplyAdd(x, W.Create(Log2E), W.Create(Rounder));
        n = W.Subtract(shifted, W.Create(Rounder));
        whole = W.Subtract(W.Bits(shifted), W.Whole(RounderBits));
        return W.MultiplyAdd(n, W.Create(-Ln2Low), W.MultiplyAdd(n, W.Create(-Ln2High), x));
    }

    /// <summary>2ⁿ for −1022 ≤ n ≤ 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<W, V, I>(I n)
        where W : struct, ILanes<V, I, double> => W.FromBits(W.ShiftLeft(W.Add(n, W.Whole(1023)), 52));

    /// <summary>(eʳ − 1 − r)/r², its Taylor polynomial, relative error below 2⁻⁵⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<W, V, I>(V r)
        where W : struct, ILanes<V, I, double>
    {
        V p = W.MultiplyAdd(W.Create(1.0 / 6227020800), r, W.Create(1.0 / 479001600));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 39916800));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 3628800));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 362880));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 40320));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 5040));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 720));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 120));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 24));
        p = W.MultiplyAdd(p, r, W.Create(1.0 / 6));
        return W.MultiplyAdd(p, r, W.Create(1.0 / 2));
    }

    /// <summary>
    /// a/(b + c), 0 ≤ c ≤ b or b = 2: the reciprocal of the rounded sum, then one Newton step against the exact one, which makes the
    /// roundings of the sum and of the division good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DivideBySum<W, V, I>(V a, V b, V c)
        where W : struct, ILanes<V, I, double>
    {
        V sum = W.Add(b, c);
        V lost = W.Subtract(c, W.Subtract(sum, b));
        V reciprocal = W.Divide(W.Create(1.0), sum);
        V quotient = W.Multiply(a, reciprocal);
        V remainder = W.Subtract(W.MultiplyAdd(W.Xor(quotient, W.Create(-0.0)), sum, a), W.Multiply(quotient, lost));
        return W.MultiplyAdd(remainder, reciprocal, quotient);
    }
}
