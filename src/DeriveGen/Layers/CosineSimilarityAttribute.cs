namespace DeriveGen;

/// <summary>The cosine between the rows of the last axis of x and those of another layer.</summary>
/// <remarks>x[…, k] and the other output have the same shape; y[…] has one axis fewer.</remarks>
/// <param name="other">The name of the layer to compare with.</param>
/// <param name="epsilon">The least product of the two lengths that is divided by.</param>
[Equations("""
    fact epsilon >= 0
    y[...] = sum(k: x[..., k] * other[..., k]) / sqrt(max(sum(k: x[..., k]^2) * sum(k: other[..., k]^2), epsilon^2))
    """)]
public sealed class CosineSimilarityAttribute(string other, double epsilon = 1e-8) : LayerAttribute;
