using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
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

    /// <summary>The adjoint of what came in, which the layers before the convolution need, is split by phases: dense contractions without a divisibility test.</summary>
    [Fact]
    public Task StridedConvolution() => Verify(Print(EquationText.Bind("""
        input x[i:batch, h:7, w:7, c:4];  target t[i, u:4, v:4, o:8]
        param W[r:3, s:3, c, o] ~ he;  param b[o] = 0
        y[i, u, v, o] = sum(r, s, c: x[i, pad(2*u+r-1), pad(2*v+s-1), c] * W[r, s, c, o]) + b[o]
        L = mean(i: sum(u, v, o: (y[i, u, v, o] - t[i, u, v, o])^2))
        """, new EquationTextOptions { BatchCapacity = 3 }).Require(), "x"));

    [Fact]
    public Task BatchNorm() => Verify(Print(Networks.BatchNorm()));

    [Fact]
    public Task LayerNorm() => Verify(Print(Networks.LayerNorm()));

    [Fact]
    public Task Attention() => Verify(Print(Networks.Attention()));

    [Fact]
    public Task TiedEmbedding() => Verify(Print(Networks.TiedEmbedding()));

    [Fact]
    public Task Lstm() => Verify(Print(ScanNetworks.Of("lstm")));

    private static string Print(EquationSystem system, params string[] others)
    {
        NetworkSchedules schedules = Scheduler.Build(Oracle.Request(system, others.Select(name => system[name])));
        return string.Join("\n", schedules.Train, schedules.Gradient, schedules.Predict);
    }
}
