using System.Runtime.Intrinsics;

namespace DeriveGen.Tests.Numerics;

public sealed class VectorFunctionTests
{
    [Theory]
    [MemberData(nameof(VectorFunction.Names), MemberType = typeof(VectorFunction))]
    public void Special_values_are_those_of_the_limit(string name)
    {
        VectorFunction function = VectorFunction.Named(name);
        foreach (double x in Samples.Special)
        {
            Assert.True(IsLimit(function.Exact(x), function.Double(x)), $"{name}({x:R}) = {function.Double(x):R}");
            Assert.True(IsLimit((float)function.Exact((float)x), function.Single((float)x)), $"{name}({(float)x:R}) = {function.Single((float)x):R}");
        }

        static bool IsLimit(double exact, double given) =>
            double.IsFinite(exact) && exact != 0
                ? Math.Abs(given - exact) <= 1e-6 * Math.Abs(exact) + 3e-45
                : exact.Equals(given);
    }

    [Theory]
    [InlineData("Tanh")]
    [InlineData("Erf")]
    [InlineData("Sin")]
    public void An_odd_function_keeps_the_sign_of_zero(string name)
    {
        VectorFunction function = VectorFunction.Named(name);
        Assert.Equal((0x80000000u, 0u), (BitConverter.SingleToUInt32Bits(function.Single(-0f)), BitConverter.SingleToUInt32Bits(function.Single(0f))));
        Assert.True(double.IsNegative(function.Double(-0.0)) && !double.IsNegative(function.Double(0.0)));
    }

    [Theory]
    [MemberData(nameof(VectorFunction.Names), MemberType = typeof(VectorFunction))]
    public void Every_width_gives_the_same_bits(string name)
    {
        VectorFunction function = VectorFunction.Named(name);
        float[] singles = [.. Samples.Singles(8_000)];
        for (int at = 0; at + 16 <= singles.Length; at += 16)
        {
            ReadOnlySpan<float> x = singles.AsSpan(at, 16);
            float[] expected = new float[16];
            for (int lane = 0; lane < 16; lane++)
            {
                expected[lane] = function.Single(x[lane]);
            }

            AssertSameBits(name, x, expected, function.Single512(Vector512.Create(x)));
            AssertSameBits(name, x, expected, Vector512.Create(function.Single256(Vector256.Create(x)), function.Single256(Vector256.Create(x[8..]))));
            AssertSameBits(name, x, expected, Vector512.Create(
                Vector256.Create(function.Single128(Vector128.Create(x)), function.Single128(Vector128.Create(x[4..]))),
                Vector256.Create(function.Single128(Vector128.Create(x[8..])), function.Single128(Vector128.Create(x[12..])))));
        }
    }

    [Theory]
    [MemberData(nameof(VectorFunction.Names), MemberType = typeof(VectorFunction))]
    public void Every_width_gives_the_same_bits_in_double(string name)
    {
        VectorFunction function = VectorFunction.Named(name);
        double[] doubles = [.. Samples.Doubles(8_000)];
        for (int at = 0; at + 8 <= doubles.Length; at += 8)
        {
            ReadOnlySpan<double> x = doubles.AsSpan(at, 8);
            double[] expected = new double[8];
            for (int lane = 0; lane < 8; lane++)
            {
                expected[lane] = function.Double(x[lane]);
            }

            AssertSameBits(name, x, expected, function.Double512(Vector512.Create(x)));
            AssertSameBits(name, x, expected, Vector512.Create(function.Double256(Vector256.Create(x)), function.Double256(Vector256.Create(x[4..]))));
            AssertSameBits(name, x, expected, Vector512.Create(
                Vector256.Create(function.Double128(Vector128.Create(x)), function.Double128(Vector128.Create(x[2..]))),
                Vector256.Create(function.Double128(Vector128.Create(x[4..])), function.Double128(Vector128.Create(x[6..])))));
        }
    }

    private static void AssertSameBits(string name, ReadOnlySpan<float> x, float[] expected, Vector512<float> given)
    {
        for (int lane = 0; lane < 16; lane++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[lane]) == BitConverter.SingleToInt32Bits(given[lane]) || (float.IsNaN(expected[lane]) && float.IsNaN(given[lane])),
                $"{name}({x[lane]:R}): {expected[lane]:R} alone, {given[lane]:R} in lane {lane}");
        }
    }

    private static void AssertSameBits(string name, ReadOnlySpan<double> x, double[] expected, Vector512<double> given)
    {
        for (int lane = 0; lane < 8; lane++)
        {
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[lane]) == BitConverter.DoubleToInt64Bits(given[lane]) || (double.IsNaN(expected[lane]) && double.IsNaN(given[lane])),
                $"{name}({x[lane]:R}): {expected[lane]:R} alone, {given[lane]:R} in lane {lane}");
        }
    }
}
