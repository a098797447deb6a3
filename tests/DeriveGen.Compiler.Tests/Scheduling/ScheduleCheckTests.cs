using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>A schedule that is spoiled in one place is refused with the reason.</summary>
public sealed class ScheduleCheckTests
{
    private readonly Schedule _train = Scheduler.Build(Oracle.Request(Networks.Mlp())).Train;

    [Fact]
    public void AScheduleAsMadeIsWellFormed() => Assert.Null(ScheduleCheck.Problem(_train));

    [Fact]
    public void AReaderBeforeItsProducer() =>
        AssertProblem("before it is computed", _train with { Forward = _train.Forward.Reverse().ToEquatableArray() });

    [Fact]
    public void ANextValueBeforeTheLastReader()
    {
        Tensor weight = _train.Storage.Aliases.Values.First(parameter => parameter.Name == "W2");
        var late = new Relayout(weight, new Tensor("W2T", [3, 6], TensorKind.Temporary), 0);
        AssertProblem("overwrites W2, which step", _train with { Update = _train.Update.Add(late) });
    }

    [Fact]
    public void ANextValueBeforeTheLossIsKnown() =>
        AssertProblem("before the loss is known", _train with { Forward = [.. _train.Steps], Backward = [], Update = [] });

    [Fact]
    public void ANextValueThatNothingComputes() =>
        AssertProblem("no step computes", _train with { Backward = [], Update = [] });

    [Fact]
    public void TwoLiveTensorsInOnePlace()
    {
        Tensor[] live = _train.Storage.Entries.Where(entry => entry.Value.Region == Region.Workspace).Select(entry => entry.Key).ToArray();
        Tensor first = live.First(tensor => tensor.Name == "y1"), second = live.First(tensor => tensor.Name == "z2");
        AssertProblem("in the same place", _train with { Storage = With(second, _train.Storage[second] with { Offset = _train.Storage[first].Offset }) });
    }

    [Fact]
    public void ATensorOutsideItsRegion()
    {
        Tensor tensor = _train.Storage.Entries.Keys.First(tensor => tensor.Name == "y1");
        AssertProblem("outside its region", _train with { Storage = With(tensor, _train.Storage[tensor] with { Offset = _train.Storage.WorkspaceSize }) });
    }

    [Fact]
    public void RowsThatAreNotWholeVectors()
    {
        Tensor tensor = _train.Storage.Entries.Keys.First(tensor => tensor.Name == "y1");
        AssertProblem("not whole vectors", _train with { Storage = With(tensor, _train.Storage[tensor] with { Strides = [6, 1] }) });
    }

    [Fact]
    public void ALossThatDoesNotLiveToTheEnd()
    {
        Tensor loss = _train.Loss!;
        AssertProblem("must live to the end", _train with { Storage = With(loss, _train.Storage[loss] with { Last = _train.Storage[loss].First }) });
    }

    [Fact]
    public void AnAccumulatedValueReadInItsStep()
    {
        int number = _train.Forward.ToList().FindIndex(step => step is Nest nest && nest.Body.Any(statement => statement.IsLate));
        var nest = (Nest)_train.Forward[number];
        Statement late = nest.Body.First(statement => statement.IsLate);
        var reader = new Statement(new Equation(new Tensor("r", [], TensorKind.Temporary), [], Polynomial.Of(late.Target, late.Equation.Indices)), StatementKind.Scalar, null, false);
        AssertProblem("complete only when the step ends", _train with { Forward = _train.Forward.SetItem(number, nest with { Body = nest.Body.Add(reader) }) });
    }

    [Fact]
    public void ASweepThatReadsWhatItHasNotComputed()
    {
        Schedule lstm = Scheduler.Build(Oracle.Request(ScanNetworks.Of("lstm"))).Train;
        int number = lstm.Forward.ToList().FindIndex(step => step is Sweep);
        var sweep = (Sweep)lstm.Forward[number];
        Assert.Null(ScheduleCheck.Problem(lstm));
        AssertProblem("before it is computed", lstm with { Forward = lstm.Forward.SetItem(number, sweep with { Body = sweep.Body.Reverse().ToEquatableArray() }) });
        AssertProblem("reads hBefore before it is computed", lstm with { Forward = lstm.Forward.SetItem(number, sweep with { Direction = -1 }) });
    }

    private static void AssertProblem(string expected, Schedule schedule) => Assert.Contains(expected, ScheduleCheck.Problem(schedule));

    private StorageTable With(Tensor tensor, Compiler.Scheduling.Storage storage) => new(
        new Dictionary<Tensor, Compiler.Scheduling.Storage>(_train.Storage.Entries) { [tensor] = storage },
        _train.Storage.Aliases,
        _train.Storage.PersistentSize,
        _train.Storage.WorkspaceSize,
        _train.Storage.Lanes);
}
