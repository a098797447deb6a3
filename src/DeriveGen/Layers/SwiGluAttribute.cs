namespace DeriveGen;

/// <summary>The gated layer silu(x W) ⊙ (x V), without biases (Shazeer, "GLU variants improve transformer", 2020).</summary>
/// <remarks>x[…, j] becomes y[…, k] with k &lt; units.</remarks>
/// <param name="units">The number of outputs.</param>
[Equations("""
    param W[j, k:units] ~ glorot;  param V[j, k] ~ glorot
    g[..., k] = x[..., j] * W[j, k]
    u[..., k] = x[..., j] * V[j, k]
    y[..., k] = g[..., k] * sigmoid(g[..., k]) * u[..., k]
    """)]
public sealed class SwiGluAttribute(int units) : LayerAttribute;
