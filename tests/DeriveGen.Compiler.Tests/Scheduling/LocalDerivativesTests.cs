using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Local derivatives that the forward pass computes and stores in the place of what they are a function of.</summary>
public sealed class LocalDerivativesTests
{
    private const string Gate = """
        input x[i:batch, j:4];  target t[i, k:6]
        param W[j, k] ~ glorot
        z[i, k] = sum(j: x[i, j] * W[j, k])
        """;

    private const string Rest = """
        param V[k, m:3] ~ glorot;  target s[i, m]
        u[i, m] = sum(k: y[i, k] * V[k, m])
        L = sum(i, m: (u[i, m] - s[i, m])^2) + sum(i, k: y[i, k] * t[i, k])
        """;

    [Theory]
    [InlineData("y[i, k] = z[i, k] * (1 + tanh(z[i, k] + z[i, k]^3))")]
    [InlineData("y[i, k] = z[i, k] * (1 + erf(z[i, k]))")]
    [InlineData("y[i, k] = z[i, k] * sigmoid(z[i, k])")]
    public void TheForwardPassComputesTheDerivativeOfAFunctionThatItCalls(string activation)
    {
        (Schedule train, EquationSystem system) = Train($"{Gate}\n{activation}\n{Rest}");
        Statement slope = Assert.Single(train.Forward.SelectMany(step => StepReads.Statements(step)), statement => statement.Target.Name == "zSlope");
        Assert.True(slope.Stored);
        Assert.DoesNotContain(train.Backward.SelectMany(StepReads.Reads), tensor => tensor.Name == "z");
        Assert.DoesNotContain(train.Backward.SelectMany(step => StepReads.Statements(step)), CallsAFunction);
        Agrees(system);
    }

    [Fact]
    public void WhatIsReadOtherwiseIsReadAsItIs()
    {
        (Schedule train, EquationSystem system) = Train($"{Gate}\ny[i, k] = z[i, k] * sigmoid(z[i, k])\nL = sum(i, k: y[i, k] * t[i, k] + z[i, k]^4)");
        Assert.DoesNotContain(train.Steps.SelectMany(StepReads.Writes), tensor => tensor.Name == "zSlope");
        Agrees(system);
    }

    [Fact]
    public void AFunctionThatOnlyTheDerivativeHasStaysInTheBackwardPass()
    {
        (Schedule train, EquationSystem system) = Train($"{Gate}\ny[i, k] = sin(z[i, k])\n{Rest}");
        Assert.Contains(train.Backward.SelectMany(StepReads.Reads), tensor => tensor.Name == "z");
        Agrees(system);
    }

    [Fact]
    public void TwoDerivativesOfOneTensorStayInTheBackwardPass()
    {
        (Schedule train, EquationSystem system) = Train($"""
            {Gate}
            y[i, k] = z[i, k] * sigmoid(z[i, k])
            u[i, k] = t[i, k] * exp(2 * z[i, k]) * z[i, k]
            L = sum(i, k: y[i, k]^2 + u[i, k] * t[i, k])
            """);
        Assert.DoesNotContain(train.Steps.SelectMany(StepReads.Writes), tensor => tensor.Name == "zSlope");
        Agrees(system);
    }

    /// <summary>Where z is negative the adjoint of y is infinite, and the step keeps it out.</summary>
    [Fact]
    public void AStepStaysBesideWhatItKeepsOut()
    {
        (Schedule train, EquationSystem system) = Train($"{Gate}\ny[i, k] = max(tanh(z[i, k] + z[i, k]^3), 0)\nL = sum(i, k: t[i, k] * sqrt(y[i, k]))");
        Assert.DoesNotContain(train.Steps.SelectMany(StepReads.Writes), tensor => tensor.Name == "zSlope");
        Agrees(system);
    }

    private static bool CallsAFunction(Statement statement) => Walk.Atoms(statement.Equation.Value).Any(atom => atom is Apply);

    private static void Agrees(EquationSystem system)
    {
        double difference = Emission.EmittedNetwork.Of(system).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 3));
        Assert.True(difference < 2e-5, $"{difference:E1}");
    }

    private static (Schedule Train, EquationSystem System) Train(string text)
    {
        EquationSystem system = EquationText.Bind(text, new EquationTextOptions { BatchCapacity = 4 }).Require();
        return (Scheduler.Build(Oracle.Request(system)).Train, system);
    }
}
