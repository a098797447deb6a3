using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Emitted sweeps agree with the interpreter of the equations, for every number of examples and every length.</summary>
public sealed class ScanAgreementTests
{
    // Emitted code draws its random numbers itself, so that no given ones can be compared.
    public static TheoryData<string> Names => [.. ScanNetworks.Texts.Keys.Where(name => name != "noise in the cell")];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryProgramAgreesAtEverySize(string name) => Check(name, 4, 2e-5, [(1, 1), (2, 2), (4, 3), (5, 6)]);

    [Theory]
    [InlineData("lstm")]
    [InlineData("both directions")]
    [InlineData("last step, given initial state")]
    [InlineData("time last")]
    [InlineData("softmax in the cell")]
    public void SoDoesDoublePrecision(string name) => Check(name, 8, 1e-12, [(1, 6), (5, 2)]);

    private static void Check(string name, int elementSize, double tolerance, (int Examples, int Length)[] calls)
    {
        EquationSystem system = ScanNetworks.Of(name);
        var network = new EmittedNetwork(Oracle.Request(system, elementSize), secondOrder: elementSize == 8);
        foreach ((int examples, int length) in calls)
        {
            double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, size => size.Name == "T" ? length : examples), seed: examples);
            Assert.True(difference < tolerance, $"{examples} examples, length {length}: {difference:E1}\n{network.Class.Text}");
            if (elementSize == 8)
            {
                difference = network.WorstSecondOrderDifference(system.Sizes.ToDictionary(size => size, size => size.Name == "T" ? length : examples), seed: examples);
                Assert.True(difference < 10 * tolerance, $"second order, {examples} examples, length {length}: {difference:E1}\n{network.Class.Text}");
            }
        }
    }
}
