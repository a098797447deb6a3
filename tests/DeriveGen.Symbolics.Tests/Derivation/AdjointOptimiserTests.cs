using System.Text;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>The forms that optimised adjoints take, for running and for reading, and that they stay right.</summary>
public sealed class AdjointOptimiserTests
{
    [Fact]
    public void Softmax_and_cross_entropy_fuse_to_a_difference()
    {
        var network = new Network();
        Tensor z = network.Input("z", network.M, 3), t = network.Label("t", 3, network.M);
        network.SoftmaxCrossEntropy(z, t);

        DerivedSystem derived = Gradients.Check(network.System(), z);

        Assert.Equal("z̄[i,k] = (1/m)·(p[i,k] − δ[t[i],k])", Assert.Single(derived.Adjoints).ToString());
    }

    [Theory]
    [InlineData(Objective.Emission, "ā1[i,k] = Σk′ z̄2[i,k′]·W2[k,k′]", "z̄1[i,k] = ā1[i,k]·[z1[i,k] > 0]")]
    [InlineData(Objective.Documentation, "z̄1[i,k] = [z1[i,k] > 0]·Σk′ z̄2[i,k′]·W2[k,k′]")]
    public void A_contraction_stays_a_tensor_when_run_and_is_written_out_when_read(Objective objective, params string[] expected)
    {
        var network = new Network();
        Tensor x = network.Input("x", network.M, 5), t = network.Label("t", 3, network.M);
        Tensor w1 = network.Parameter("W1", 5, 6), b1 = network.Parameter("b1", 6), w2 = network.Parameter("W2", 6, 3), b2 = network.Parameter("b2", 3);
        Tensor a1 = network.Map("a1", network.Dense("z1", x, w1, b1), z => Build.Call("relu", z));
        network.SoftmaxCrossEntropy(network.Dense("z2", a1, w2, b2), t);

        DerivedSystem derived = Gradients.Check(network.System(), new DerivationOptions { Objective = objective }, w1, b1, w2, b2);

        Assert.Equal(
            ["z̄2[i,k] = (1/m)·(p[i,k] − δ[t[i],k])", .. expected, "W̄1[j,k] = Σi z̄1[i,k]·x[i,j]", "b̄1[k] = Σi z̄1[i,k]", "W̄2[j,k] = Σi z̄2[i,k]·a1[i,j]", "b̄2[k] = Σi z̄2[i,k]"],
            derived.Adjoints.Select(equation => equation.ToString()));
    }

    [Theory]
    [InlineData(Objective.Emission)]
    [InlineData(Objective.Documentation)]
    public void Layer_norm_is_one_line(Objective objective)
    {
        var network = new Network();
        Tensor x = network.Input("x", network.M, 6), g = network.Parameter("g", 6), b = network.Parameter("b", 6), cotangent = network.Input("c", network.M, 6);
        IndexVar i = new("i", network.M), d = new("d", 6);
        Tensor mu = network.Define("mu", [i], Network.Mean([d], Polynomial.Of(x, i, d)));
        Polynomial centred = Polynomial.Of(x, i, d) - Polynomial.Of(mu, i);
        Tensor v = network.Define("v", [i], Network.Mean([d], Build.Power(centred, 2)));
        Tensor r = network.Define("r", [i], Build.Power(Polynomial.Of(v, i) + Polynomial.Number(Rational.Parse("1e-5")), new Rational(-1, 2)));
        Tensor h = network.Define("h", [i, d], centred * Polynomial.Of(r, i));
        Tensor y = network.Define("y", [i, d], (Polynomial.Of(h, i, d) * Polynomial.Of(g, d)) + Polynomial.Of(b, d));
        network.Define("L", [], Build.Sum([i, d], Polynomial.Of(y, i, d) * Polynomial.Of(cotangent, i, d)));

        DerivedSystem derived = Gradients.Check(network.System(), new DerivationOptions { Objective = objective }, x, g, b, y);

        AssertText(
            "x̄[i,d] = r[i]·(ȳ[i,d]·g[d] − (1/6)·h[i,d]·Σd′ ȳ[i,d′]·g[d′]·h[i,d′] − (1/6)·Σd ȳ[i,d]·g[d])",
            derived.Formula(x));
    }

    [Fact]
    public void Attention_sums_the_output_times_its_adjoint_instead_of_the_probabilities()
    {
        var network = new Network();
        IndexVar i = new("i", 8), j = new("j", 8), d = new("d", 2);
        Tensor q = network.Input("q", 8, 2), k = network.Input("k", 8, 2), v = network.Input("v", 8, 2), target = network.Input("t", 8, 2);
        Tensor s = network.Define("s", [i, j], Rational.Half * Build.Sum([d], Polynomial.Of(q, i, d) * Polynomial.Of(k, j, d)));
        Guard causal = Guard.AtLeast(i, j);
        Tensor max = network.Define("M", [i], Build.Maximum([j], [causal], Polynomial.Of(s, i, j)));
        Tensor e = network.Define("E", [i, j], Build.Guarded(Build.Call("exp", Polynomial.Of(s, i, j) - Polynomial.Of(max, i)), [causal]));
        Tensor sum = network.Define("S", [i], Build.Sum([j], Polynomial.Of(e, i, j)));
        Tensor p = network.Define("p", [i, j], Build.Divide(Polynomial.Of(e, i, j), Polynomial.Of(sum, i)));
        Tensor o = network.Define("o", [i, d], Build.Sum([j], Polynomial.Of(p, i, j) * Polynomial.Of(v, j, d)));
        network.Define("L", [], Build.Sum([i, d], Build.Power(Polynomial.Of(o, i, d) - Polynomial.Of(target, i, d), 2)));

        DerivedSystem derived = Differentiation.Derive(network.System(), [q, k, v]);

        Gradients.CheckAt(derived, [q, k, v], _ => 1);
        AssertText("s̄[i,j] = p[i,j]·(p̄[i,j] − Σd ō[i,d]·o[i,d])", derived.Formula(s));
        Assert.Contains(derived.Trace.Remarks, remark => remark.Law.Name == "re-associate");
    }

    [Fact]
    public void Without_optimising_the_values_are_the_same()
    {
        var network = new Network();
        Tensor x = network.Input("x", network.M, 5), t = network.Input("t", network.M, 6), w = network.Parameter("W", 5, 6), b = network.Parameter("b", 6);
        network.SquaredError(network.Map("a", network.Dense("z", x, w, b), z => Build.Multiply(z, Build.Call("sigmoid", z))), t);

        DerivedSystem raw = Gradients.Check(network.System(), new DerivationOptions { Optimise = false }, w, b, x);
        DerivedSystem optimised = Gradients.Check(network.System(), w, b, x);

        Assert.True(optimised.Adjoints.Length < raw.Adjoints.Length);
        Assert.True(optimised.Adjoints.Sum(CostModel.Of) < raw.Adjoints.Sum(CostModel.Of));
    }

    /// <summary>Equal up to how a letter and its bar are encoded.</summary>
    private static void AssertText(string expected, string actual) =>
        Assert.Equal(expected.Normalize(NormalizationForm.FormD), actual.Normalize(NormalizationForm.FormD));
}
