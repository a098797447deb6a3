namespace DeriveGen;

/// <summary>
/// Each row of the last axis moved to mean 0 and scaled to variance 1, then scaled and moved as learned (Ba, Kiros and Hinton, "Layer
/// normalization", 2016).
/// </summary>
/// <remarks>x[…, k] becomes y[…, k] = γ[k] (x − μ)/√(σ² + ε) + β[k]; the variance is the biased one.</remarks>
/// <param name="epsilon">Added to the variance.</param>
[Equations("""
    fact epsilon >= 0
    param gamma[k] = 1;  param beta[k] = 0
    m[...] = mean(k: x[..., k])
    c[..., k] = x[..., k] - m[...]
    v[...] = mean(k: c[..., k]^2)
    y[..., k] = gamma[k] * c[..., k] / sqrt(v[...] + epsilon) + beta[k]
    """)]
public sealed class LayerNormAttribute(double epsilon = 1e-5) : LayerAttribute;
