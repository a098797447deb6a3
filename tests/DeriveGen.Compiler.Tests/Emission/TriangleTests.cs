using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Sums over a matrix that is 0 beyond its diagonal go to the diagonal only, and are right at every length.</summary>
public sealed class TriangleTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(19)]
    [InlineData(24)]
    [InlineData(33)]
    public void CausalAttentionIsRight(int length)
    {
        EquationSystem system = Attention("u <= t", length);
        EmittedNetwork network = EmittedNetwork.Of(system);
        foreach (int count in new[] { 1, 3 })
        {
            double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => count), seed: length + count);
            Assert.True(difference < 2e-5, $"{count}: {difference:E1}\n{network.Class.Text}");
        }

        Assert.Equal(length > 8, network.Class.Text.Contains("first += 8", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(12, 20, "u <= t")]
    [InlineData(20, 12, "u <= t")]
    [InlineData(12, 20, "u >= t")]
    [InlineData(20, 12, "u >= t")]
    [InlineData(20, 12, "u + 3 <= t")]
    [InlineData(24, 16, "t + 9 <= u")]
    public void SoIsAMatrixThatIsNotSquare(int rows, int points, string guard)
    {
        EquationSystem system = Bind($"""
            input x[i:batch, t:{rows}, u:{points}];  target y[i, t, e:40]
            param v[i2:3, u, e] ~ glorot;  param g[t, u] = 1
            p[i, t, u] = [{guard}] * exp(g[t, u] * x[i, t, u])
            o[i, t, e] = sum(u: p[i, t, u] * v[1, u, e])
            z[i, t, e] = o[i, t, e] * o[i, t, e]
            L = sum(i, t, e: (z[i, t, e] - y[i, t, e])^2)
            """);
        foreach (int elementSize in new[] { 4, 8 })
        {
            double difference = EmittedNetwork.Of(system, elementSize).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 3));
            Assert.True(difference < 2e-5, $"{difference:E1}");
        }
    }

    [Theory]
    [InlineData("u <= t", true, 4)]
    [InlineData("u < t + 1", true, 4)]
    [InlineData("u >= t", false, 4)]
    [InlineData("u <= t + 1", true, 0)]
    [InlineData("u <= 5", true, 0)]
    public void TheGuardSaysWhichHalf(string guard, bool upToRow, int triangles)
    {
        Schedule train = Scheduler.Build(Oracle.Request(Attention(guard, 12))).Train;
        List<Contraction> found = [.. train.Steps.OfType<Contraction>().Where(contraction => contraction.Triangle is not null)];

        // o and q̄ go along the rows of the matrix, k̄ and v̄ down its columns.
        Assert.Equal(triangles, found.Count);
        Assert.All(found, contraction => Assert.Equal(upToRow == (contraction.Core.Target.Name[0] is 'o' or 'q'), contraction.Triangle!.UpToRow));
    }

    [Fact]
    public void AnEpilogueThatAsksForItsRowIsRight()
    {
        EquationSystem system = Bind("""
            input x[i:batch, t:12, u:12];  input v[i, u, e:6];  target y[i, t, e];  param g[e] = 1
            p[i, t, u] = [u <= t] * exp(x[i, t, u])
            o[i, t, e] = sum(u: p[i, t, u] * v[i, u, e])
            z[i, t, e] = o[i, t, e] * g[e] * [e <= t]
            L = sum(i, t, e: (z[i, t, e] - y[i, t, e])^2)
            """);
        double difference = EmittedNetwork.Of(system).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 3));
        Assert.True(difference < 2e-5, $"{difference:E1}");
    }

    private static EquationSystem Attention(string guard, int length) => Bind($"""
        input x[i:batch, t:{length}, c:6];  target y[i, t, c]
        param Wq[c, e:6] ~ glorot;  param Wk[c, e] ~ glorot;  param Wv[c, e] ~ glorot
        q[i, t, e] = x[i, t, c] * Wq[c, e]
        k[i, t, e] = x[i, t, c] * Wk[c, e]
        v[i, t, e] = x[i, t, c] * Wv[c, e]
        s[i, t, u:{length}] = 0.4 * sum(e: q[i, t, e] * k[i, u, e])
        E[i, t, u] = [{guard}] * exp(s[i, t, u])
        z[i, t] = sum(u: E[i, t, u])
        p[i, t, u] = E[i, t, u] / z[i, t]
        o[i, t, e] = sum(u: p[i, t, u] * v[i, u, e])
        L = sum(i, t, c: (o[i, t, c] - y[i, t, c])^2)
        """);

    private static EquationSystem Bind(string text) => EquationText.Bind(text, new() { BatchCapacity = 3 }).Require();
}
