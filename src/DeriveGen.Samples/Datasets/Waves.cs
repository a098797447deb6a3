namespace DeriveGen.Samples.Datasets;

/// <summary>Values of smooth functions.</summary>
public static class Waves
{
    /// <summary>y = sin 3x + ½ cos 5x at random x in [−1, 1].</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static Dataset TwoTones(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[count], targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            double x = (2 * random.NextDouble()) - 1;
            inputs[i] = (float)x;
            targets[i] = (float)(Math.Sin(3 * x) + (0.5 * Math.Cos(5 * x)));
        }

        return new("a wave", 1, 1, inputs, targets, []);
    }

    /// <summary>Whether (x, y) lies on a crest of sin 3x·cos 3y: 1 on a crest, 0 in a trough; a third feature is always 1, since the network has no biases.</summary>
    /// <inheritdoc cref="TwoTones"/>
    public static Dataset Crests(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[3 * count], targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            double x = (2 * random.NextDouble()) - 1, y = (2 * random.NextDouble()) - 1;
            inputs[3 * i] = (float)(2 * x);
            inputs[(3 * i) + 1] = (float)(2 * y);
            inputs[(3 * i) + 2] = 1;
            targets[i] = Math.Sin(3 * x) * Math.Cos(3 * y) > 0 ? 1 : 0;
        }

        return new("crests of a wave", 3, 1, inputs, targets, []);
    }
}
