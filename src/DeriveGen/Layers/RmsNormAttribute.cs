namespace DeriveGen;

/// <summary>Each row of the last axis divided by its root mean square, then scaled as learned (Zhang and Sennrich, "Root mean square layer normalization", 2019).</summary>
/// <remarks>x[…, k] becomes y[…, k] = γ[k] x/√(mean x² + ε).</remarks>
/// <param name="epsilon">Added to the mean square.</param>
[Equations("""
    fact epsilon >= 0
    param gamma[k] = 1
    v[...] = mean(k: x[..., k]^2)
    y[..., k] = gamma[k] * x[..., k] / sqrt(v[...] + epsilon)
    """)]
public sealed class RmsNormAttribute(double epsilon = 1e-6) : LayerAttribute;
