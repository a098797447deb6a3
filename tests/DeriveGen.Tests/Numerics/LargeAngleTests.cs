using System.Globalization;
using CsCheck;
using DeriveGen.Numerics;
using DeriveGen.Tests.Numerics.Accuracy;

namespace DeriveGen.Tests.Numerics;

public sealed class LargeAngleTests
{
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
        (int exactQuadrant, Binary exact) = ExactFunctions.Reduce(x);
        Assert.True(exactQuadrant == quadrant % 4, x.ToString("R", CultureInfo.InvariantCulture));
        double units = exact.UnitsFrom(r, digits: 53, smallest: -1074);
        Assert.True(units <= 2, string.Create(CultureInfo.InvariantCulture, $"{x:R}: {r:R} instead of {(double)exact:R}"));
    }
}
