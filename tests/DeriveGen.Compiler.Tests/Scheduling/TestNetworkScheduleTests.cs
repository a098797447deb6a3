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

    /// <summary>Every step of both does the same operations in the same order, which is what makes them equal bit for bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ATrainingStepIsTheGradientWithTheUpdateFusedIn(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = EquationText.Bind(network.Text, new EquationTextOptions { BatchCapacity = 8 }).Require();
        NetworkSchedules schedules = Scheduler.Build(Oracle.Request(system, network.Adjoints.Select(adjoint => system[adjoint])));
        Assert.Equal(Work(schedules.Gradient), Work(schedules.Train).Where(Work(schedules.Gradient).Contains).Order());
        Assert.Equal(Updates(schedules.Update), Updates(schedules.Train));
    }

    /// <summary>What the steps before the update compute, next values left out; updates may stand among them.</summary>
    private static IEnumerable<string> Work(Schedule schedule) => schedule.Forward.Concat(schedule.Backward).Select(Work).Order();

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
