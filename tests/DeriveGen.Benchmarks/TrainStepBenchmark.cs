using BenchmarkDotNet.Attributes;

namespace DeriveGen.Benchmarks;

/// <summary>The network that is measured.</summary>
[Network(BatchSize = 32)]
[Input(64)]
[Dense(32, Activation.Relu)]
[Dense(10)]
[SoftmaxCrossEntropy]
[Sgd]
public sealed partial class DigitsNet;

/// <summary>One training step of DigitsNet, beside the same step as naive loops.</summary>
[MemoryDiagnoser]
public class TrainStepBenchmark
{
    private const int Batch = 32;

    private readonly DigitsNet _emitted = new(seed: 7);
    private readonly NaiveDigitsNet _naive = new(Batch, seed: 7);
    private readonly float[] _x = new float[Batch * 64];
    private readonly int[] _labels = new int[Batch];

    /// <summary>Draws a batch.</summary>
    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        for (int n = 0; n < _x.Length; n++)
        {
            _x[n] = random.NextSingle();
        }

        for (int i = 0; i < Batch; i++)
        {
            _labels[i] = random.Next(10);
        }
    }

    /// <summary>Plain nested loops.</summary>
    [Benchmark(Baseline = true)]
    public float NaiveLoops() => _naive.Train(_x, _labels, 0.01f);

    /// <summary>What DeriveGen emits.</summary>
    [Benchmark]
    public float Emitted() => _emitted.Train(_x, _labels, 0.01f);
}
