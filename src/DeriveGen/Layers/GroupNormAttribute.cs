namespace DeriveGen;

/// <summary>
/// The channels of an image in groups, each group of an example moved to mean 0 and scaled to variance 1, then each channel scaled and moved
/// as learned (Wu and He, "Group normalization", 2018).
/// </summary>
/// <remarks>x[i, h, w, c], channels last, becomes y of the same shape; the variance is the biased one.</remarks>
/// <param name="groups">The number of groups, a divisor of the number of channels.</param>
/// <param name="epsilon">Added to the variance.</param>
[Equations("""
    fact epsilon >= 0
    input x[i, h, w, c]
    fact size(c) % groups = 0
    param gamma[c] = 1;  param beta[c] = 0
    m[i, g:groups] = mean(h, w, e:size(c)/groups: x[i, h, w, size(c)/groups*g + e])
    d[i, h, w, c] = x[i, h, w, c] - m[i, c / (size(c)/groups)]
    v[i, g] = mean(h, w, e:size(c)/groups: d[i, h, w, size(c)/groups*g + e]^2)
    y[i, h, w, c] = gamma[c] * d[i, h, w, c] / sqrt(v[i, c / (size(c)/groups)] + epsilon) + beta[c]
    """)]
public sealed class GroupNormAttribute(int groups, double epsilon = 1e-5) : LayerAttribute;
