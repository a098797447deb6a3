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
    public void Others_are_left_alone(string equations) => Assert.Empty(Find(equations));

    /// <summary>But one, which takes the logarithm of a sum of exponentials. That its cosines stay below 88 is not known.</summary>
    [Fact]
    public void The_test_networks_have_none() =>
        Assert.Equal(["contrastive: s"], TestNetworks.All.Concat(TestNetworks.Seeds).SelectMany(network => Find(network.Text).Select(found => $"{network}: {found.Variable}")));

    private static UnstableLogarithm[] Find(string equations)
    {
        EquationSystem system = EquationText.Bind(equations).Require();
        return [.. UnstableLogarithm.All(Stabilise.Apply(Lift.Apply(CollapseForward.Apply(system).System).System).System)];
    }
}
