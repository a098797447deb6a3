namespace DeriveGen.Samples.Datasets;

/// <summary>Digits of 8 × 8 pixels, drawn as strokes of varying place, slant, size and thickness.</summary>
public static class DrawnDigits
{
    /// <summary>The width and height of a digit in pixels.</summary>
    public const int Side = 8;

    private const int Classes = 10;

    // Each digit is one line through points of a 4 × 6 grid; x to the right, y downwards.
    private static readonly string[] s_strokes =
    [
        "10 20 31 34 25 15 04 01 10",
        "01 20 25",
        "01 10 20 31 32 05 35",
        "00 30 12 22 33 34 25 15 04",
        "25 20 03 33",
        "30 00 02 22 33 34 25 05",
        "30 11 03 04 15 25 34 33 22 12 03",
        "00 30 31 15",
        "12 01 10 20 31 22 12 03 04 15 25 34 33 22",
        "32 22 12 01 10 20 31 32 34 25 15",
    ];

    /// <summary>Digits in turn, 0 to 9 and over again, each drawn anew; pixels lie between 0 and 1.</summary>
    /// <param name="count">The number of digits.</param>
    /// <param name="seed">The same seed gives the same digits.</param>
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[count * Side * Side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            Draw(labels[i], random, inputs.AsSpan(i * Side * Side, Side * Side));
        }

        return new("drawn digits", Side * Side, Classes, inputs, [], labels);
    }

    private static void Draw(int digit, Random random, Span<float> pixels)
    {
        double scale = 0.9 + (0.35 * random.NextDouble()), slant = 0.5 * (random.NextDouble() - 0.5);
        double left = 1.2 + (1.2 * random.NextDouble()), top = 0.6 + (0.9 * random.NextDouble());
        double thickness = 0.55 + (0.35 * random.NextDouble());
        (double X, double Y)[] points = s_strokes[digit].Split(' ').Select(point =>
        {
            double x = point[0] - '0', y = point[1] - '0';
            return (left + (scale * (x + (slant * (2.5 - y) / 2.5))), top + (scale * y) + (0.2 * random.NextDouble()));
        }).ToArray();
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                double distance = double.PositiveInfinity;
                for (int k = 1; k < points.Length; k++)
                {
                    distance = Math.Min(distance, DistanceToSegment(column, row, points[k - 1], points[k]));
                }

                double ink = Math.Clamp(1.3 - (distance / thickness), 0, 1);
                pixels[(row * Side) + column] = (float)Math.Clamp(ink + (0.1 * (random.NextDouble() - 0.5)), 0, 1);
            }
        }
    }

    private static double DistanceToSegment(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, length = (dx * dx) + (dy * dy);
        double t = length == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
        double ex = x - from.X - (t * dx), ey = y - from.Y - (t * dy);
        return Math.Sqrt((ex * ex) + (ey * ey));
    }
}
