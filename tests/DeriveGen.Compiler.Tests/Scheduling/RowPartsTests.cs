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
    public void ARootThatOneEquationTakesStaysWhereItIs()
    {
        Schedule train = Train("""
            input x[i:batch, j:4];  target t[i]
            r[i] = sum(j: x[i, j]^2)
            L = sum(i, j: x[i, j] * t[i] * sqrt(r[i] + 1))
            """);
        Assert.DoesNotContain(train.Steps.SelectMany(StepReads.Writes), tensor => tensor.Name == "rRoot");
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
