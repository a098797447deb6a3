using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// Powers in double precision, e^(y·ln x). The logarithm and the product have two words each, the second holding what the first rounds
/// away (Dekker): an error of the exponent would count as many times as the exponent is large.
/// </summary>
internal static class DoublePower
{
    private const double Ln2High = 0.6931471804855391383171082;
    private const double Ln2Low = 7.440617110012396716130157e-11;

    // 2/3 in two words.
    private const double TwoThirds = 0.66666666666666663;
    private const double TwoThirdsLow = 3.7007434154171886e-17;

    // 2 to the power of half the digits, and 1.
    private const double Splitter = 134217729.0;

    /// <summary>x^(y + low): NaN for x &lt; 0, and where y·ln x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power<W, V, I>(V x, V y, V low)
        where W : struct, ILanes<V, I, double>
    {
        V logarithm = Logarithm<W, V, I>(x, out V rest);
        V product = W.Multiply(y, logarithm);
        V lost = TwoWords.Lost<W, V, I, double>(y, logarithm, product, W.Create(-0.0), W.Create(Splitter));
        lost = W.Add(lost, W.MultiplyAdd(y, rest, W.Multiply(low, logarithm)));

        // Where the product is infinite, nothing is lost.
        lost = W.And(lost, W.LessThan(W.Abs(product), W.Create(1024.0)));
        return DoubleExponential.Exp<W, V, I>(product, lost);
    }

    /// <summary>
    /// ln x = k·ln 2 + 2·artanh(s), s = f/(2 + f): 2s and ⅔·s³ in two words, and what follows, ⅖·s⁵ + …, in one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Logarithm<W, V, I>(V x, out V rest)
        where W : struct, ILanes<V, I, double>
    {
        V minus = W.Create(-0.0), splitter = W.Create(Splitter);
        V f = DoubleLogarithm.Split<W, V, I>(x, out V k);
        V s = TwoWords.Ratio<W, V, I, double>(f, W.Create(2.0), minus, splitter, out V sLow);

        V z = W.Multiply(s, s);
        V p = W.MultiplyAdd(W.Create(2.0 / 27), z, W.Create(2.0 / 25));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 23));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 21));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 19));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 17));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 15));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 13));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 11));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 9));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 7));
        p = W.MultiplyAdd(p, z, W.Create(2.0 / 5));
        p = W.Multiply(p, z);
        V third = TwoWords.TimesCube<W, V, I, double>(s, sLow, W.Create(TwoThirds), W.Create(TwoThirdsLow), p, minus, splitter, out V thirdLow);

        V small = W.MultiplyAdd(k, W.Create(Ln2Low), W.Add(sLow, sLow));
        V result = TwoWords.Sum<W, V, I, double>(W.Multiply(k, W.Create(Ln2High)), W.Add(s, s), third, small, thirdLow, out rest);
        return TwoWords.OfAnyArgument<W, V, I, double>(
            x, result, W.Create(0.0), W.Create(double.PositiveInfinity), W.Create(double.NaN), minus, ref rest);
    }
}
