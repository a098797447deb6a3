using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// Powers in single precision, e^(y·ln x). The logarithm and the product have two words each, the second holding what the first rounds
/// away (Dekker): an error of the exponent would count as many times as the exponent is large.
/// </summary>
internal static class SinglePower
{
    private const float Ln2High = 0.693115234375f;
    private const float Ln2Low = 3.19461849453094e-5f;

    // 2/3 in two words.
    private const float TwoThirds = 0.6666667f;
    private const float TwoThirdsLow = -1.98682149e-8f;

    // 2 to the power of half the digits, and 1.
    private const float Splitter = 4097f;

    /// <summary>x^(y + low): NaN for x &lt; 0, and where y·ln x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power<W, V, I>(V x, V y, V low)
        where W : struct, ILanes<V, I, float>
    {
        V logarithm = Logarithm<W, V, I>(x, out V rest);
        V product = W.Multiply(y, logarithm);
        V lost = TwoWords.Lost<W, V, I, float>(y, logarithm, product, W.Create(-0f), W.Create(Splitter));
        lost = W.Add(lost, W.MultiplyAdd(y, rest, W.Multiply(low, logarithm)));

        // Where the product is infinite, nothing is lost.
        lost = W.And(lost, W.LessThan(W.Abs(product), W.Create(1024f)));
        return SingleExponential.Exp<W, V, I>(product, lost);
    }

    /// <summary>
    /// ln x = k·ln 2 + 2·artanh(s), s = f/(2 + f): 2s and ⅔·s³ in two words, and what follows, ⅖·s⁵ + …, in one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Logarithm<W, V, I>(V x, out V rest)
        where W : struct, ILanes<V, I, float>
    {
        V minus = W.Create(-0f), splitter = W.Create(Splitter);
        V f = SingleLogarithm.Split<W, V, I>(x, out V k);
        V s = TwoWords.Ratio<W, V, I, float>(f, W.Create(2f), minus, splitter, out V sLow);

        V z = W.Multiply(s, s);
        V p = W.MultiplyAdd(W.Create(2f / 13), z, W.Create(2f / 11));
        p = W.MultiplyAdd(p, z, W.Create(2f / 9));
        p = W.MultiplyAdd(p, z, W.Create(2f / 7));
        p = W.MultiplyAdd(p, z, W.Create(2f / 5));
        p = W.Multiply(p, z);
        V third = TwoWords.TimesCube<W, V, I, float>(s, sLow, W.Create(TwoThirds), W.Create(TwoThirdsLow), p, minus, splitter, out V thirdLow);

        V small = W.MultiplyAdd(k, W.Create(Ln2Low), W.Add(sLow, sLow));
        V result = TwoWords.Sum<W, V, I, float>(W.Multiply(k, W.Create(Ln2High)), W.Add(s, s), third, small, thirdLow, out rest);
        return TwoWords.OfAnyArgument<W, V, I, float>(
            x, result, W.Create(0f), W.Create(float.PositiveInfinity), W.Create(float.NaN), minus, ref rest);
    }
}
