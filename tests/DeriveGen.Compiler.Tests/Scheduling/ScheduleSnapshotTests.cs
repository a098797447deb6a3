using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using static DeriveGen.Testing.Verifier;

namespace DeriveGen.Compiler.Tests.Scheduling;

public sealed class ScheduleSnapshotTests
{
    [Fact]
    public Task MlpWithSoftmaxCrossEntropy() => Verify(Print(Networks.Mlp(784, 128, 10, 32)));

    [Fact]
    public Task BinaryCrossEntropy() => Verify(Print(Networks.Binary()));

    [Fact]
    public Task ConvolutionAndPool() => Verify(Print(Networks.Convolution()));

    [Fact]
    public Task LayerNorm() => Verify(Print(Networks.LayerNorm()));

    [Fact]
    public Task Attention() => Verify(Print(Networks.Attention()));

    [Fact]
    public Task TiedEmbedding() => Verify(Print(Networks.TiedEmbedding()));

    [Fact]
    public Task Lstm() => Verify(Print(ScanNetworks.Of("lstm")));

    private static string Print(EquationSystem system)
    {
        NetworkSchedules schedules = Scheduler.Build(Oracle.Request(system));
        return string.Join("\n", schedules.Train, schedules.Gradient, schedules.Predict);
    }
}
