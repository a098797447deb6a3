using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Which reductions become equations of their own, under which names, and that no value changes.</summary>
public sealed class LiftTests
{
    private static readonly Size s_batch = new("m");
    private static readonly Dictionary<Size, int> s_sizes = new() { [s_batch] = 3 };
    private readonly SystemBuilder _system = new();
    private readonly IndexVar _i = new("i", Extent.Of(s_batch));
    private readonly IndexVar _j = new("j", 4);
    private readonly IndexVar _k = new("k", 5);
    private readonly IndexVar _l = new("l", 2);

    [Fact]
    public void The_argument_of_a_function_is_lifted_whole()
    {
        Tensor x = _system.Input("x", _i.Extent, 4), w = _system.Parameter("W", 4, 5), b = _system.Parameter("b", 5);
        _system.Define("h", [_i, _k], Build.Call("tanh", x.At(_i, _j).Times(w.At(_j, _k)).SumOver(_j) + b.At(_k)));

        AssertLifted("hIn[i,k] = Σj x[i,j]·W[j,k] + b[k]", "h[i,k] = tanh(hIn[i,k])");
    }

    [Fact]
    public void A_function_of_elements_alone_stays()
    {
        Tensor x = _system.Input("x", _i.Extent, 4), b = _system.Parameter("b", 4);
        _system.Define("h", [_i, _j], Build.Call("tanh", x.At(_i, _j) + b.At(_j)));

        AssertLifted("h[i,j] = tanh(x[i,j] + b[j])");
    }

    [Fact]
    public void A_sum_below_a_power_is_lifted()
    {
        Tensor x = _system.Input("x", _i.Extent, 4);
        _system.Define("r", [_i], (x.At(_i, _j).To(2).SumOver(_j) + Polynomial.Number(new Rational(1, 10))).To(new Rational(-1, 2)));

        AssertLifted("rIn[i] = Σj x[i,j]^2 + (1/10)", "r[i] = rIn[i]^(−1/2)");
    }

    [Fact]
    public void A_sum_of_powers_stays()
    {
        Tensor x = _system.Input("x", _i.Extent, 4);
        _system.Define("s", [_i], x.At(_i, _j).To(2).SumOver(_j));

        AssertLifted("s[i] = Σj x[i,j]^2");
    }

    [Fact]
    public void A_contraction_times_an_outer_factor_is_lifted()
    {
        Tensor r = _system.Input("r", _i.Extent, 5), h = _system.Input("h", _i.Extent, 4), u = _system.Parameter("U", 4, 5);
        _system.Define("n", [_i, _k], r.At(_i, _k).Times(h.At(_i, _j).Times(u.At(_j, _k)).SumOver(_j)));

        AssertLifted("nDot[i,k] = Σj h[i,j]·U[j,k]", "n[i,k] = r[i,k]·nDot[i,k]");
    }

    [Fact]
    public void A_mean_stays_whole_and_the_count_in_front_of_it_is_no_outer_factor()
    {
        Tensor x = _system.Input("x", _i.Extent, 4);
        Polynomial mean = Build.Divide(x.At(_i, _j).SumOver(_i), Build.Number(_i.Extent));
        _system.Define("mu", [_j], mean);

        AssertLifted("mu[j] = (1/m)·Σi x[i,j]");
    }

    [Fact]
    public void A_mean_inside_a_product_is_lifted()
    {
        Tensor x = _system.Input("x", _i.Extent, 4), g = _system.Parameter("g", 4);
        IndexVar d = new("d", 4);
        _system.Define("y", [_i, _j], g.At(_j).Times(x.At(_i, _j) - (new Rational(1, 4) * x.At(_i, d).SumOver(d))));

        AssertLifted("yMean[i] = (1/4)·Σd x[i,d]", "y[i,j] = g[j]·(x[i,j] − yMean[i])");
    }

    [Fact]
    public void Two_sums_that_share_no_index_are_lifted_apart()
    {
        Tensor x = _system.Input("x", _i.Extent, 4), y = _system.Input("y", _i.Extent, 5);
        _system.Define("s", [_i], x.At(_i, _j).SumOver(_j).Times(y.At(_i, _k).SumOver(_k)));

        AssertLifted("sSum[i] = Σj x[i,j]", "sSum_2[i] = Σk y[i,k]", "s[i] = sSum[i]·sSum_2[i]");
    }

    [Fact]
    public void A_contraction_of_three_becomes_two_of_two()
    {
        IndexVar t = new("t", 16), u = new("u", 16), e = new("e", 8), d = new("d", 8);
        Tensor p = _system.Input("p", 16, 16), v = _system.Input("v", 16, 8), w = _system.Parameter("W", 8, 8);
        _system.Define("y", [t, d], p.At(t, u).Times(v.At(u, e), w.At(e, d)).SumOver(u, e));

        EquationSystem lifted = Lifted();

        Assert.Equal(2, lifted.Equations.Length);
        Assert.All(lifted.Equations, equation => Assert.Equal(2, equation.Value.Terms[0].Factors.Length));
    }

