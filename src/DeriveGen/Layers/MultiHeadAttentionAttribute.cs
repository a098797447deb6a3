namespace DeriveGen;

/// <summary>
/// Self-attention with several heads (Vaswani and others, "Attention is all you need", 2017): every position reads all, or with
/// <paramref name="causal"/> those up to its own, weighted by the softmax of scaled products.
/// </summary>
/// <remarks>
/// x[i, t, d] becomes y[i, t, d]; Wq is [d, heads, d/heads], Wk and Wv are [d, keyValueHeads, d/heads], Wo is [heads, d/heads, d]; with biases bq, bk,
/// bv and bo. Where a mask leaves nothing to read, all that is masked is read alike.
/// </remarks>
/// <param name="heads">The number of heads, a divisor of the width d.</param>
/// <param name="causal">Whether a position reads no later one.</param>
/// <param name="mask">
/// The name of a layer, or <c>x</c> for the network's input, with one number for each position, M[i, u]: where it is 0 no position reads u. Tokens
/// with the number 0 for padding are such a mask themselves.
/// </param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="keyValueHeads">
/// The number of heads of keys and values, a divisor of <paramref name="heads"/>, each shared by a group of queries (Ainslie and others,
/// "GQA", 2023); 0 for as many as <paramref name="heads"/>.
/// </param>
[Equations("""
    input x[i, t, d]
    fact size(d) % heads = 0;  fact heads % max(keyValueHeads, 1) = 0
    param Wq[d, h:heads, e:size(d)/heads] ~ glorot;  param Wk[d, g:keyValueHeads + [keyValueHeads = 0]*heads, e] ~ glorot
    param Wv[d, g, e] ~ glorot;  param Wo[h, e, d] ~ glorot;  param bq[h, e] = 0;  param bk[g, e] = 0;  param bv[g, e] = 0;  param bo[d] = 0
    q[i, t, h, e] = x[i, t, d] * Wq[d, h, e] + [bias] * bq[h, e]
    k[i, t, g, e] = x[i, t, d] * Wk[d, g, e] + [bias] * bk[g, e]
    v[i, t, g, e] = x[i, t, d] * Wv[d, g, e] + [bias] * bv[g, e]
    p[i, h, t, u] = softmax(u where u <= t or not causal:
        q[i, t, h, e] * k[i, u, h/(heads/size(g)), e] / sqrt(size(e)) - [mask] * 10^9 * [mask[i, u] = 0])
    y[i, t, d] = sum(h, e: sum(u: p[i, h, t, u] * v[i, u, h/(heads/size(g)), e]) * Wo[h, e, d]) + [bias] * bo[d]
    """)]
public sealed class MultiHeadAttentionAttribute(int heads, bool causal = false, string? mask = null, bool bias = false, int keyValueHeads = 0) : LayerAttribute;
