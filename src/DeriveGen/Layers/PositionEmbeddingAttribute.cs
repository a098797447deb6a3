namespace DeriveGen;

/// <summary>A learned row of numbers for each position, added to what stands there.</summary>
/// <remarks>x[i, t, d] becomes y[i, t, d] = x[i, t, d] + P[t, d].</remarks>
[Equations("""
    input x[i, t, d]
    param P[t, d] ~ normal(0.02)
    y[i, t, d] = x[i, t, d] + P[t, d]
    """)]
public sealed class PositionEmbeddingAttribute : LayerAttribute;
