using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Sums of few points end often, so their tiles are small at every width.</summary>
public sealed class ShortSumTests
{
    [Theory]
    [InlineData(8, 40, false)]
    [InlineData(32, 48, false)]
    [InlineData(33, 48, true)]
    public void TilesOfLongSumsAloneHaveEightRows(int batch, int inputs, bool hasEight) =>
        Assert.Equal(hasEight, Agreeing(batch, inputs, 64).Contains("Gemm8x2_Update", StringComparison.Ordinal));

    [Theory]
    [InlineData(8, 43, 64)]
    [InlineData(8, 3, 48)]
    [InlineData(5, 41, 80)]
    [InlineData(1, 41, 80)]
    public void WhatTheSmallTilesLeaveOverIsRight(int batch, int inputs, int width) => Agreeing(batch, inputs, width);

    /// <summary>The emitted text, whose results agree with the equations.</summary>
    private static string Agreeing(int batch, int inputs, int width)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:{inputs}];  target t[i, k:{width}]
            param W[j, k] ~ glorot
            y[i, k] = max(sum(j: x[i, j] * W[j, k]), 0)
            L = mean(i: sum(k: (y[i, k] - t[i, k])^2))
            """, new() { BatchCapacity = batch }).Require();
        return EmittedNetwork.Agreeing(system, batch);
    }
}
