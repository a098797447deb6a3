namespace DeriveGen.Tests.Numerics;

/// <summary>Numbers to try functions on: the same ones in every run.</summary>
internal static class Samples
{
    /// <summary>Limits, edges of ranges, denormal numbers, and huge ones.</summary>
    public static IReadOnlyList<double> Special { get; } =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1, -1, 0.5, -0.5,
        double.Epsilon, -double.Epsilon, float.Epsilon, -float.Epsilon, 1e-39, -1e-39, 1e-310, -1e-310, 1.17549435e-38,
        88.72, 88.73, -87.4, -103.9, -104, 709.78, 709.79, -708.5, -745.1, -745.2, 16.7, -16.7, 36.8, -36.8, 9.1, -9.1, 19.1, 5.95, 3.95,
        8192, 8193, 1048576, 1048577, 1e10, -1e22, 3.4e38, 1.7e308, -1.7e308,
    ];

    /// <summary>Bit patterns at random, numbers near 0, numbers of everyday size, and <see cref="Special"/>; NaN among them.</summary>
    public static IEnumerable<double> Doubles(int count)
    {
        Random random = new(20);
        IEnumerable<double> drawn = Enumerable.Range(0, count).Select(number => (number % 4) switch
        {
            0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            1 => ((2 * random.NextDouble()) - 1) * Math.ScaleB(1, random.Next(-60, 10)),
            2 => 40 * (random.NextDouble() - 0.5),
            _ => 4 * (random.NextDouble() - 0.5),
        });
        return Special.Concat(drawn);
    }

    /// <summary>The same in single precision.</summary>
    public static IEnumerable<float> Singles(int count)
    {
        Random random = new(21);
        return Doubles(count).Select((x, number) => number % 4 == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : (float)x);
    }
}
