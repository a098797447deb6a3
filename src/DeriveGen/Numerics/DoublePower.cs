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

    /// <summary>x^(y + low): NaN for x &lt; 0, and where y·ln x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power<W, V, I>(V x, V y, V low)
        where W : struct, ILanes<V, I, double>
    {
        V logarithm = Logarithm<W, V, I>(x, out V rest);
        V product = W.Multiply(y, logarithm);
        V lost = W.Add(Lost<W, V, I>(y, logarithm, product), W.MultiplyAdd(y, rest, W.Multiply(low, logarithm)));

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
        V f = DoubleLogarithm.Split<W, V, I>(x, out V k);

        // The remainder of the division is f − s·(2 + f), the sum itself in two words.
        V sum = W.Add(W.Create(2.0), f);
        V sumLow = W.Subtract(f, W.Subtract(sum, W.Create(2.0)));
        V s = W.Divide(f, sum);
        V near = W.Multiply(s, sum);
        V remainder = W.Subtract(W.Subtract(f, near), Lost<W, V, I>(s, sum, near));
        V sLow = W.Divide(W.Subtract(remainder, W.Multiply(s, sumLow)), sum);

        V z = W.Multiply(s, s);
        V zLow = W.MultiplyAdd(W.Add(s, s), sLow, Lost<W, V, I>(s, s, z));
        V cube = W.Multiply(z, s);
        V cubeLow = W.Add(Lost<W, V, I>(z, s, cube), W.MultiplyAdd(zLow, s, W.Multiply(z, sLow)));

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
        V q = W.Add(W.Create(TwoThirds), p);
        V qLow = W.Add(W.Subtract(p, W.Subtract(q, W.Create(TwoThirds))), W.Create(TwoThirdsLow));
        V third = W.Multiply(cube, q);
        V thirdLow = W.Add(Lost<W, V, I>(cube, q, third), W.MultiplyAdd(cube, qLow, W.Multiply(cubeLow, q)));

        // The words are added from the largest down, each sum keeping what it rounds away.
        V whole = W.Multiply(k, W.Create(Ln2High));
        V twice = W.Add(s, s);
        V first = W.Add(whole, twice);
        V firstLow = W.Subtract(twice, W.Subtract(first, whole));
        V second = W.Add(first, third);
        V secondLow = W.Subtract(third, W.Subtract(second, first));
        V tail = W.Add(W.MultiplyAdd(k, W.Create(Ln2Low), W.Add(sLow, sLow)), W.Add(thirdLow, W.Add(firstLow, secondLow)));
        V result = W.Add(second, tail);
        rest = W.Subtract(tail, W.Subtract(result, second));

        V infinity = W.Create(double.PositiveInfinity);
        V special = W.Select(W.Equal(x, W.Create(0.0)), W.Create(double.NegativeInfinity), W.Create(double.NaN));
        special = W.Select(W.Equal(x, infinity), infinity, special);
        V ordinary = W.And(W.LessThan(W.Create(0.0), x), W.LessThan(x, infinity));
        rest = W.And(rest, ordinary);
        return W.Select(ordinary, result, special);
    }

    /// <summary>a·b less its rounded value, exactly; without a fused multiply-add by halves of the digits (Veltkamp).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Lost<W, V, I>(V a, V b, V product)
        where W : struct, ILanes<V, I, double>
    {
        if (VectorMath.IsFused)
        {
            return W.MultiplyAdd(a, b, W.Xor(product, W.Create(-0.0)));
        }

        V scaledA = W.Multiply(a, W.Create(134217729.0)), scaledB = W.Multiply(b, W.Create(134217729.0));
        V highA = W.Subtract(scaledA, W.Subtract(scaledA, a)), highB = W.Subtract(scaledB, W.Subtract(scaledB, b));
        V lowA = W.Subtract(a, highA), lowB = W.Subtract(b, highB);
        V lost = W.Subtract(W.Multiply(highA, highB), product);
        lost = W.Add(W.Add(lost, W.Multiply(highA, lowB)), W.Multiply(lowA, highB));
        lost = W.Add(lost, W.Multiply(lowA, lowB));
        return W.And(lost, W.Equal(lost, lost));
    }
}
