using System.Globalization;
using System.Numerics;
using CsCheck;
using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

public sealed class LargeAngleTests
{
    private const int Digits = 1400;

    // π by Machin's formula, in units of 2⁻¹⁴⁰⁰.
    private static readonly BigInteger Pi = 4 * ((4 * ArcTangentOfInverse(5)) - ArcTangentOfInverse(239));

    // A mantissa of 2 would make the greatest exponent infinite, which is no angle.
    [Fact]
    public void The_remainder_is_right_to_the_last_digit() =>
        Gen.Double[13.0, 1023.99].Select(Gen.Double[1, Math.BitDecrement(2.0)], (exponent, mantissa) => mantissa * Math.ScaleB(1, (int)exponent)).Sample(AssertReduced);

    // The double closest to a multiple of π/2 (Kahan, Muller), and the ends of the range.
    [Theory]
    [InlineData(5.3193726483265414e255)]
    [InlineData(double.MaxValue)]
    [InlineData(8192)]
    [InlineData(1048577)]
    [InlineData(9007199254740992)]
    public void Hard_angles_are_reduced_too(double x) => AssertReduced(x);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_angle_gives_NaN(double x) => Assert.True(double.IsNaN(LargeAngle.Reduce(x, out _)));

    private static void AssertReduced(double x)
    {
        double r = LargeAngle.Reduce(x, out long quadrant);
        BigInteger halfPi = Pi >> 1;
        BigInteger angle = (BigInteger)x << Digits;
        if (x != Math.Floor(x))
        {
            angle = (BigInteger)Math.ScaleB(x, 52) << (Digits - 52);
        }

        BigInteger turns = BigInteger.Divide((2 * angle) + halfPi, 2 * halfPi);
        BigInteger remainder = angle - (turns * halfPi);
        double exact = (double)(remainder >> (Digits - 200)) * Math.ScaleB(1, -200);
        Assert.True((long)(turns % 4) == quadrant % 4, x.ToString("R", CultureInfo.InvariantCulture));
        Assert.True(Math.Abs(r - exact) <= 2 * Units.OfDouble(exact), string.Create(CultureInfo.InvariantCulture, $"{x:R}: {r:R} instead of {exact:R}"));
    }

    private static BigInteger ArcTangentOfInverse(int n)
    {
        BigInteger power = (BigInteger.One << (Digits + 64)) / n, sum = power;
        for (int k = 3, sign = -1; !power.IsZero; k += 2, sign = -sign)
        {
            power /= n * n;
            sum += sign * power / k;
        }

        return sum >> 64;
    }
}
