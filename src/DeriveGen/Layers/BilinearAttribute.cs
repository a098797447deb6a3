namespace DeriveGen;

/// <summary>A product of x and the output of another layer with a weight for each pair of their numbers: y[k] = Σ x[j] W[j, l, k] other[l] + b[k].</summary>
/// <remarks>x[…, j] and other[…, l] become y[…, k] with k &lt; units; W[j, l, k].</remarks>
/// <param name="other">The name of the other layer.</param>
/// <param name="units">The number of outputs.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    param W[j:size(x, -1), l:size(other, -1), k:units] ~ glorot;  param b[k] = 0
    y[..., k] = sum(l: sum(j: x[..., j] * W[j, l, k]) * other[..., l]) + [bias] * b[k]
    """)]
public sealed class BilinearAttribute(string other, int units, bool bias = true) : LayerAttribute;
