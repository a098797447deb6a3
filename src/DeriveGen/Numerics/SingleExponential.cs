using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// exp and its relatives in single precision. x = n·ln 2 + r with n whole and |r| ≤ ½ ln 2 (Cody and Waite), a minimax polynomial
/// in r, and 2ⁿ put into the exponent. The polynomials are summed in pairs of terms
/// (Estrin): what waits for one value, as a small network does, waits for half as many multiply-adds as in Horner's order.
/// </summary>
internal static class SingleExponential
{
    // 1.5·2²³: adding it rounds to a whole number, which then stands in the low bits.
    private const float Rounder = 12582912f;
    private const int RounderBits = 0x4B400000;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has few enough bits for n·first to be exact.
    private const float Ln2High = 0.693115234375f;
    private const float Ln2Low = 3.19461849453094e-5f;

    // Below the one eˣ is 0, above the other infinite.
    private const float Lowest = -104f, Highest = 89f;

    /// <summary>eˣ = 2ⁿ·eʳ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<W, V, I>(V x)
        where W : struct, ILanes<V, I, float> => W.Select(W.Equal(x, x), ExpWithin<W, V, I>(Bounded<W, V, I>(x)), x);

    /// <summary>e^(x + low), low being what x was rounded by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<W, V, I>(V x, V low)
        where W : struct, ILanes<V, I, float>
    {
        V r = W.Add(Reduce<W, V, I>(Bounded<W, V, I>(x), out V n, out I whole), low);
        return W.Select(W.Equal(x, x), W.Scale(ExpOfRest<W, V, I>(r), n, whole), x);
    }

    /// <summary>
    /// 1/(1 + e⁻ˣ) by e = e^−|x|, which cannot overflow: 1/(1 + e) or e/(1 + e). The rounding of 1 + e is made good after the division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        V e = ExpWithin<W, V, I>(W.AtLeast(W.Or(x, W.Create(-0f)), W.Create(Lowest)));
        V numerator = W.Select(W.LessThan(x, W.Create(0f)), e, W.Create(1f));
        V quotient = DivideBySum<W, V, I>(numerator, W.Create(1f), e);
        return W.Select(W.Equal(x, x), quotient, x);
    }

    /// <summary>
    /// t/(t + 2) with t = e^(2|x|) − 1 = (2ⁿ − 1) + 2ⁿ·(eʳ − 1), which keeps its relative accuracy at 0, and the sign of x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        V magnitude = W.Abs(x);
        V r = Reduce<W, V, I>(W.AtMost(W.Add(magnitude, magnitude), W.Create(20f)), out _, out I whole);
        V power = PowerOfTwo<W, V, I>(whole);
        V expm1 = W.MultiplyAdd(W.Multiply(r, r), FineTail<W, V, I>(r), r);
        V t = W.MultiplyAdd(power, expm1, W.Subtract(power, W.Create(1f)));
        V quotient = DivideBySum<W, V, I>(t, W.Create(2f), t);
        V signed = W.Or(quotient, W.And(x, W.Create(-0f)));
        return W.Select(W.Equal(x, x), signed, x);
    }

    /// <summary>x within the bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bounded<W, V, I>(V x)
        where W : struct, ILanes<V, I, float> => W.AtMost(W.AtLeast(x, W.Create(Lowest)), W.Create(Highest));

    /// <summary>eˣ for x within the bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpWithin<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        V r = Reduce<W, V, I>(x, out V n, out I whole);
        return W.Scale(ExpOfRest<W, V, I>(r), n, whole);
    }

    /// <summary>eʳ for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfRest<W, V, I>(V r)
        where W : struct, ILanes<V, I, float> => W.Add(W.MultiplyAdd(W.Multiply(r, r), Tail<W, V, I>(r), r), W.Create(1f));

    /// <summary>a·2ⁿ in two steps, each a power of two that exists: the first is exact, the second rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<W, V, I>(V a, V n, I whole)
        where W : struct, ILanes<V, I, float>
    {
        I half = W.Subtract(W.Bits(W.MultiplyAdd(n, W.Create(0.5f), W.Create(Rounder))), W.Whole(RounderBits));
        return W.Multiply(W.Multiply(a, PowerOfTwo<W, V, I>(half)), PowerOfTwo<W, V, I>(W.Subtract(whole, half)));
    }

    /// <summary>x = n·ln 2 + r; n also as whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<W, V, I>(V x, out V n, out I whole)
        where W : struct, ILanes<V, I, float>
    {
        V shifted = W.MultiplyAdd(x, W.Create(Log2E), W.Create(Rounder));
        n = W.Subtract(shifted, W.Create(Rounder));
        whole = W.Subtract(W.Bits(shifted), W.Whole(RounderBits));
        return W.MultiplyAdd(n, W.Create(-Ln2Low), W.MultiplyAdd(n, W.Create(-Ln2High), x));
    }

    /// <summary>2ⁿ for −126 ≤ n ≤ 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<W, V, I>(I n)
        where W : struct, ILanes<V, I, float> => W.FromBits(W.ShiftLeft(W.Add(n, W.Whole(127)), 23));

    /// <summary>(eʳ − 1 − r)/r², relative error in eʳ below 2⁻²⁸.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<W, V, I>(V r)
        where W : struct, ILanes<V, I, float>
    {
        V square = W.Multiply(r, r);
        V upper = W.MultiplyAdd(W.Create(0.00138146101453f), square, W.MultiplyAdd(W.Create(0.00836871708124f), r, W.Create(0.0416683878554f)));
        return W.MultiplyAdd(upper, square, W.MultiplyAdd(W.Create(0.166665206296f), r, W.Create(0.499999934485f)));
    }

    /// <summary>(eʳ − 1 − r)/r², relative error in eʳ − 1 below 2⁻³¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FineTail<W, V, I>(V r)
        where W : struct, ILanes<V, I, float>
    {
        V square = W.Multiply(r, r);
        V upper = W.MultiplyAdd(W.Create(0.000198455976663f), r, W.Create(0.00139406312695f));
        upper = W.MultiplyAdd(upper, square, W.MultiplyAdd(W.Create(0.00833339002833f), r, W.Create(0.0416663609244f)));
        return W.MultiplyAdd(upper, square, W.MultiplyAdd(W.Create(0.166666663666f), r, W.Create(0.500000004411f)));
    }

    /// <summary>
    /// a/(b + c), 0 ≤ c ≤ b or b = 2: the reciprocal of the rounded sum, then one Newton step against the exact one, which makes the
    /// roundings of the sum and of the division good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DivideBySum<W, V, I>(V a, V b, V c)
        where W : struct, ILanes<V, I, float>
    {
        V sum = W.Add(b, c);
        V lost = W.Subtract(c, W.Subtract(sum, b));
        V reciprocal = W.Divide(W.Create(1f), sum);
        V quotient = W.Multiply(a, reciprocal);
        V remainder = W.Subtract(W.MultiplyAdd(W.Xor(quotient, W.Create(-0f)), sum, a), W.Multiply(quotient, lost));
        return W.MultiplyAdd(remainder, reciprocal, quotient);
    }
}
