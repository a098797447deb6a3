using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Scheduling;

public sealed class ScheduleAgreementTests
{
    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySchedulesAgreesWithTheEquations(string name)
    {
        EquationSystem system = s_networks[name]();
        SchedulingRequest request = Oracle.Request(system);
        Size[] sizes = system.Sizes.ToArray();
        foreach (int batch in new[] { 1, 2, sizes[0].Capacity!.Value - 1, sizes[0].Capacity!.Value }.Distinct())
        {
            Oracle.Check(request, sizes.ToDictionary(size => size, size => Math.Min(batch, size.Capacity!.Value)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    public void EveryExtentIsRight(int extent)
    {
        foreach (EquationSystem system in new[] { Networks.Mlp(extent, extent, extent, 3), Networks.Columns(extent, extent, 3), Networks.LayerNorm(extent, 2) })
        {
            Oracle.Check(Oracle.Request(system), system.Sizes.ToDictionary(size => size, _ => 2));
        }
    }

    [Fact]
    public void DoublePrecisionHasRowsOfEight()
    {
        EquationSystem system = Networks.Mlp(capacity: 3);
        SchedulingRequest request = Oracle.Request(system, elementSize: 8);
        Oracle.Check(request, system.Sizes.ToDictionary(size => size, _ => 3));
        Assert.Equal(8, Scheduler.Build(request).Train.Storage.Lanes);
    }

    [Fact]
    public void ARowTooLongForRegistersIsStored()
    {
        EquationSystem system = Networks.Mlp(classes: 130, capacity: 2);
        Oracle.Check(Oracle.Request(system), system.Sizes.ToDictionary(size => size, _ => 2));
    }

    [Fact]
    public void WhatComesBackThroughAMaximumRunsAlongChannels()
    {
        Schedule schedule = Scheduler.Build(Oracle.Request(Networks.Convolution())).Gradient;
        IEnumerable<Statement> statements = schedule.Steps.OfType<Nest>().SelectMany(nest => nest.Body)
            .Where(statement => statement.Equation.Reads.Any(tensor => tensor.Kind == TensorKind.ArgMax));
        Assert.Equal(StatementKind.Pointwise, Assert.Single(statements).Kind);
    }

    [Fact]
    public void KeptTensorsCanBeRead()
    {
        EquationSystem system = Networks.Mlp();
        Oracle.Check(Oracle.Request(system, 4, "z1", "y1"), system.Sizes.ToDictionary(size => size, _ => 3));
    }

    [Fact]
    public void WhatTheCallerGivesIsNotKept()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp());
        NetworkSchedules schedules = Scheduler.Build(request with { Keep = [request.Training["x"]] });
        Assert.Equal(Region.Argument, schedules.Train.Storage[request.Training["x"]].Region);
    }

    [Fact]
    public void AKeptValueOfTheEvaluationIsComputedByPredict()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp());
        Tensor kept = request.Evaluation["z1"];
        Schedule predict = Scheduler.Build(request with { Keep = [kept] }).Predict;
        Assert.Equal(Region.Persistent, predict.Storage[kept].Region);
        Assert.Contains(predict.Steps.OfType<Contraction>(), contraction => contraction.Core.Target == kept && contraction.Stored);
    }

    private static readonly Dictionary<string, Func<EquationSystem>> s_networks = new()
    {
        ["mlp"] = () => Networks.Mlp(),
        ["binary"] = () => Networks.Binary(),
        ["convolution"] = () => Networks.Convolution(),
        ["strided convolution"] = () => Networks.StridedConvolution(),
        ["layer norm"] = () => Networks.LayerNorm(),
        ["batch norm"] = () => Networks.BatchNorm(),
        ["attention"] = () => Networks.Attention(),
        ["tied embedding"] = () => Networks.TiedEmbedding(),
        ["columns"] = () => Networks.Columns(),
    };
}
