namespace DeriveGen;

/// <summary>
/// Self-attention with several heads (Vaswani and others, "Attention is all you need", 2017): every position reads all, or with
/// <paramref name="causal"/> those up to its own, weighted by the softmax of scaled products.
/// </summary>
/// <remarks>x[i, t, d] becomes y[i, t, d]; Wq, Wk and Wv are [d, heads, d/heads], Wo is [heads, d/heads, d]; no biases.</remarks>
/// <param name="heads">The number of heads, a divisor of the width d.</param>
/// <param name="causal">Whether a position reads no later one.</param>
[Equations("""
    input x[i, t, d]
    param Wq[d, h:heads, e:size(d)/heads] ~ glorot;  param Wk[d, h, e] ~ glorot;  param Wv[d, h, e] ~ glorot;  param Wo[h, e, d] ~ glorot
    q[i, t, h, e] = x[i, t, d] * Wq[d, h, e];  k[i, t, h, e] = x[i, t, d] * Wk[d, h, e];  v[i, t, h, e] = x[i, t, d] * Wv[d, h, e]
    p[i, h, t, u] = softmax(u where u <= t or not causal: q[i, t, h, e] * k[i, u, h, e] / sqrt(size(e)))
    y[i, t, d] = sum(h, e: sum(u: p[i, h, t, u] * v[i, u, h, e]) * Wo[h, e, d])
    """)]
public sealed class MultiHeadAttentionAttribute(int heads, bool causal = false) : LayerAttribute;
