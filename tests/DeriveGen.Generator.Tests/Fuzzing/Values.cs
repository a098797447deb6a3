using System.Globalization;
using System.Numerics;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Fills a span with the values of a tensor.</summary>
internal delegate void Fill<T>(Span<T> values);

/// <summary>Values of tensors, taken out and compared.</summary>
internal static class Values
{
    /// <summary>So many values, in double precision.</summary>
    public static double[] Of<T>(int length, Fill<T> fill)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[length];
        fill(values);
        return Array.ConvertAll(values, value => double.CreateChecked(value));
    }

    /// <summary>Fails unless every value is within a distance of what it should be.</summary>
    public static void Agree(string what, double[] expected, double[] actual, double tolerance)
    {
        Assert.True(expected.Length == actual.Length, string.Create(CultureInfo.InvariantCulture, $"{what} has {actual.Length} elements, not {expected.Length}"));
        for (int at = 0; at < expected.Length; at++)
        {
            Assert.True(Math.Abs(expected[at] - actual[at]) <= tolerance, string.Create(
                CultureInfo.InvariantCulture, $"{what}, element {at} is {actual[at]:R} and should be {expected[at]:R} (tolerance {tolerance:E1})"));
        }
    }

    /// <summary>Fails unless the values are the same bits.</summary>
    public static void Same(string what, double[] expected, double[] actual)
    {
        for (int at = 0; at < expected.Length; at++)
        {
            Assert.True(BitConverter.DoubleToInt64Bits(expected[at]) == BitConverter.DoubleToInt64Bits(actual[at]), string.Create(
                CultureInfo.InvariantCulture, $"{what}, element {at} is {actual[at]:R} and should be {expected[at]:R} to the bit"));
        }
    }
}
