namespace DeriveGen.Numerics;

/// <summary>
/// The reduction of large angles modulo π/2 (Payne and Hanek): of 2/π only those digits are multiplied that can reach the fraction of
/// x·2/π, so the result is right to the last digit however large x is.
/// </summary>
internal static class LargeAngle
{
    // The binary digits of 2/π after the point, behind 64 zeros for angles that are not so large.
    private static readonly ulong[] Digits =
    [
        0x0000000000000000, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041,
        0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E,
        0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B,
        0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB,
    ];

    /// <summary>x = quadrant·π/2 + r with |r| ≤ π/4.</summary>
    /// <param name="x">An angle of at least 2¹³; NaN and +∞ give NaN.</param>
    /// <param name="quadrant">The number of quarter turns modulo 4.</param>
    /// <returns>r, rounded once.</returns>
    public static double Reduce(double x, out long quadrant)
    {
        quadrant = 0;
        if (!double.IsFinite(x))
        {
            return double.NaN;
        }

        // x = mantissa·2^exponent.
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >>> 52) - 1075;
        ulong mantissa = ((ulong)bits & 0x000FFFFFFFFFFFFF) | 0x0010000000000000;

        // Digit k of 2/π weighs 2^(exponent − k) in the product: those with exponent − k ≥ 2 give multiples of 4 and are left out. The next
        // 192 digits, times the mantissa, modulo 2¹⁹², are x·2/π modulo 4 in units of 2⁻¹⁹⁰.
        int first = exponent - 1 + 63;
        (ulong high, ulong middle, ulong low) = (Word(first), Word(first + 64), Word(first + 128));
        UInt128 lowProduct = (UInt128)low * mantissa;
        UInt128 middleProduct = ((UInt128)middle * mantissa) + (lowProduct >> 64);
        ulong top = unchecked((high * mantissa) + (ulong)(middleProduct >> 64));

        quadrant = (long)(top >> 62);
        UInt128 fraction = new(top << 2 | ((ulong)middleProduct >> 62), (ulong)middleProduct << 2);
        bool above = (fraction >> 127) != 0;
        if (above)
        {
            quadrant++;
            fraction = -fraction;
        }

        double r = (double)fraction * (Math.PI / 2 * Math.ScaleB(1, -128));
        return above ? -r : r;
    }

    /// <summary>64 digits from a position on.</summary>
    private static ulong Word(int position)
    {
        int word = position >> 6;
        int shift = position & 63;
        return shift == 0 ? Digits[word] : (Digits[word] << shift) | (Digits[word + 1] >> (64 - shift));
    }
}
