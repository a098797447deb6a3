namespace DeriveGen.Samples.Datasets;

/// <summary>Lines of noise with two pulses, up or down, at times that differ from line to line.</summary>
public static class Pulses
{
    private const double Noise = 0.3;
    private const int Classes = 3;

    // The signs of the first pulse and of the second, by class; where both are alike, either sign.
    private static readonly (int First, int Second)[] s_signs = [(1, -1), (-1, 1), (1, 1)];

    /// <summary>Lines in turn: first up and then down, first down and then up, twice in the same direction.</summary>
    /// <param name="count">The number of lines.</param>
    /// <param name="length">The numbers of a line.</param>
    /// <param name="seed">The same seed gives the same lines.</param>
    public static Dataset Draw(int count, int length, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[count * length];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            (int first, int second) = s_signs[labels[i]];
            int sign = first == second && random.Next(2) == 0 ? -1 : 1;
            Span<float> line = inputs.AsSpan(i * length, length);
            foreach (ref float number in line)
            {
                number = (float)(Noise * ((2 * random.NextDouble()) - 1));
            }

            int early = random.Next(length - 1), late = random.Next(early + 1, length);
            line[early] += sign * first;
            line[late] += sign * second;
        }

        return new("two pulses", length, Classes, inputs, [], labels);
    }
}