    [Fact]
    public void A_weighted_contraction_over_one_index_stays()
    {
        Tensor x = _system.Input("x", _i.Extent, 4), y = _system.Input("y", _i.Extent, 4), g = _system.Parameter("g", 4);
        _system.Define("s", [_i], x.At(_i, _j).Times(y.At(_i, _j), g.At(_j)).SumOver(_j));

        AssertLifted("s[i] = Σj x[i,j]·y[i,j]·g[j]");
    }

    [Fact]
    public void The_body_of_a_maximum_is_lifted_with_the_guards_that_its_accesses_need()
    {
        IndexVar y = new("y", 3), r = new("r", 2);
        Tensor x = _system.Input("x", 4, 5), w = _system.Parameter("w", 5);
        Affine position = (Affine.Of(y) * 2) + r - 1;
        _system.Define("p", [y], Build.Maximum([r], [Guard.AtLeast(position, 0), Guard.AtLeast(3, position)], x.At(position, _k).Times(w.At(_k)).SumOver(_k)));

        EquationSystem lifted = Lifted();

        Assert.Equal(2, lifted.Equations.Length);
        Assert.Contains("[1 ≤ 2·y+r]", lifted.Equations[0].ToString());
    }

    [Fact]
    public void A_lifted_value_under_a_guard_is_valid_everywhere()
    {
        IndexVar y = new("y", 4);
        Tensor x = _system.Input("x", 4, 5), w = _system.Parameter("w", 5);
        Polynomial tanh = Build.Call("tanh", x.At(Affine.Of(y) - 1, _k).Times(w.At(_k)).SumOver(_k));
        _system.Define("h", [y], tanh.Where(Guard.AtLeast(y, 1)));

        AssertLifted("hDot[y] = [1 ≤ y]·Σk x[y−1,k]·w[k]", "h[y] = [1 ≤ y]·tanh(hDot[y])");
    }

    [Fact]
    public void A_value_used_twice_is_lifted_once()
    {
        Tensor x = _system.Input("x", _i.Extent, 4);
        Polynomial sum = x.At(_i, _j).SumOver(_j);
        _system.Define("h", [_i], Build.Call("tanh", sum) + Build.Call("sin", sum));

        AssertLifted("hSum[i] = Σj x[i,j]", "h[i] = tanh(hSum[i]) + sin(hSum[i])");
    }

    [Fact]
    public void A_name_that_is_taken_gets_a_number()
    {
        Tensor x = _system.Input("x", _i.Extent, 4);
        _system.Input("hSum", 1);
        _system.Define("h", [_i], Build.Call("tanh", x.At(_i, _j).SumOver(_j)));

        AssertLifted("hSum_2[i] = Σj x[i,j]", "h[i] = tanh(hSum_2[i])");
    }

    [Fact]
    public void In_a_scan_what_reads_the_scan_joins_it_and_what_does_not_goes_before_it()
    {
        IndexVar t = new("t", 4);
        Tensor x = _system.Input("x", 4, 2), u = _system.Parameter("U", 4, 4), w = _system.Parameter("w", 2), h = _system.Forward("h", t, _j);
        IndexVar k = new("k", 4);
        Polynomial recurrent = h.At(Affine.Of(t) - 1, k).Times(u.At(k, _j)).Where(Guard.AtLeast(t, 1)).SumOver(k);
        Polynomial gate = Build.Call("sigmoid", x.At(t, _l).Times(w.At(_l)).SumOver(_l));
        _system.Define(h, [t, _j], Build.Call("tanh", recurrent).Times(gate) + Polynomial.One);
        _system.Scan([h], [0], 1);
        EquationSystem before = _system.Build();

        EquationSystem lifted = Lift.Apply(before).System;

        Assert.Equal("scan hDot, h forward", lifted.Scans[0].ToString());
        Assert.Equal(["hDot_2", "hDot", "h"], lifted.Equations.Select(equation => equation.Target.Name));
        Sample.AssertSameValues(before, lifted, s_sizes);
    }

    private EquationSystem Lifted()
    {
        EquationSystem before = _system.Build();
        Rewritten rewritten = Lift.Apply(before);
        Assert.Equal(rewritten.Remarks.Length, rewritten.System.Equations.Length - before.Equations.Length);
        Sample.AssertSameValues(before, rewritten.System, s_sizes);
        Assert.Equal(rewritten.System.ToString(), Lift.Apply(rewritten.System).System.ToString());
        return rewritten.System;
    }

    private void AssertLifted(params string[] expected) => Assert.Equal(expected, Lifted().Equations.Select(TextPrinter.Print));
}
