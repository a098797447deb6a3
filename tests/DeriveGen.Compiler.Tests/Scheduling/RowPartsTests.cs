using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>What is computed once, and what is computed again because that costs less than reading it.</summary>
public sealed class RowPartsTests
{
    [Fact]
    public void TheRootOfANormalisedRowIsTakenOnce()
    {
        Schedule train = Scheduler.Build(Oracle.Request(Networks.LayerNorm())).Train;
        Statement root = Assert.Single(train.Steps.SelectMany(step => StepReads.Statements(step)), TakesARoot);
        Assert.Equal("vRoot", root.Target.Name);
    }

    [Fact]
    public void TheRootOfARowOfManyIsTakenOnce()
    {
        Schedule train = Train("""
            input x[i:batch, t:3, k:4];  target y[i, t, k];  param g[k] = 1
            c[i, t, k] = x[i, t, k] * g[k]
            v[i, t] = sum(k: c[i, t, k]^2)
            n[i, t, k] = c[i, t, k] / sqrt(v[i, t] + 1)
            L = sum(i, t, k: (n[i, t, k] - y[i, t, k])^2)
            """);
        Statement root = Assert.Single(train.Steps.SelectMany(step => StepReads.Statements(step)), TakesARoot);
        Assert.Equal("vRoot", root.Target.Name);
    }

    [Fact]
    public void RootsOfTheSameTensorHaveNamesOfTheirOwn()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, j:4];  target t[i, j];  param g[j] = 1
            v[i] = sum(j: (x[i, j] * g[j])^2)
            a[i, j] = g[j] * x[i, j] / sqrt(v[i] + 1)
            b[i, j] = g[j] * x[i, j] / sqrt(v[i] + 2)
            c[i, j] = g[j] * a[i, j] * sqrt(v[i] + 1)
            L = sum(i, j: (a[i, j] + b[i, j] + c[i, j] - t[i, j])^2)
            """, new EquationTextOptions { BatchCapacity = 4 }).Require();
        List<string> roots = [.. Scheduler.Build(Oracle.Request(system)).Train.Steps.SelectMany(StepReads.Writes).Select(tensor => tensor.Name).Where(name => name.Contains("Root", StringComparison.Ordinal))];
        Assert.True(roots.Count > 1);
        Assert.Distinct(roots);
        double difference = Emission.EmittedNetwork.Of(system).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 3));
        Assert.True(difference < 2e-5, $"{difference:E1}");
    }

    [Fact]
    public void AProductIsReadWhereItHasOtherFactors()
    {
        Schedule train = Train("""
            input x[i:batch, j:4];  input m[i, k:6];  target t[i, k]
            param W[j, k] ~ glorot
            z[i, k] = sum(j: x[i, j] * W[j, k])
            y[i, k] = m[i, k] * sigmoid(z[i, k])
            L = sum(i, k: (y[i, k] - t[i, k])^2)
            """);
        Statement adjoint = Assert.Single(train.Steps.SelectMany(step => StepReads.Statements(step)), statement => statement.Target.Name == "zBar");
        Assert.Contains(adjoint.Equation.Reads, tensor => tensor.Name == "y");
    }

    [Fact]
    public void TheRootOfAColumnStaysWhereItIs()
    {
        Schedule train = Scheduler.Build(Oracle.Request(Networks.BatchNorm())).Train;
        Assert.DoesNotContain(train.Steps.SelectMany(StepReads.Writes), tensor => tensor.Name == "vRoot");
    }

    [Fact]
    public void AProductIsNotReadWhereItsFunctionIsComputedAnyway()
    {
        Schedule train = Train("""
            input x[i:batch, j:4];  target t[i, k:6]
            param W[j, k] ~ glorot
            z[i, k] = sum(j: x[i, j] * W[j, k])
            y[i, k] = z[i, k] * sigmoid(z[i, k])
            L = sum(i, k: y[i, k] * t[i, k])
            """);
        Assert.DoesNotContain(train.Backward.SelectMany(StepReads.Reads), tensor => tensor.Name == "y");
    }

    private static bool TakesARoot(Statement statement) => statement.Equation.Value.Terms.SelectMany(term => term.Factors).Any(factor => !factor.Exponent.IsInteger);

    private static Schedule Train(string text)
    {
        EquationSystem system = EquationText.Bind(text, new EquationTextOptions { BatchCapacity = 4 }).Require();
        return Scheduler.Build(Oracle.Request(system)).Train;
    }
}
