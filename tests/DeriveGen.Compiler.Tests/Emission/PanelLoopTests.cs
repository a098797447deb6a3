using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Nests over matrices by panels go through one panel after the other, unless a row is needed whole.</summary>
public sealed class PanelLoopTests
{
    private const string Panel = "for (nint panel = 0;";

    [Theory]
    [InlineData("tanh(W[j, k])", 256, true)]
    [InlineData("tanh(W[j, k])", 250, true)]
    [InlineData("tanh(W[j, k]) * a[j, k]", 256, true)]
    [InlineData("d[j, k] + [k < 128] * d[j, k + 128]", 256, false)]
    public void EveryElementIsRight(string value, int columns, bool byPanels)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:64];  target t[i, k:{columns}]
            param W[j, k] ~ glorot;  param a[j, k] ~ glorot
            d[j, k] = tanh(W[j, k]) * a[j, k]
            s[j, k] = {value}
            y[i, k] = sum(j: x[i, j] * s[j, k])
            L = sum(i, k: (y[i, k] - t[i, k])^2)
            """, new() { BatchCapacity = 9 }).Require();
        var network = new EmittedNetwork(Oracle.Request(system) with { LeastPanelled = 1 });
        double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => 9));
        Assert.True(difference < 2e-5, $"{difference:E1}\n{network.Class.Text}");
        string forward = network.Class.Text[network.Class.Text.IndexOf("private static void Compute_", StringComparison.Ordinal)..];
        Assert.Equal(byPanels, forward[..forward.IndexOf("Gemm", StringComparison.Ordinal)].Contains(Panel, StringComparison.Ordinal));
    }
}
