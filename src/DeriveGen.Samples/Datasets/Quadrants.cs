namespace DeriveGen.Samples.Datasets;

/// <summary>Points of the plane; whether the signs of their coordinates differ is to be told.</summary>
public static class Quadrants
{
    /// <summary>The points, away from the axes by a tenth at least; the target is 1 where the signs differ and 0 elsewhere.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static Dataset Draw(int count, int seed)
    {
        const float Gap = 0.1f;
        var random = new Random(seed);
        float[] inputs = new float[2 * count];
        for (int n = 0; n < inputs.Length; n++)
        {
            float distance = Gap + ((1 - Gap) * random.NextSingle());
            inputs[n] = random.Next(2) == 0 ? distance : -distance;
        }

        float[] targets = [.. Enumerable.Range(0, count).Select(i => inputs[2 * i] * inputs[(2 * i) + 1] < 0 ? 1f : 0f)];
        return new("four quadrants", 2, 1, inputs, targets, []);
    }
}
