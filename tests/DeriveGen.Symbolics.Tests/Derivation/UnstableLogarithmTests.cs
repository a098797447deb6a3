using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Logarithms that are evaluated as written are found where the machine's own arithmetic fails, and no others.</summary>
public sealed class UnstableLogarithmTests
{
    /// <summary>Equations of u, and their logarithm in both precisions.</summary>
    public static TheoryData<string, Func<float, float>, Func<double, double>> Unstable => new()
    {
        { "e = exp(u); s = e + 2; J = log(s)", u => MathF.Log(MathF.Exp(u) + 2), u => Math.Log(Math.Exp(u) + 2) },
        { "a = tanh(u); J = log(1 - a^2)", u => MathF.Log(1 - (MathF.Tanh(u) * MathF.Tanh(u))), u => Math.Log(1 - (Math.Tanh(u) * Math.Tanh(u))) },
        { "e = exp(u); J = log(e + e^2)", u => MathF.Log(MathF.Exp(u) + (MathF.Exp(u) * MathF.Exp(u))), u => Math.Log(Math.Exp(u) + (Math.Exp(u) * Math.Exp(u))) },
    };

    [Theory]
    [MemberData(nameof(Unstable))]
    public void It_fails_where_it_is_said_to(string equations, Func<float, float> single, Func<double, double> twice)
    {
        UnstableLogarithm found = Assert.Single(Find($"param u = 0; {equations}; loss J"));

        double toOrigin = -Math.Sign(found.Single) * 1e-2;
        Assert.Equal("u", found.Variable.Name);
        Assert.True(float.IsFinite(single((float)(found.Single + toOrigin))) && !float.IsFinite(single((float)(found.Single - toOrigin))), $"{found.Single} in float");
        Assert.True(double.IsFinite(twice(found.Double + toOrigin)) && !double.IsFinite(twice(found.Double - toOrigin)), $"{found.Double} in double");
    }

    [Theory]
    [InlineData("param z[i:batch, k:3]; e[i, k] = exp(z[i, k]); s[i] = sum(k: e[i, k]); L = mean(i: log(s[i]))", "z")]
    [InlineData("param z[i:batch, k:3]; e[i, k] = exp(z[i, k]); p[i, k] = e[i, k]/sum(c: e[i, c]); L = -mean(i, k: log(p[i, k]))", "z")]
    public void Softmax_by_hand_is_found(string equations, string variable) => Assert.Equal(variable, Assert.Single(Find(equations)).Variable.Name);

    [Theory]
    [InlineData("param u = 0; J = -log(sigmoid(u)) - log(1 - sigmoid(u))")]         // rewritten
    [InlineData("param u = 0; p = sigmoid(u); J = log(p)")]
    [InlineData("param u = 0; J = log(1 + exp(u))")]
    [InlineData("param z[k:3]; p[k] = softmax(k: z[k]); J = -sum(k: log(p[k]))")]
    [InlineData("param z[k:3]; J = logsumexp(k: z[k])")]
    [InlineData("param u = 1; J = log(u)")]                                         // its domain ends there
    [InlineData("param u = 1; J = log(5 - u)")]
    [InlineData("param u = 1; J = log(1 + u^2)")]                                   // far from overflow
    [InlineData("param u = 1; input x; e = exp(u); J = log(e + x)")]                // depends on something else
    [InlineData("param u = 1; s = 5*tanh(u); e = exp(s); J = log(e + 2)")]          // never that large
    [InlineData("param u = 1; J = log(sigmoid(u) + 10^-8)")]                        // finite, if flat
    [InlineData("param u[i:3, k:4]; input v[i, k]; c[i] = u[i, k]*v[i, k]/(sqrt(sum(k: u[i, k]^2))*sqrt(sum(k: v[i, k]^2))); e[i] = exp(c[i]/0.05); J = sum(i: log(e[i] + 2))")]   // a cosine
    [InlineData("param u[i:3, k:4]; input v[k]; n[i] = sqrt(sum(k: u[i, k]^2) + 0.1); m = rsqrt(sum(k: v[k]^2)); c[i] = 20*u[i, k]*v[k]*m/n[i]; e[i] = exp(c[i]); J = sum(i: log(e[i] + 2))")]
    [InlineData("param u[i:3, k:4]; input v[k]; n[i] = sqrt(sum(k: u[i, k]^2)); y[i, k] = u[i, k]/n[i]; e[i, k] = exp(9*y[i, k] + 3*tanh(v[k])); J = sum(i, k: log(e[i, k] + 2))")]   // a direction
    [InlineData("param u[k:4]; input v; s[k] = sin(u[k] + v); t = sum(k: s[k]); e = exp(5*t); J = log(e + 2)")]
    public void Others_are_left_alone(string equations) => Assert.Empty(Find(equations));

    /// <summary>What is bounded, but not below where it fails, or by nothing, is warned of.</summary>
    [Theory]
    [InlineData("param u[i:3, k:4]; input v[k]; n[i] = sqrt(sum(k: u[i, k]^2)); m = rsqrt(sum(k: v[k]^2)); c[i] = 90*u[i, k]*v[k]*m/n[i]; e[i] = exp(c[i]); J = sum(i: log(e[i] + 2))")]   // 90 > 88.7
    [InlineData("param u[i:3, k:4]; input v[k]; n[i] = sqrt(sum(k: u[i, k]^2)); c[i] = u[i, k]*v[k]/n[i]; e[i] = exp(c[i]); J = sum(i: log(e[i] + 2))")]   // v has any length
    [InlineData("param u[i:3, k:4]; input v[k]; n[i] = sqrt(sum(k: u[i, k]^2)); m = rsqrt(v[0]^2); c[i] = u[i, k]*v[k]*m/n[i]; e[i] = exp(c[i]); J = sum(i: log(e[i] + 2))")]   // one element's length
    [InlineData("param u[k:4]; input v; s[k] = sin(u[k] + v); t = sum(k: s[k]); e = exp(100*t); J = log(e + 2)")]   // 4·100 > 88.7
    public void What_may_be_that_large_is_found(string equations) => Assert.Single(Find(equations));

    [Fact]
    public void The_test_networks_have_none() =>
        Assert.Empty(TestNetworks.All.Concat(TestNetworks.Seeds).SelectMany(network => Find(network.Text).Select(found => $"{network}: {found.Variable}")));

    private static UnstableLogarithm[] Find(string equations)
    {
        EquationSystem system = EquationText.Bind(equations).Require();
        return [.. UnstableLogarithm.All(Stabilise.Apply(Lift.Apply(CollapseForward.Apply(system).System).System).System)];
    }
}
