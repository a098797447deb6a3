using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Columns behind the last whole vector that fill no more than half of one go through half a register.</summary>
public sealed class TailTests
{
    private const string HalfRegisters = "<H, H, V, N>.Gemm";

    [Theory]
    [InlineData(17, true)]
    [InlineData(40, true)]
    [InlineData(41, false)]
    [InlineData(48, false)]
    [InlineData(10, false)]
    public void OnlyThoseThatFillNoMoreThanHalfAVectorDo(int width, bool inHalves) =>
        Assert.Equal(inHalves, Agreeing(width, "a[i, k] = max(z[i, k], 0)", 4).Contains(HalfRegisters, StringComparison.Ordinal));

    [Fact]
    public void FewRowsDoNot() => Assert.DoesNotContain(HalfRegisters, Agreeing(20, "a[i, k] = max(z[i, k], 0)", 4, batch: 4, inputs: 6), StringComparison.Ordinal);

    [Fact]
    public void HalfAVectorOfDoublesHasFour()
    {
        Assert.Contains(HalfRegisters, Agreeing(20, "a[i, k] = max(z[i, k], 0)", 8), StringComparison.Ordinal);
        Assert.DoesNotContain(HalfRegisters, Agreeing(21, "a[i, k] = max(z[i, k], 0)", 8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a[i, k] = z[i, k] * [k <= 17]")]
    [InlineData("a[i, k] = z[i, k] * k")]
    public void AnEpilogueThatAsksForItsColumnIsRight(string activation) => Agreeing(20, activation, 4);

    [Theory]
    [InlineData(600)]
    [InlineData(1030)]
    public void SoAreLongSumsInParts(int batch) => Agreeing(20, "a[i, k] = max(z[i, k], 0)", 4, batch);

    /// <summary>The emitted text, whose results agree with the equations.</summary>
    private static string Agreeing(int width, string activation, int elementSize, int batch = 9, int inputs = 37)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:{inputs}];  target t[i, m:16]
            param W[j, k:{width}] ~ glorot;  param b[k] = 0.1;  param V[k, m] ~ glorot
            z[i, k] = sum(j: x[i, j] * W[j, k]) + b[k]
            {activation}
            y[i, m] = sum(k: a[i, k] * V[k, m])
            L = mean(i: sum(m: (y[i, m] - t[i, m])^2))
            """, new() { BatchCapacity = batch }).Require();
        return EmittedNetwork.Agreeing(system, batch, elementSize);
    }
}
