using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>What the sums of a tile start from.</summary>
public sealed class StartValueTests
{
    [Theory]
    [InlineData("r[i, k]")]
    [InlineData("r[i, k] * b[k]")]
    [InlineData("r[i, k]^2")]
    [InlineData("r[i, k]^2 * b[k] + r[i, k]^2 * c[k]")]
    public void WhatIsAddedToASumIsRight(string addend)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:37];  input r[i, k:40];  target t[i, k]
            param W[j, k] ~ glorot;  param b[k] = 0.1;  param c[k] = 0.2
            y[i, k] = sum(j: x[i, j] * W[j, k]) + {addend}
            L = mean(i: sum(k: (y[i, k] - t[i, k])^2))
            """, new() { BatchCapacity = 9 }).Require();
        EmittedNetwork.Agreeing(system, 9);
    }
}
