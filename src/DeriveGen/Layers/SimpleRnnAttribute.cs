using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A recurrent layer (Elman, "Finding structure in time", 1990): <c>h_t = f(x_t W + h_(t−1) U + b)</c>.</summary>
/// <remarks>
/// x[i, t, j] becomes y[i, t, k] with k &lt; units, the state after each time; or y[i, k], that after the last one. W is [j, units],
/// U is [units, units]. Two of them on one <c>From</c>, one with <paramref name="reverse"/>, and a Concat read a sequence in both directions.
/// </remarks>
/// <param name="units">The width of the state.</param>
/// <param name="activation">f, a formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
/// <param name="sequences">Whether the state after every time comes out; else that after the last time alone, which for <paramref name="reverse"/> is time 0.</param>
/// <param name="reverse">Whether time runs backwards, from the end of the sequence to its beginning.</param>
/// <param name="initial">The name of a layer whose output, [i, units], the state begins as; where none is named it begins as zeros.</param>
[Equations("""
    input x[i, t, j]
    param W[j, k:units] ~ glorot;  param U[l:units, k] ~ orthogonal;  param b[k] = 0
    scan h[i, t, k] over t = 0 if not reverse and not initial
    scan h[i, t, k] over t = initial[i, k] if not reverse and initial
    scan h[i, t, k] over -t = 0 if reverse and not initial
    scan h[i, t, k] over -t = initial[i, k] if reverse and initial
    z[i, t, k] = x[i, t, j] * W[j, k] + sum(l: h[i, t-1+2*reverse, l] * U[l, k]) + [bias] * b[k]
    h[i, t, k] = activation(z[i, t, k])
    y[i, k] = h[i, (1-reverse)*(size(t)-1), k] if not sequences
    """)]
public sealed class SimpleRnnAttribute(
    int units,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Tanh,
    bool bias = true,
    bool sequences = true,
    bool reverse = false,
    string? initial = null) : LayerAttribute;
