using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>A maximum over some points reads nothing at the others.</summary>
public sealed class GuardedMaximumTests
{
    [Fact]
    public void WhatItHasTwiceIsComputedWhereItsConditionHolds()
    {
        EquationSystem system = EquationText.Bind("""
            input x[n:batch, i:7];  target t[n, i]
            param w[j:7] ~ normal(0.5);  param v[j] ~ normal(0.5)
            m[n, i] = max(j where j <= i: tanh(x[n, i - j] + w[j]) + v[j] * tanh(x[n, i - j] + w[j]))
            L = mean(n: sum(i: (m[n, i] - t[n, i])^2))
            """, new() { BatchCapacity = 3 }).Require();
        string[] lines = EmittedNetwork.Agreeing(system, 3).Split('\n');
        int[] tanh = [.. Enumerable.Range(0, lines.Length).Where(number => Regex.IsMatch(lines[number], @"= VectorMath\.Tanh\("))];
        Assert.NotEmpty(tanh);
        Assert.All(tanh, number => Assert.Contains("if (", lines[number - 2], StringComparison.Ordinal));
    }
}
