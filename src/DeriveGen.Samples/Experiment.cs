using DeriveGen.Samples.Datasets;

namespace DeriveGen.Samples;

/// <summary>Trains and judges a network of any kind; written once, against the interface that all of them have.</summary>
public static class Experiment
{
    /// <summary>Trains for some epochs, the examples in another order each time.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">What it learns.</param>
    /// <param name="epochs">How often it goes through the data.</param>
    /// <param name="seed">The same seed gives the same orders.</param>
    /// <param name="report">Is told the mean loss of each epoch.</param>
    public static void Train(INetwork<float> network, Dataset data, int epochs, int seed, Action<double> report)
    {
        var random = new Random(seed);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            Dataset shuffled = data.Shuffled(random);
            double sum = 0;
            for (int start = 0; start < data.Count; start += network.BatchSize)
            {
                int count = Math.Min(network.BatchSize, data.Count - start);
                sum += count * (double)network.Train(shuffled.Slice(start, count));
            }

            report(sum / data.Count);
        }
    }

    /// <summary>The mean loss over all examples, in evaluation mode.</summary>
    public static float Loss(INetwork<float> network, Dataset data)
    {
        double sum = 0;
        for (int start = 0; start < data.Count; start += network.BatchSize)
        {
            int count = Math.Min(network.BatchSize, data.Count - start);
            sum += count * (double)network.Loss(data.Slice(start, count));
        }

        return (float)(sum / data.Count);
    }

    /// <summary>The share of examples predicted right; for a regression 1 − Σ(y − ŷ)²/Σ(y − ȳ)².</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Examples with class numbers, one-hot targets, targets of 0 and 1, or real targets.</param>
    public static double Accuracy(INetwork<float> network, Dataset data)
    {
        float[] predicted = new float[data.Count * data.Outputs];
        for (int start = 0; start < data.Count; start += network.BatchSize)
        {
            int count = Math.Min(network.BatchSize, data.Count - start);
            network.Predict(Batch<float>.Of(data.InputsOf(start, count))).CopyTo(predicted.AsSpan(start * data.Outputs));
        }

        return data.HasLabels || data.Outputs > 1 ? ClassesRight(data, predicted)
            : data.Targets.All(target => target is 0 or 1) ? (double)data.Targets.Zip(predicted).Count(pair => pair.First > 0.5f == pair.Second > 0.5f) / data.Count
            : VarianceExplained(data.Targets, predicted);
    }

    /// <summary>
    /// Managed bytes allocated by one call of Train on the first examples: the least of ten runs of a hundred calls, since a collection that
    /// another thread starts makes the rest of this one's buffer count.
    /// </summary>
    public static double BytesPerStep(INetwork<float> network, Dataset data)
    {
        const int Runs = 10, Steps = 100;
        Batch<float> batch = data.Slice(0, Math.Min(network.BatchSize, data.Count));
        network.Train(batch, 0f);
        long least = long.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < Steps; step++)
            {
                network.Train(batch, 0f);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (double)least / Steps;
    }

    private static double ClassesRight(Dataset data, float[] predicted)
    {
        int right = 0;
        for (int i = 0; i < data.Count; i++)
        {
            int answer = data.HasLabels ? data.Labels[i] : Largest(data.Targets.AsSpan(i * data.Outputs, data.Outputs));
            right += Largest(predicted.AsSpan(i * data.Outputs, data.Outputs)) == answer ? 1 : 0;
        }

        return (double)right / data.Count;
    }

    private static int Largest(ReadOnlySpan<float> row)
    {
        int largest = 0;
        for (int k = 1; k < row.Length; k++)
        {
            largest = row[k] > row[largest] ? k : largest;
        }

        return largest;
    }

    private static double VarianceExplained(float[] targets, float[] predicted)
    {
        double mean = targets.Average();
        double unexplained = targets.Zip(predicted).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        return 1 - (unexplained / targets.Sum(target => Math.Pow(target - mean, 2)));
    }
}
