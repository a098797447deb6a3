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
        if (system.Scans.Length > 0)
        {
            var refused = Assert.Throws<UnsupportedScheduleException>(() => Scheduler.Build(request));
            Assert.Contains("not emitted yet", refused.Message);
            return;
        }

        foreach (IReadOnlyDictionary<string, int> sizes in network.Sizes)
        {
            Oracle.Check(request, system.Sizes.ToDictionary(size => size, size => sizes[size.Name]));
        }
    }
}
