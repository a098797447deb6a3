using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Derivation;

namespace DeriveGen.Symbolics.Tests.Networks;

/// <summary>One derivation with symbolic sizes, compared with differences of the loss at every size of every network.</summary>
public sealed class NetworkGradientTests
{
    public static TheoryData<string> Names => [.. TestNetworks.All.Concat(TestNetworks.Seeds).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AdjointsAgreeWithDifferences(string name) => Check(name, DerivationOptions.Default);

    [Theory]
    [MemberData(nameof(Names))]
    public void AdjointsAreRightWithoutOptionalRewrites(string name) =>
        Check(name, new DerivationOptions { Fold = false, Lemmas = false, ZeroTest = false, Stabilise = false, Optimise = false });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStepOfTheTraceHasTheSameValue(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = network.System;
        DerivedSystem derived = Differentiation.Derive(system, network.Wanted(system), new DerivationOptions { Optimise = false });
        Gradients.CheckTrace(derived, size => network.Sizes[^1][size.Name]);
    }

    private static void Check(string name, DerivationOptions options)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = network.System;
        Tensor[] wanted = network.Wanted(system);
        DerivedSystem derived = Differentiation.Derive(system, wanted, options);
        foreach (IReadOnlyDictionary<string, int> sizes in network.Sizes)
        {
            Gradients.CheckAt(derived, wanted, size => sizes[size.Name]);
        }
    }
}
