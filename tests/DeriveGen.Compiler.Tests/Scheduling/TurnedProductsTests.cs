using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Emission;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Products of few rows with a matrix that lies across their lanes copy the rows and not the matrix.</summary>
public sealed class TurnedProductsTests
{
    [Theory]
    [InlineData(8, 60, 52, true)]
    [InlineData(12, 60, 52, true)]
    [InlineData(4, 60, 52, false)]     // half of the lanes would be idle
    [InlineData(16, 60, 52, false)]    // the rows are no smaller than the matrix
    [InlineData(8, 60, 9, false)]
    public void AMatrixIsNotCopiedForFewRows(int batch, int hidden, int next, bool isTurned)
    {
        EquationSystem system = Network(batch, hidden, next);
        Schedule train = Scheduler.Build(Oracle.Request(system)).Train;
        List<string> copied = [.. train.Steps.OfType<Relayout>().Select(copy => copy.Source.Name)];
        Assert.Equal(isTurned, !copied.Contains("V"));
        Assert.Equal(isTurned, copied.Contains("aBarT"));
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(4, 5)]
    [InlineData(4, 1)]
    [InlineData(8, 8)]
    [InlineData(8, 3)]
    public void TheResultsAreThoseOfTheEquations(int elementSize, int examples) => EmittedNetwork.Agreeing(Network(8, 60, 52), examples, elementSize);

    [Fact]
    public void WhatARecurrenceComputesIsLeftAlone()
    {
        EquationSystem system = EquationText.Bind("""
            input x[t:12, n:9];  target y[t, m:60]
            param A[n, j:50] ~ glorot;  param W[j, k:50] ~ glorot;  param U[l:50, k] ~ glorot;  param V[k, m] ~ glorot
            scan h[t, k] over t = 0
            a[t, j] = tanh(sum(n: x[t, n] * A[n, j]))
            h[t, k] = tanh(sum(j: a[t, j] * W[j, k]) + sum(l: h[t-1, l] * U[l, k]))
            s[t, m] = sum(k: h[t, k] * V[k, m])
            L = sum(t, m: (s[t, m] - y[t, m])^2)
            """).Require();
        Assert.Contains(Scheduler.Build(Oracle.Request(system)).Train.Steps.OfType<Relayout>(), copy => copy.Source.Name == "W");
        double difference = EmittedNetwork.Of(system, elementSize: 8).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 1));
        Assert.True(difference < 1e-12, $"{difference:E1}");
    }

    private static EquationSystem Network(int batch, int hidden, int next) => EquationText.Bind($"""
        input x[i:batch, j:7];  target t[i, m:{next}]
        param W[j, k:{hidden}] ~ glorot;  param b[k] = 0.1;  param V[k, m] ~ glorot
        a[i, k] = max(sum(j: x[i, j] * W[j, k]) + b[k], 0)
        y[i, m] = sum(k: a[i, k] * V[k, m])
        L = mean(i: sum(m: (y[i, m] - t[i, m])^2))
        """, new() { BatchCapacity = batch }).Require();
}
