using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Networks;

/// <summary>The test networks are well-formed texts.</summary>
public class TestNetworkTests
{
    /// <summary>The names of all networks.</summary>
    public static TheoryData<string> Names => [.. TestNetworks.All.Concat(TestNetworks.Seeds).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_text_binds_and_its_adjoints_exist(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        BoundText bound = EquationText.Bind(network.Text);
        Assert.Empty(bound.Problems);
        EquationSystem system = bound.Require();
        Assert.NotNull(system.Loss);
        Assert.All(network.Adjoints, adjoint => Assert.Contains(system.Tensors, tensor => tensor.Name == adjoint));
        Assert.All(network.Sizes, sizes => Assert.Equal(sizes.Keys.Order(), system.Sizes.Select(size => size.Name).Order()));
    }

    [Fact]
    public void There_are_thirty_beside_the_seeds() => Assert.Equal(30, TestNetworks.All.Count);
}
