using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests;
using static DeriveGen.Symbolics.Tests.SystemBuilder;

namespace DeriveGen.Compiler.Tests.Scheduling;

public sealed class NormalFormTests
{
    private readonly SystemBuilder _net = new();
    private readonly IndexVar _i = Index("i", 3), _j = Index("j", 4), _k = Index("k", 5);

    [Fact]
    public void ASumBesideOtherTermsIsLifted()
    {
        Tensor x = _net.Input("x", 3, 4), w = _net.Parameter("W", 4, 5), b = _net.Parameter("b", 5);
        _net.Define("z", [_i, _k], x.At(_i, _j).Times(w.At(_j, _k)).SumOver(_j) + b.At(_k));
        Assert.Equal(["z_1[i,k] = Σj x[i,j]·W[j,k]", "z[i,k] = z_1[i,k] + b[k]"], Normal());
    }

    [Fact]
    public void ABareSumStays()
    {
        Tensor x = _net.Input("x", 3, 4);
        _net.Define("s", [_i], x.At(_i, _j).SumOver(_j));
        Assert.Equal(["s[i] = Σj x[i,j]"], Normal());
    }

    [Fact]
    public void ACoefficientLeavesTheSum()
    {
        Tensor x = _net.Input("x", 3, 4);
        _net.Define("s", [_i], 2 * x.At(_i, _j).SumOver(_j));
        Assert.Equal(["s_1[i] = Σj x[i,j]", "s[i] = 2·s_1[i]"], Normal());
    }

    [Fact]
    public void EqualSumsAreComputedOnce()
    {
        Tensor x = _net.Input("x", 3, 4);
        _net.Define("s", [_i], x.At(_i, _j).SumOver(_j));
        IndexVar p = Index("p", 3), q = Index("q", 4);
        _net.Define("c", [p, q], x.At(p, q) - x.At(p, _j).SumOver(_j));
        Assert.Equal(["s[i] = Σj x[i,j]", "c[p,q] = x[p,q] − s[p]"], Normal());
    }

    [Fact]
    public void SumsOverOtherAxesAreNotEqual()
    {
        Tensor x = _net.Input("x", 3, 3);
        IndexVar p = Index("p", 3), q = Index("q", 3);
        _net.Define("s", [_i], x.At(_i, p).SumOver(p));
        _net.Define("c", [_i], 2 * x.At(q, _i).SumOver(q));
        Assert.Equal(3, Normal().Length);
    }

    [Fact]
    public void SumsThatShareNoIndexAreSeparate()
    {
        Tensor x = _net.Input("x", 3, 4), y = _net.Input("y", 3, 5);
        _net.Define("s", [_i], x.At(_i, _j).Times(y.At(_i, _k)).SumOver(_j, _k));
        Assert.Equal(["s_1[i] = Σj x[i,j]", "s_2[i] = Σk y[i,k]", "s[i] = s_1[i]·s_2[i]"], Normal());
    }

    [Fact]
    public void ASumInsideAFunctionOrAMaximumIsLifted()
    {
        Tensor x = _net.Input("x", 3, 4), w = _net.Parameter("W", 4, 5);
        Polynomial product = x.At(_i, _j).Times(w.At(_j, _k)).SumOver(_j);
        _net.Define("m", [_i], Build.Maximum([_k], [], Build.Call("tanh", product)));
        Assert.Equal(["m_1[i,k] = Σj x[i,j]·W[j,k]", "m[i] = maxk tanh(m_1[i,k])"], Normal());
    }

    [Fact]
    public void AProductUnderAContractionIsComputedFirst()
    {
        Tensor a = _net.Input("a", 3, 4), g = _net.Input("g", 3, 4), w = _net.Parameter("W", 4, 5);
        _net.Define("z", [_i, _k], a.At(_i, _j).Times(g.At(_i, _j), w.At(_j, _k)).SumOver(_j));
        Assert.Equal(["z_1[i,j] = a[i,j]·g[i,j]", "z[i,k] = Σj z_1[i,j]·W[j,k]"], Normal());
    }

    [Fact]
    public void AnOperandThatWouldGrowIsNotComputedFirst()
    {
        IndexVar y = Index("y", 9), v = Index("v", 9);
        Tensor x = _net.Input("x", 17), w = _net.Parameter("W", 9, 5);
        _net.Define("z", [y, _k], x.At((Affine)v + y).To(2).Times(w.At(v, _k)).SumOver(v));
        Assert.Single(Normal());
    }

    private string[] Normal() => NormalForm.Of(_net.Build().Equations).Select(equation => equation.ToString()).ToArray();
}
