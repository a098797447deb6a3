using DeriveGen.Compiler.Kernels;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Kernels serve many layers, so their formulas leave out whose tensors they are about.</summary>
public sealed class TensorNamesTests
{
    [Theory]
    [InlineData("block4.attention.v̄[i,t] = Σe block4.attention.yIn̄[i,e]·block4.attention.k[t,e]", "v̄[i,t] = Σe yIn̄[i,e]·k[t,e]")]
    [InlineData("a.W.m′[j,k] = (9/10)·a.W.m[j,k] + (1/10)·a.W̄[j,k]", "m′[j,k] = (9/10)·m[j,k] + (1/10)·W̄[j,k]")]
    [InlineData("y[i,d] = embed.E[x[i],d]", "y[i,d] = E[x[i],d]")]
    [InlineData("head.bT ← head.b", "bT ← b")]
    [InlineData("y3[i] = exp(z3[i])", "y3[i] = exp(z3[i])")]
    public void TheLastNameIsEnough(string formula, string shortened) => Assert.Equal([shortened], TensorNames.Shorten([formula], TensorNames.Last));

    [Theory]
    [InlineData("middle.y[i] = y[i] + attention.y[i]")]
    [InlineData("a.W[j] = b.W[j]")]
    public void TwoTensorsAreNotCalledAlike(string formula) => Assert.Equal([formula], TensorNames.Shorten([formula], TensorNames.Last));

    [Fact]
    public void FormulasThatStandTogetherShareTheirNames() =>
        Assert.Equal(["a.y[i] = x[i]", "z[i] = b.y[i]"], TensorNames.Shorten(["a.y[i] = x[i]", "a.z[i] = b.y[i]"], TensorNames.Last));
}
