using DeriveGen.Samples.Networks;

namespace DeriveGen.Samples.Text;

/// <summary>Trains <see cref="TinyGpt"/> on a corpus, judges it, and lets it write.</summary>
/// <param name="corpus">The text.</param>
/// <param name="seed">Of the parameters, and of the places that are drawn from the text.</param>
public sealed class LanguageModel(Corpus corpus, int seed)
{
    private const float PeakRate = 2e-3f;
    private const float LastRate = 1e-4f;
    private const int Window = TinyGpt.Context;

    private readonly TinyGpt _network = new(seed);
    private readonly Random _random = new(seed);
    private readonly int[] _characters = new int[TinyGpt.BatchSize * Window];
    private readonly int[] _next = new int[TinyGpt.BatchSize * Window];

    /// <summary>The number of learned numbers.</summary>
    public static int ParameterCount => TinyGpt.ParameterCount;

    /// <summary>The rate of a step: it rises in the first twentieth of them, then falls along half a cosine.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">The number of steps.</param>
    public static float Rate(int step, int steps)
    {
        int warmup = Math.Max(1, steps / 20);
        return step < warmup
            ? PeakRate * (step + 1) / warmup
            : LastRate + ((PeakRate - LastRate) * 0.5f * (1 + MathF.Cos(MathF.PI * (step - warmup) / Math.Max(1, steps - warmup))));
    }

    /// <summary>A step on places drawn at random.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <returns>The loss before the step, in nats per character.</returns>
    public float Train(float rate)
    {
        for (int row = 0; row < TinyGpt.BatchSize; row++)
        {
            Fill(row, corpus.Training, _random.Next(corpus.Training.Length - Window));
        }

        return _network.Train(_characters, _next, rate);
    }

    /// <summary>The mean loss on the validation text, cut into windows one behind the other, in nats per character.</summary>
    /// <param name="most">The most windows to look at, from the first one on.</param>
    public double ValidationLoss(int most = int.MaxValue)
    {
        int windows = Math.Min(most, (corpus.Validation.Length - 1) / Window);
        double sum = 0;
        for (int first = 0; first < windows; first += TinyGpt.BatchSize)
        {
            int rows = Math.Min(TinyGpt.BatchSize, windows - first);
            for (int row = 0; row < rows; row++)
            {
                Fill(row, corpus.Validation, (first + row) * Window);
            }

            sum += rows * (double)_network.Loss(_characters.AsSpan(0, rows * Window), _next.AsSpan(0, rows * Window));
        }

        return sum / windows;
    }

    /// <summary>Writes on from a beginning.</summary>
    /// <param name="beginning">The first characters; at least one.</param>
    /// <param name="length">How many characters to add.</param>
    /// <param name="temperature">Below 1 the likely characters become likelier.</param>
    /// <param name="samplingSeed">The same seed gives the same text.</param>
    public string Write(string beginning, int length, double temperature, int samplingSeed)
    {
        ArgumentException.ThrowIfNullOrEmpty(beginning);
        var random = new Random(samplingSeed);
        IPredictor<float> predictor = _network.CreatePredictor();
        List<int> text = [.. corpus.Vocabulary.Encode(beginning)];
        int[] window = new int[Window];
        for (int added = 0; added < length; added++)
        {
            // What stands behind the last character is not read: the attention is causal.
            int seen = Math.Min(text.Count, Window);
            text.GetRange(text.Count - seen, seen).CopyTo(window);
            ReadOnlySpan<float> probabilities = predictor.Predict(Batch<float>.Of(window)).Slice((seen - 1) * TinyGpt.Symbols, corpus.Vocabulary.Count);
            text.Add(Draw(probabilities, temperature, random));
        }

        return string.Concat(text.Select(corpus.Vocabulary.Decode));
    }

    private static int Draw(ReadOnlySpan<float> probabilities, double temperature, Random random)
    {
        double[] weights = new double[probabilities.Length];
        for (int symbol = 0; symbol < weights.Length; symbol++)
        {
            weights[symbol] = Math.Pow(probabilities[symbol], 1 / temperature);
        }

        double left = random.NextDouble() * weights.Sum();
        int drawn = 0;
        while (drawn < weights.Length - 1 && (left -= weights[drawn]) >= 0)
        {
            drawn++;
        }

        return drawn;
    }

    private void Fill(int row, int[] text, int start)
    {
        text.AsSpan(start, Window).CopyTo(_characters.AsSpan(row * Window));
        text.AsSpan(start + 1, Window).CopyTo(_next.AsSpan(row * Window));
    }
}
