using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>What an epilogue's statements have in common is computed once.</summary>
public sealed class SharedPartsTests
{
    [Fact]
    public void PowersAndSumsInParenthesesAreComputedOnce()
    {
        string epilogue = Epilogue();
        Assert.Equal(1, Count(epilogue, "z_ik * z_ik * z_ik"));
        Assert.Equal(1, Count(epilogue, "R.Tanh("));
        Assert.Equal(1, Count(epilogue, "R.Create(1f) - "));
    }

    [Fact]
    public void WhatIsInsideOfThemHasNoNameOfItsOwn()
    {
        string epilogue = Epilogue();
        Assert.Contains("R u_3 = ", epilogue, StringComparison.Ordinal);
        Assert.DoesNotContain("R u_4 = ", epilogue, StringComparison.Ordinal);
    }

    private static string Epilogue()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, j:9];  target t[i, m:16]
            param W[j, k:32] ~ glorot;  param V[k, m] ~ glorot
            z[i, k] = sum(j: x[i, j] * W[j, k])
            y[i, k] = z[i, k] * (1 + tanh(z[i, k] + z[i, k]^3))
            u[i, m] = sum(k: y[i, k] * V[k, m])
            L = mean(i: sum(m: (u[i, m] - t[i, m])^2))
            """, new() { BatchCapacity = 12 }).Require();
        string text = EmittedNetwork.Agreeing(system, 11);
        int slope = text.IndexOf("zSlope_ik = ", StringComparison.Ordinal), begin = text.LastIndexOf("private static void Finish", slope, StringComparison.Ordinal);
        return text[begin..text.IndexOf("        }", slope, StringComparison.Ordinal)];
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
