using System.Text;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>The forms that optimised adjoints take, for running and for reading, and that they stay right.</summary>
public sealed class AdjointOptimiserTests
{
    private readonly SystemBuilder _net = new();
    private readonly Extent _m = Extent.Of(new Size("m", 32));

    [Fact]
    public void Softmax_and_cross_entropy_fuse_to_a_difference()
    {
        Tensor z = _net.Input("z", _m, 3), t = _net.Label("t", 3, _m);
        Tensor loss = _net.LabelledCrossEntropy(_net.Softmax("p", z), t);

        DerivedSystem derived = Gradients.Check(_net.Build(loss), z);

        Assert.Equal("z̄[i,k] = (1/m)·(p[i,k] − δ[t[i],k])", Assert.Single(derived.Adjoints).ToString());
    }

    [Theory]
    [InlineData(Objective.Emission, "ā1[i,k] = Σk′ z̄2[i,k′]·W2[k,k′]", "z̄1[i,k] = ā1[i,k]·[z1[i,k] > 0]")]
    [InlineData(Objective.Documentation, "z̄1[i,k] = [z1[i,k] > 0]·Σk′ z̄2[i,k′]·W2[k,k′]")]
    public void A_contraction_stays_a_tensor_when_run_and_is_written_out_when_read(Objective objective, params string[] expected)
    {
        Tensor x = _net.Input("x", _m, 5), t = _net.Label("t", 3, _m);
        Tensor w1 = _net.Parameter("W1", 5, 6), b1 = _net.Parameter("b1", 6), w2 = _net.Parameter("W2", 6, 3), b2 = _net.Parameter("b2", 3);
        Tensor a1 = _net.Map("a1", _net.Dense("z1", x, w1, b1), z => Build.Call("relu", z));
        Tensor loss = _net.LabelledCrossEntropy(_net.Softmax("p", _net.Dense("z2", a1, w2, b2)), t);

        DerivedSystem derived = Gradients.Check(_net.Build(loss), new DerivationOptions { Objective = objective }, w1, b1, w2, b2);

        Assert.Equal(
            ["z̄2[i,k] = (1/m)·(p[i,k] − δ[t[i],k])", .. expected, "W̄1[j,k] = Σi z̄1[i,k]·x[i,j]", "b̄1[k] = Σi z̄1[i,k]", "W̄2[j,k] = Σi z̄2[i,k]·a1[i,j]", "b̄2[k] = Σi z̄2[i,k]"],
            derived.Adjoints.Select(equation => equation.ToString()));
    }

    [Theory]
    [InlineData(Objective.Emission)]
    [InlineData(Objective.Documentation)]
    public void Layer_norm_is_one_line(Objective objective)
    {
        Tensor x = _net.Input("x", _m, 6), g = _net.Parameter("g", 6), b = _net.Parameter("b", 6), cotangent = _net.Input("c", _m, 6);
        Tensor y = _net.LayerNorm("y", x, g, b);
        IndexVar i = new("i", _m), d = new("d", 6);
        Tensor loss = _net.Define("L", [], y.At(i, d).Times(cotangent.At(i, d)).SumOver(i, d));

        DerivedSystem derived = Gradients.Check(_net.Build(loss), new DerivationOptions { Objective = objective }, x, g, b, y);

        AssertText(
            "x̄[i,d] = yScale[i]·(ȳ[i,d]·g[d] − (1/6)·yNormal[i,d]·Σd′ ȳ[i,d′]·g[d′]·yNormal[i,d′] − (1/6)·Σd ȳ[i,d]·g[d])",
            derived.Formula(x));
    }

    [Fact]
    public void Attention_sums_the_output_times_its_adjoint_instead_of_the_probabilities()
    {
        IndexVar i = new("i", 8), j = new("j", 8), d = new("d", 2);
        Tensor q = _net.Input("q", 8, 2), k = _net.Input("k", 8, 2), v = _net.Input("v", 8, 2), target = _net.Input("t", 8, 2);
        Tensor s = _net.Define("s", [i, j], Rational.Half * q.At(i, d).Times(k.At(j, d)).SumOver(d));
        Tensor p = _net.Softmax("p", s, where: indices => [Guard.AtLeast(indices[0], indices[1])]);
        Tensor o = _net.Define("o", [i, d], p.At(i, j).Times(v.At(j, d)).SumOver(j));
        Tensor loss = _net.Define("L", [], (o.At(i, d) - target.At(i, d)).To(2).SumOver(i, d));

        DerivedSystem derived = Differentiation.Derive(_net.Build(loss), [q, k, v]);

        Gradients.CheckAt(derived, [q, k, v], _ => 1);
        AssertText("s̄[i,j] = p[i,j]·(p̄[i,j] − Σd ō[i,d]·o[i,d])", derived.Formula(s));
        Assert.Contains(derived.Trace.Remarks, remark => remark.Law.Name == "re-associate");
    }

    [Fact]
    public void Optimising_lowers_the_price_and_keeps_the_values()
    {
        Tensor x = _net.Input("x", _m, 5), t = _net.Input("t", _m, 6), w = _net.Parameter("W", 5, 6), b = _net.Parameter("b", 6);
        Tensor loss = _net.SquaredError(_net.Map("a", _net.Dense("z", x, w, b), z => z.Times(Build.Call("sigmoid", z))), t);

        DerivedSystem raw = Gradients.Check(_net.Build(loss), new DerivationOptions { Optimise = false }, w, b, x);
        DerivedSystem optimised = Gradients.Check(_net.Build(loss), w, b, x);

        Assert.True(optimised.Adjoints.Length < raw.Adjoints.Length);
        Assert.True(optimised.Adjoints.Sum(CostModel.Of) < raw.Adjoints.Sum(CostModel.Of));
    }

    /// <summary>Equal up to how a letter and its bar are encoded.</summary>
    private static void AssertText(string expected, string actual) =>
        Assert.Equal(expected.Normalize(NormalizationForm.FormD), actual.Normalize(NormalizationForm.FormD));
}
