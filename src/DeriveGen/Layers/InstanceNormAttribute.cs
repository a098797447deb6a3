namespace DeriveGen;

/// <summary>Each channel of an example moved to mean 0 and scaled to variance 1 (Ulyanov, Vedaldi and Lempitsky, "Instance normalization", 2016).</summary>
/// <remarks>x[i, h, w, c], channels last, becomes y of the same shape; the variance is the biased one, and nothing is learned.</remarks>
/// <param name="epsilon">Added to the variance.</param>
[Equations("""
    fact epsilon >= 0
    input x[i, h, w, c]
    m[i, c] = mean(h, w: x[i, h, w, c])
    d[i, h, w, c] = x[i, h, w, c] - m[i, c]
    v[i, c] = mean(h, w: d[i, h, w, c]^2)
    y[i, h, w, c] = d[i, h, w, c] / sqrt(v[i, c] + epsilon)
    """)]
public sealed class InstanceNormAttribute(double epsilon = 1e-5) : LayerAttribute;
