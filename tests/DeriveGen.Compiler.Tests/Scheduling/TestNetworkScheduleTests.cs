using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>The networks on which derivation is proved, scheduled.</summary>
public sealed class TestNetworkScheduleTests
{
    public static TheoryData<string> Names => [.. TestNetworks.All.Concat(TestNetworks.Seeds).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void SchedulesAgreeWithTheEquations(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = EquationText.Bind(network.Text, new EquationTextOptions { BatchCapacity = 8 }).Require();
        SchedulingRequest request = Oracle.Request(system, network.Adjoints.Select(adjoint => system[adjoint]));
        foreach (IReadOnlyDictionary<string, int> sizes in network.Sizes)
        {
            Oracle.Check(request, system.Sizes.ToDictionary(size => size, size => sizes[size.Name]));
        }
    }

    /// <summary>
    /// Every step of both does the same operations in the same order, which is what makes them equal bit for bit; among those of the training step
    /// stand none but updates.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ATrainingStepIsTheGradientWithTheUpdateFusedIn(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = EquationText.Bind(network.Text, new EquationTextOptions { BatchCapacity = 8 }).Require();
        NetworkSchedules schedules = Scheduler.Build(Oracle.Request(system, network.Adjoints.Select(adjoint => system[adjoint])));
        string[] gradient = [.. Before(schedules.Gradient).Select(Work)];
        Assert.Equal(gradient.Order(), Before(schedules.Train).Select(Work).Where(gradient.Contains).Order());
        Assert.All(
            Before(schedules.Train).Where(step => !gradient.Contains(Work(step))),
            step => Assert.Contains(StepReads.Writes(step), tensor => tensor.Kind == TensorKind.Next));
        Assert.Equal(Updates(schedules.Update), Updates(schedules.Train));
    }

    private static IEnumerable<Step> Before(Schedule schedule) => schedule.Forward.Concat(schedule.Backward);

    /// <summary>What a step computes, next values left out.</summary>
    private static string Work(Step step) => step switch
    {
        Sweep sweep => $"{sweep.Length} {sweep.Direction}: {string.Join("; ", sweep.Body.Select(Work))}",
        Contraction contraction => $"{contraction.Core} A {contraction.A} B {contraction.B} start {contraction.Start} {contraction.Tile.Order}: {Work(contraction.Epilogue)}",
        Nest nest => $"{string.Join(",", nest.Outer)}: {Work(nest.Body)}",
        Scatter scatter => scatter.Equation.ToString(),
        _ => step.ToString()!,
    };

    private static string Work(IEnumerable<Statement> statements) => string.Join("; ", statements
        .Where(statement => statement.Target.Kind != TensorKind.Next).Select(statement => $"{statement.Equation} {statement.Kind} {statement.Lane}"));

    private static IEnumerable<string> Updates(Schedule schedule) => schedule.Steps.SelectMany(step => step switch
    {
        Contraction contraction => contraction.Epilogue,
        Nest nest => nest.Body,
        _ => [],
    }).Where(statement => statement.Target.Kind == TensorKind.Next).Select(statement => $"{statement.Target} {statement.Kind}").Order();
}
