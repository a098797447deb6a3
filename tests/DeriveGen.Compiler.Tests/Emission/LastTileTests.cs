using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Rows behind the last whole tile of one vector make that tile higher.</summary>
public sealed class LastTileTests
{
    [Theory]
    [InlineData(17, 9)]
    [InlineData(34, 10)]
    [InlineData(37, 13)]
    [InlineData(46, 14)]
    public void TheLastTileHasThem(int rows, int height) => Assert.Contains($"Gemm{height}x1(", Agreeing(rows, batch: 40), StringComparison.Ordinal);

    [Theory]
    [InlineData(47, 40)]    // fifteen are more than a tile has
    [InlineData(76, 40)]    // four are a tile
    [InlineData(34, 32)]    // a short sum waits little
    public void OthersGoByThemselves(int rows, int batch) => Assert.DoesNotMatch(@"Gemm(9|1\d)x1\(", Agreeing(rows, batch));

    /// <summary>The emitted text, whose results agree with the equations.</summary>
    private static string Agreeing(int rows, int batch)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:{rows}];  target t[i, k:10]
            param W[j, k] ~ glorot
            y[i, k] = max(sum(j: x[i, j] * W[j, k]), 0)
            L = mean(i: sum(k: (y[i, k] - t[i, k])^2))
            """, new() { BatchCapacity = batch }).Require();
        return EmittedNetwork.Agreeing(system, batch);
    }
}
