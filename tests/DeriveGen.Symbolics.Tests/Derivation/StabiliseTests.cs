using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Logarithms of exponentials, sigmoids and quotients become finite forms, and only those.</summary>
public sealed class StabiliseTests
{
    private static readonly Size s_batch = new("m");
    private static readonly Dictionary<Size, int> s_sizes = new() { [s_batch] = 3 };
    private readonly SystemBuilder _system = new();
    private readonly IndexVar _i = new("i", Extent.Of(s_batch));
    private readonly IndexVar _k = new("k", 4);
    private readonly Polynomial _mean = Build.Power(Build.Number(Extent.Of(s_batch)), -1);

    [Fact]
    public void Cross_entropy_with_class_numbers_becomes_log_sum_exp()
    {
        (Tensor z, Tensor p) = Softmax();
        Tensor t = _system.Label("t", 4, _i.Extent);
        Affine label = Affine.Of(new GatherAtom(t, [_i]));
        Tensor loss = _system.Define("L", [], -_mean.Times(Build.Call("log", p.At(_i, label)).SumOver(_i)));

        EquationSystem stable = Stable("L = −(1/m)·Σi (z[i,t[i]] − M[i] − log(S[i]))");

        Assert.True(LossAt(2000, stable, loss, z) is > 0 and < double.PositiveInfinity);
        Assert.False(double.IsFinite(LossAt(2000, _system.Build(), loss, z)));
    }

    [Fact]
    public void Binary_cross_entropy_becomes_softplus()
    {
        Tensor z = _system.Input("z", _i.Extent), y = _system.Input("y", _i.Extent);
        Tensor a = _system.Define("a", [_i], Build.Call("sigmoid", z.At(_i)));
        Polynomial one = Polynomial.One;
        Polynomial sum = y.At(_i).Times(Build.Call("log", a.At(_i))) + (one - y.At(_i)).Times(Build.Call("log", one - a.At(_i)));
        Tensor loss = _system.Define("L", [], -_mean.Times(sum.SumOver(_i)));

        EquationSystem stable = Stable("L = −(1/m)·Σi y[i]·z[i] + (1/m)·Σi softplus(z[i])");

        Assert.True(double.IsFinite(LossAt(2000, stable, loss, z)));
    }

    [Fact]
    public void A_definition_that_only_copies_is_looked_through()
    {
        Tensor z = _system.Input("z", _i.Extent);
        Tensor a = _system.Define("a", [_i], Build.Call("sigmoid", z.At(_i)));
        Tensor copy = _system.Define("c", [_i], a.At(_i));
        _system.Define("l", [_i], Build.Call("log", copy.At(_i)));

        Stable("l[i] = −softplus(z[i]) + z[i]");
    }

    [Fact]
    public void A_linear_output_is_read_where_it_comes_from()
    {
        Tensor z = _system.Input("z", _i.Extent);
        Tensor y = _system.Define("y", [_i], z.At(_i));
        Tensor e = _system.Define("e", [_i], Build.Call("exp", y.At(_i)));
        _system.Define("l", [_i], Build.Call("log", e.At(_i)));

        Stable("l[i] = z[i]");
    }

    [Fact]
    public void What_has_left_the_logarithm_stays_a_tensor()
    {
        Tensor x = _system.Input("x", _i.Extent), scale = _system.Input("scale", _i.Extent);
        Tensor z = _system.Define("z", [_i], x.At(_i).Over(scale.At(_i)));
        Tensor e = _system.Define("e", [_i], Build.Call("exp", z.At(_i)));
        _system.Define("l", [_i], Build.Call("log", e.At(_i)));

        Stable("l[i] = z[i]");
    }

    [Fact]
    public void A_quotient_of_exponentials_is_a_sigmoid()
    {
        Tensor z = _system.Input("z", _i.Extent);
        Polynomial exponential = Build.Call("exp", z.At(_i));
        _system.Define("a", [_i], exponential.Over(Polynomial.One + exponential));

        Stable("a[i] = σ(z[i])");
    }

    [Fact]
    public void One_over_one_plus_exponential_is_a_sigmoid()
    {
        Tensor z = _system.Input("z", _i.Extent);
        _system.Define("a", [_i], (Polynomial.One + Build.Call("exp", -z.At(_i))).To(-1));

        Stable("a[i] = σ(z[i])");
    }

    [Fact]
    public void A_clipped_logarithm_stays()
    {
        Tensor z = _system.Input("z", _i.Extent);
        Tensor a = _system.Define("a", [_i], Build.Call("sigmoid", z.At(_i)));
        _system.Define("l", [_i], Build.Call("log", a.At(_i) + Polynomial.Number(new Rational(1, 1000))));

        AssertUnchanged();
    }

    [Fact]
    public void A_logarithm_of_a_sum_stays()
    {
        Tensor z = _system.Input("z", _i.Extent);
        Tensor a = _system.Define("a", [_i], z.At(_i).To(2) + Polynomial.One);
        _system.Define("l", [_i], Build.Call("log", a.At(_i)));

        AssertUnchanged();
    }

    [Fact]
    public void A_guarded_definition_stays_out_of_the_logarithm()
    {
        Tensor z = _system.Input("z", 5);
        IndexVar i = new("i", 5);
        Tensor a = _system.Define("a", [i], Build.Call("exp", z.At(i)).Where(Guard.AtLeast(i, 1)));
        _system.Define("l", [i], Build.Call("log", a.At(i)));

        AssertUnchanged();
    }

    /// <summary>p = softmax of z over k, its maximum subtracted.</summary>
    private (Tensor Z, Tensor P) Softmax()
    {
        Tensor z = _system.Input("z", _i.Extent, 4);
        IndexVar j = new("j", 4);
        Tensor max = _system.Define("M", [_i], Build.Maximum([j], [], z.At(_i, j)));
        Tensor e = _system.Define("E", [_i, _k], Build.Call("exp", z.At(_i, _k) - max.At(_i)));
        Tensor s = _system.Define("S", [_i], e.At(_i, j).SumOver(j));
        return (z, _system.Define("p", [_i, _k], e.At(_i, _k).Over(s.At(_i))));
    }

    private EquationSystem Stable(string expectedLast)
    {
        EquationSystem before = _system.Build();
        Rewritten rewritten = Stabilise.Apply(before);
        Assert.Equal(expectedLast, rewritten.System.Equations[^1].ToString());
        Assert.NotEmpty(rewritten.Remarks);
        Sample.AssertSameValues(before, rewritten.System, s_sizes);
        return rewritten.System;
    }

    private void AssertUnchanged()
    {
        EquationSystem before = _system.Build();
        Rewritten rewritten = Stabilise.Apply(before);
        Assert.Equal(before.ToString(), rewritten.System.ToString());
        Assert.Empty(rewritten.Remarks);
    }

    /// <summary>The loss at logits that are far apart.</summary>
    private static double LossAt(double scale, EquationSystem system, Tensor loss, Tensor logits)
    {
        Interpreter interpreter = Sample.Given(system, s_sizes, seed: 3);
        interpreter[logits] = [.. interpreter[logits].Select(value => value * scale)];
        interpreter.Run(system);
        return interpreter[loss][0];
    }
}
