using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Emitted programs agree with the interpreter of the equations to the accuracy of their number type.</summary>
public sealed class AgreementTests
{
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

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryProgramAgreesAtEverySize(string name)
    {
        EquationSystem system = s_networks[name]();
        var network = new EmittedNetwork(Oracle.Request(system), secondOrder: true);
        int capacity = system.Sizes.Min(size => size.Capacity!.Value);
        foreach (int count in new[] { 1, 2, capacity - 1, capacity }.Distinct())
        {
            double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => count), seed: count);
            Assert.True(difference < 2e-5, $"{count}: {difference:E1}\n{network.Class.Text}");
            difference = network.WorstSecondOrderDifference(system.Sizes.ToDictionary(size => size, _ => count), seed: count);

            // The variance of one example is 0, so that x − μ, which is 0 but for roundings, is divided by √ε three times over.
            Assert.True(difference < (name == "batch norm" && count == 1 ? 1e-3 : 1e-4), $"second order, {count}: {difference:E1}\n{network.Class.Text}");
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
        EquationSystem system = Networks.Mlp(extent, extent, extent, 9);
        EmittedNetwork network = EmittedNetwork.Of(system);
        foreach (int count in new[] { 1, 2, 8, 9 })
        {
            double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => count), seed: count);
            Assert.True(difference < 2e-5, $"{count}: {difference:E1}\n{network.Class.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SoDoesDoublePrecision(string name)
    {
        EquationSystem system = s_networks[name]();
        var network = new EmittedNetwork(Oracle.Request(system, elementSize: 8), secondOrder: true);
        Dictionary<Size, int> sizes = system.Sizes.ToDictionary(size => size, _ => 2);
        double difference = network.WorstDifference(sizes), second = network.WorstSecondOrderDifference(sizes);
        Assert.True(difference < 1e-12, $"{difference:E1}");
        Assert.True(second < 1e-11, $"{second:E1}");
    }
}
