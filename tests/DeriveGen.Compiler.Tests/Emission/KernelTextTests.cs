using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using static DeriveGen.Testing.Verifier;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>The emitted text, as it is reviewed.</summary>
public sealed class KernelTextTests
{
    [Fact]
    public Task TrainingOfAnMlp() => Verify(Train(Networks.Mlp()));

    [Fact]
    public Task PredictionByAttention() => Verify(Source(Networks.Attention(), schedules => schedules.Predict));

    [Fact]
    public Task TrainingOfALstm() => Verify(Train(ScanNetworks.Of("gates of whole vectors")));

    [Fact]
    public void TheSameNetworkGivesTheSameText()
    {
        using var hostile = new Testing.HostileCulture();
        Assert.Equal(Train(Networks.Mlp()), Train(Networks.Mlp()));
        Assert.Equal(Train(ScanNetworks.Of("both directions")), Train(ScanNetworks.Of("both directions")));
        Assert.DoesNotContain('\r', Train(Networks.Mlp()));
        Assert.DoesNotContain('\u2212', string.Concat(Train(Networks.Mlp()).Split('\n').Where(line => !line.Contains("//"))));
    }

    /// <summary>What the budget of a method counts is what the runtime sees.</summary>
    [Fact]
    public void TheVariablesOfAProgramAreCounted()
    {
        EmittedKernels kernels = Emit(Networks.Mlp(), schedules => schedules.Train);
        Assert.All(kernels.Programs, program =>
        {
            string method = kernels.Source[kernels.Source.LastIndexOf($" {program.Method}(ref float persistent", StringComparison.Ordinal)..];
            Assert.Equal(method[..method.IndexOf("\n        }", StringComparison.Ordinal)].Split("\n            ref float ").Length - 1, program.Locals);
            Assert.InRange(program.Locals, 2, 60);
        });
    }

    private static string Train(EquationSystem system) => Source(system, schedules => schedules.Train);

    private static string Source(EquationSystem system, Func<NetworkSchedules, Schedule> choose) => Emit(system, choose).Source;

    private static EmittedKernels Emit(EquationSystem system, Func<NetworkSchedules, Schedule> choose) => KernelEmitter.Emit(new EmissionRequest(
        "NetKernels", ElementType.Single, EmissionRequest.ProgramsOf(choose(Scheduler.Build(Oracle.Request(system)))).ToEquatableArray()));
}
