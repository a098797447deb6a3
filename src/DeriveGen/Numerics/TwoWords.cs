using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// Numbers of two words, the second holding what the first rounds away (Dekker), for logarithms that become exponents. They are written
/// once for both precisions: what depends on it is passed, among it <c>minus</c>, a vector of −0, and <c>splitter</c>, which halves the
/// digits of a number (Veltkamp), 2¹² + 1 or 2²⁷ + 1.
/// </summary>
internal static class TwoWords
{
    /// <summary>a·b less its rounded value, exactly; without a fused multiply-add by halves of the digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Lost<W, V, I, N>(V a, V b, V product, V minus, V splitter)
        where W : struct, ILanes<V, I, N>
    {
        if (VectorMath.IsFused)
        {
            return W.MultiplyAdd(a, b, W.Xor(product, minus));
        }

        V scaledA = W.Multiply(a, splitter), scaledB = W.Multiply(b, splitter);
        V highA = W.Subtract(scaledA, W.Subtract(scaledA, a)), highB = W.Subtract(scaledB, W.Subtract(scaledB, b));
        V lowA = W.Subtract(a, highA), lowB = W.Subtract(b, highB);
        V lost = W.Subtract(W.Multiply(highA, highB), product);
        lost = W.Add(W.Add(lost, W.Multiply(highA, lowB)), W.Multiply(lowA, highB));
        lost = W.Add(lost, W.Multiply(lowA, lowB));
        return W.And(lost, W.Equal(lost, lost));
    }

    /// <summary>f/(base + f), where base is the larger one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Ratio<W, V, I, N>(V f, V @base, V minus, V splitter, out V low)
        where W : struct, ILanes<V, I, N>
    {
        // The remainder of the division is f − s·(base + f), the sum itself in two words.
        V sum = W.Add(@base, f);
        V sumLow = W.Subtract(f, W.Subtract(sum, @base));
        V s = W.Divide(f, sum);
        V near = W.Multiply(s, sum);
        V remainder = W.Subtract(W.Subtract(f, near), Lost<W, V, I, N>(s, sum, near, minus, splitter));
        low = W.Divide(W.Subtract(remainder, W.Multiply(s, sumLow)), sum);
        return s;
    }

    /// <summary>(s + sLow)³·(c + cLow + p), where c is the larger one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TimesCube<W, V, I, N>(V s, V sLow, V c, V cLow, V p, V minus, V splitter, out V low)
        where W : struct, ILanes<V, I, N>
    {
        V square = W.Multiply(s, s);
        V squareLow = W.MultiplyAdd(W.Add(s, s), sLow, Lost<W, V, I, N>(s, s, square, minus, splitter));
        V cube = W.Multiply(square, s);
        V cubeLow = W.Add(Lost<W, V, I, N>(square, s, cube, minus, splitter), W.MultiplyAdd(squareLow, s, W.Multiply(square, sLow)));
        V q = W.Add(c, p);
        V qLow = W.Add(W.Subtract(p, W.Subtract(q, c)), cLow);
        V product = W.Multiply(cube, q);
        low = W.Add(Lost<W, V, I, N>(cube, q, product, minus, splitter), W.MultiplyAdd(cube, qLow, W.Multiply(cubeLow, q)));
        return product;
    }

    /// <summary>The sum of three words from the largest down, each sum keeping what it rounds away, and of what is small beside them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sum<W, V, I, N>(V first, V second, V third, V small, V smaller, out V low)
        where W : struct, ILanes<V, I, N>
    {
        V two = W.Add(first, second);
        V twoLow = W.Subtract(second, W.Subtract(two, first));
        V three = W.Add(two, third);
        V threeLow = W.Subtract(third, W.Subtract(three, two));
        V tail = W.Add(small, W.Add(smaller, W.Add(twoLow, threeLow)));
        V result = W.Add(three, tail);
        low = W.Subtract(tail, W.Subtract(result, three));
        return result;
    }

    /// <summary>A logarithm of x where it is one: of 0 it is −∞, of ∞ it is ∞, of others NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfAnyArgument<W, V, I, N>(V x, V logarithm, V zero, V infinity, V nan, V minus, ref V low)
        where W : struct, ILanes<V, I, N>
    {
        V special = W.Select(W.Equal(x, zero), W.Xor(infinity, minus), nan);
        special = W.Select(W.Equal(x, infinity), infinity, special);
        V ordinary = W.And(W.LessThan(zero, x), W.LessThan(x, infinity));
        low = W.And(low, ordinary);
        return W.Select(ordinary, logarithm, special);
    }
}
