namespace DeriveGen;

/// <summary>
/// 1 − c where the target is 1, max(c − margin, 0) where it is −1, with c the cosine between x and the output of another layer; mean over
/// the examples.
/// </summary>
/// <remarks>x[i, k] and the other output have the same shape; the targets y[i] are 1 or −1.</remarks>
/// <param name="other">The name of the layer to compare with.</param>
/// <param name="margin">The cosine up to which unlike things cost nothing.</param>
/// <param name="epsilon">Added to both squared lengths, so that a row of zeros has a cosine.</param>
[Equations("""
    fact epsilon >= 0
    target y[i];  output x[i, k]
    c[i] = sum(k: x[i, k] * other[i, k]) / sqrt((sum(k: x[i, k]^2) + epsilon) * (sum(k: other[i, k]^2) + epsilon))
    L = mean(i: [y[i] > 0] * (1 - c[i]) + [y[i] <= 0] * max(c[i] - margin, 0))
    """)]
public sealed class CosineEmbeddingAttribute(string other, double margin = 0, double epsilon = 1e-12) : LossAttribute;
