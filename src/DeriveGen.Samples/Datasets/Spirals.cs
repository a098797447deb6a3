namespace DeriveGen.Samples.Datasets;

/// <summary>Points on the arms of a spiral; the arm is to be told from the place.</summary>
public static class Spirals
{
    /// <summary>Two arms, the target being 0 or 1.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="turns">How far an arm winds, in full turns.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static Dataset Binary(int count, double turns, int seed)
    {
        (float[] inputs, int[] arms) = Draw(count, arms: 2, turns, seed);
        return new("two spirals", 2, 1, inputs, Array.ConvertAll(arms, arm => (float)arm), []);
    }

    /// <summary>Several arms, the target having a 1 in the place of the arm and 0 elsewhere.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="arms">The number of arms.</param>
    /// <param name="turns">How far an arm winds, in full turns.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static Dataset OneHot(int count, int arms, double turns, int seed)
    {
        (float[] inputs, int[] labels) = Draw(count, arms, turns, seed);
        float[] targets = new float[count * arms];
        for (int i = 0; i < count; i++)
        {
            targets[(i * arms) + labels[i]] = 1;
        }

        return new($"{arms} spirals", 2, arms, inputs, targets, []);
    }

    private static (float[] Inputs, int[] Arms) Draw(int count, int arms, double turns, int seed)
    {
        const double Noise = 0.03;
        var random = new Random(seed);
        float[] inputs = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % arms;
            double radius = Math.Sqrt(random.NextDouble());
            double angle = 2 * Math.PI * ((radius * turns) + ((double)labels[i] / arms));
            inputs[2 * i] = (float)((radius * Math.Cos(angle)) + (Noise * Normal(random))) * 2;
            inputs[(2 * i) + 1] = (float)((radius * Math.Sin(angle)) + (Noise * Normal(random))) * 2;
        }

        return (inputs, labels);
    }

    /// <summary>A standard normal number, by the method of Box and Muller.</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
