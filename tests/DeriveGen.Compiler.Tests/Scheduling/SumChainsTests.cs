using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Sums of several contractions.</summary>
public sealed class SumChainsTests
{
    [Fact]
    public void EachContractionStartsFromTheOneBefore()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, j:4];  input u[i, m:5];  input w[i, n:6];  target t[i, k:7]
            param A[j, k] ~ glorot;  param B[m, k] ~ glorot;  param C[n, k] ~ glorot;  param b[k] = 0
            z[i, k] = sum(j: x[i, j] * A[j, k]) + sum(m: u[i, m] * B[m, k]) + sum(n: w[i, n] * C[n, k]) + b[k]
            L = sum(i, k: (z[i, k] - t[i, k])^2)
            """, new EquationTextOptions { BatchCapacity = 4 }).Require();
        List<Contraction> sums = [.. Scheduler.Build(Oracle.Request(system)).Train.Forward.OfType<Contraction>()];
        Assert.Equal(3, sums.Count);
        Assert.Null(sums[0].Start);
        Assert.Equal(sums[0].Core.Target, Assert.Single(sums[1].Start!.Tensors));
        Assert.Equal(["b", sums[1].Core.Target.Name], sums[2].Start!.Tensors.Select(tensor => tensor.Name).Order());
        double difference = Emission.EmittedNetwork.Of(system).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 3));
        Assert.True(difference < 2e-5, $"{difference:E1}");
    }

    [Theory]
    [InlineData("u[i, k] = sum(j: x[i, j] * A[j, k]);  v[i, k] = sum(j: x[i, j] * B[j, k]);  w[i, k] = sum(j: x[i, j] * C[j, k])", "u[i, k] + v[i, k] + w[i, k]")]   // others read them too
    [InlineData("", "sum(j: x[i, j] * A[j, k]) + sum(j: x[i, j] * B[j, k])")]
    public void OthersAreAddedAsTheyAre(string parts, string sum)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:4];  target t[i, k:7]
            param A[j, k] ~ glorot;  param B[j, k] ~ glorot;  param C[j, k] ~ glorot
            {parts}
            z[i, k] = {sum}
            L = sum(i, k: (z[i, k] - t[i, k])^2)
            """, new EquationTextOptions { BatchCapacity = 4 }).Require();
        Assert.DoesNotContain(Scheduler.Build(Oracle.Request(system)).Train.Steps.SelectMany(StepReads.Writes), tensor => tensor.Name.EndsWith("Sum", StringComparison.Ordinal));
    }
}
