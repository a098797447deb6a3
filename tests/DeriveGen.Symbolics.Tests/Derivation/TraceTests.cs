using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Networks;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>The steps that the documentation shows.</summary>
public sealed class TraceTests
{
    private static DerivedSystem Derive(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = network.System;
        return Differentiation.Derive(system, network.Wanted(system));
    }

    private static string Steps(DerivedSystem derived, string from, string to) =>
        string.Join("\n", derived.Trace.Contributions.Single(contribution => contribution.Forward.Target.Name == from && contribution.Of.Name == to).Steps).Normalize();

    [Fact]
    public void AWeightTakesTwoCollapses() => Assert.Equal(
        """
        = z̄[i,k′]    (chain-rule)
        = Σi,k′,j′ δ[j′,j]·δ[k′,k]·z̄[i,k′]·x[i,j′]    (product-rule)
        = Σi,k′ δ[k′,k]·z̄[i,k′]·x[i,j]    (collapse j′ ↦ j)
        = Σi z̄[i,k]·x[i,j]    (collapse k′ ↦ k)
        """,
        Steps(Derive("dense, sigmoid, squared error"), "z", "W"));

    [Fact]
    public void AnActivationIsRecognisedInItsDerivative() => Assert.Equal(
        """
        = ā[i′,k′]    (chain-rule)
        = Σi′,k′ δ[i′,i]·δ[k′,k]·ā[i′,k′]·σ(z[i′,k′])·(1 − σ(z[i′,k′]))    (product-rule)
        = Σk′ δ[k′,k]·ā[i,k′]·σ(z[i,k′])·(1 − σ(z[i,k′]))    (collapse i′ ↦ i)
        = ā[i,k]·σ(z[i,k])·(1 − σ(z[i,k]))    (collapse k′ ↦ k)
        = ā[i,k]·(1 − a[i,k])·a[i,k]    (fold a[i,k] = σ(z[i,k]))
        """,
        Steps(Derive("dense, sigmoid, squared error"), "a", "z"));

    [Fact]
    public void ConvolutionsShowTheirAffineCollapse() => Assert.Contains(
        "(affine-collapse ",
        Steps(Derive("convolution, stride 1, padding 1"), "a", "x"), StringComparison.Ordinal);

    [Fact]
    public void TheSameTextGivesTheSameDerivation()
    {
        foreach (TestNetwork network in TestNetworks.All)
        {
            DerivedSystem first = Derive(network.Name), second = Derive(network.Name);
            Assert.Equal(first.ToString(), second.ToString());
            Assert.Equal(first.Trace.ToString(), second.Trace.ToString());
            Assert.Equal(first.AdjointOf.Values.Select(tensor => tensor.Name), second.AdjointOf.Values.Select(tensor => tensor.Name));
        }
    }

    [Fact]
    public void EveryWantedTensorHasAnAdjointEvenWhereItIsZero()
    {
        var net = new SystemBuilder();
        IndexVar k = SystemBuilder.Index("k", 3);
        Tensor used = net.Parameter("used", 3), unused = net.Parameter("unused", 3), step = net.Parameter("step", 3);
        Tensor loss = net.Define("L", [], (used.At(k).To(2) * DeriveGen.Symbolics.Algebra.Build.Call("step", step.At(k))).SumOver(k));

        DerivedSystem derived = Differentiation.Derive(net.Build(loss), [used, unused, step]);

        Assert.Equal("unused̄[k] = 0", derived.Formula(unused).Replace("[i]", "[k]"));
        Assert.Equal("step̄[k] = 0", derived.Formula(step));
        Assert.NotEqual("used̄[k] = 0", derived.Formula(used));
    }

    [Fact]
    public void WholeNumbersHaveNoDerivative()
    {
        EquationSystem system = TestNetworks.Find("relu, softmax cross-entropy").System;
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Differentiation.Derive(system, [system["t"]]));
        Assert.Contains("t holds whole numbers", exception.Message, StringComparison.Ordinal);
    }
}
