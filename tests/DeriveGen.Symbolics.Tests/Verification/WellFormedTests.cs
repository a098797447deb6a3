using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Verification;
using static DeriveGen.Symbolics.Tests.SystemBuilder;

namespace DeriveGen.Symbolics.Tests.Verification;

/// <summary>Each promise of an equation system, broken once.</summary>
public sealed class WellFormedTests
{
    private readonly SystemBuilder _net = new();
    private readonly IndexVar _i = Index("i", 4), _j = Index("j", 4), _t = Index("t", 5);

    private string Problem => WellFormed.Problem(_net.Build()) ?? "none";

    private Tensor X => _net.Input("x", 4);

    [Fact]
    public void AValueIsDefinedOnce()
    {
        Tensor x = X, y = _net.Define("y", [_i], x.At(_i));
        _net.Define(y, [_i], 2 * x.At(_i));
        Assert.Equal("y is defined twice, the second time by y[i] = 2·x[i]", Problem);
    }

    [Fact]
    public void AValueIsReadAfterItIsDefined()
    {
        Tensor y = _net.Forward("y", _i);
        _net.Define("z", [_i], y.At(_i));
        _net.Define(y, [_i], X.At(_i));
        Assert.Equal("y is read before the equation that defines it, in z[i] = y[i]", Problem);
    }

    [Fact]
    public void AFreeIndexStandsOnTheLeft()
    {
        _net.Define("y", [_i], X.At(_j));
        Assert.Equal("index j is free on the right and missing on the left of y[i] = x[j]", Problem);
    }

    [Fact]
    public void AnIndexIsBoundOnce()
    {
        var twice = new Term(1, [_i], [new Factor(new Access(X, [_i]), 1)], []);
        _net.Define("y", [_i], Polynomial.Of(new Apply(ScalarFunction.All["tanh"], Polynomial.Create(twice))));
        Assert.StartsWith("index i is bound twice, in y[i] = tanh(", Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAccessStaysInRange()
    {
        _net.Define("y", [_i], X.At(Affine.Of(_i) - 1));
        Assert.Equal("x is read at i−1 along axis 0 of extent 4, which no guard keeps in range, in y[i] = x[i−1]", Problem);
    }

    [Fact]
    public void AGuardOfAnEnclosingTermKeepsAnAccessInRange()
    {
        Polynomial inner = Build.Call("tanh", X.At(Affine.Of(_i) - 1));
        _net.Define("y", [_i], inner.Where(Guard.AtLeast(_i, 1)));
        Assert.Equal("none", Problem);
    }

    [Theory]
    [InlineData(-1, "none")]
    [InlineData(0, "h is read at time t while scan h forward is at t, in h[t] = [1 ≤ t]·h[t]")]
    public void AScanReadsThePast(int offset, string expected)
    {
        Tensor h = _net.Forward("h", _t);
        _net.Define(h, [_t], h.At(Affine.Of(_t) + offset).Where(Guard.AtLeast(_t, 1)));
        _net.Scan([h], [0], 1);
        Assert.Equal(expected, Problem);
    }

    [Fact]
    public void NoDeltaStaysOverASummedIndex()
    {
        Tensor x = X, loss = _net.Define("L", [], x.At(_i).SumOver(_i));
        DerivedSystem derived = Differentiation.Derive(_net.Build(loss), [x]);
        Equation adjoint = derived.AdjointEquationOf(x);
        var delta = new Term(1, [_j], [], [Guard.Delta(_j, adjoint.Indices[0]), Guard.AtLeast(_j, 1)]);

        DerivedSystem broken = derived with { Adjoints = [adjoint with { Value = Polynomial.Create(delta) }] };

        Assert.StartsWith("the sum still runs against δ[j,i]", WellFormed.Problem(broken), StringComparison.Ordinal);
        Assert.Contains("After the stage 'tested'", Assert.Throws<IllFormedException>(() => WellFormed.Check(broken, "tested")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryNetworkIsWellFormedBeforeAndAfter()
    {
        foreach (TestNetwork network in TestNetworks.All)
        {
            EquationSystem system = network.System;
            Assert.Null(WellFormed.Problem(system));
            Assert.Null(WellFormed.Problem(Differentiation.Derive(system, system.Tensors.Where(tensor => network.Adjoints.Contains(tensor.Name)).ToArray())));
        }
    }
}
