using System.ComponentModel;

namespace DeriveGen.Numerics;

/// <summary>
/// Random numbers without a state: each is a function of seed, tensor, step and element, so that any order and any number of threads
/// give the same. The function is Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RandomBits
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;

    /// <summary>A number equally likely anywhere in [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="tensor">The number of the random tensor.</param>
    /// <param name="step">The number of the call, or 0 for initial values.</param>
    /// <param name="element">The row-major position in the tensor, at least 0.</param>
    public static double Uniform(ulong seed, int tensor, int step, long element)
    {
        (ulong even, ulong odd) = Block(seed, (ulong)element >> 1, (uint)step, (uint)tensor);
        return Fraction((element & 1) == 0 ? even : odd);
    }

    /// <summary>The same number as <see cref="Uniform"/>, cut off after 24 binary digits: in [0, 1) too.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="tensor">The number of the random tensor.</param>
    /// <param name="step">The number of the call, or 0 for initial values.</param>
    /// <param name="element">The row-major position in the tensor, at least 0.</param>
    public static float UniformSingle(ulong seed, int tensor, int step, long element)
    {
        (ulong even, ulong odd) = Block(seed, (ulong)element >> 1, (uint)step, (uint)tensor);
        return (((element & 1) == 0 ? even : odd) >> 40) * (1f / (1 << 24));
    }

    /// <summary>A normally distributed number with mean 0 and variance 1, by the transform of Box and Muller.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="tensor">The number of the random tensor.</param>
    /// <param name="step">The number of the call, or 0 for initial values.</param>
    /// <param name="element">The row-major position in the tensor, at least 0.</param>
    public static double Gaussian(ulong seed, int tensor, int step, long element)
    {
        (ulong radius, ulong angle) = Block(seed, (ulong)element, (uint)step, (uint)tensor);

        // 1 − u lies in (0, 1]: its logarithm is finite.
        return Math.Sqrt(-2 * VectorMath.Log(1 - Fraction(radius))) * VectorMath.Cos(2 * Math.PI * Fraction(angle));
    }

    /// <summary>Philox4x32-10 of a 128-bit counter: 128 bits, as two words.</summary>
    internal static (ulong Low, ulong High) Block(ulong key, ulong counterLow, uint counter2, uint counter3)
    {
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        uint c0 = (uint)counterLow, c1 = (uint)(counterLow >> 32), c2 = counter2, c3 = counter3;
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 = unchecked(key0 + KeyStep0);
            key1 = unchecked(key1 + KeyStep1);
        }

        return (((ulong)c1 << 32) | c0, ((ulong)c3 << 32) | c2);
    }

    private static double Fraction(ulong word) => (word >> 11) * (1.0 / (1L << 53));
}
