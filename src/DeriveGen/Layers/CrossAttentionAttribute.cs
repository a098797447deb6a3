namespace DeriveGen;

/// <summary>
/// Attention to the output of another layer with several heads (Vaswani and others, "Attention is all you need", 2017): queries come from x, keys
/// and values from <paramref name="memory"/>.
/// </summary>
/// <remarks>
/// x[i, t, d] and memory[i, u, m] become y[i, t, d]; Wq is [d, heads, d/heads], Wk and Wv are [m, heads, d/heads], Wo is [heads, d/heads, d]; with
/// biases bq, bk, bv and bo. Where a mask leaves nothing to read, all that is masked is read alike.
/// </remarks>
/// <param name="memory">The name of the layer that is read.</param>
/// <param name="heads">The number of heads, a divisor of the width d.</param>
/// <param name="mask">
/// The name of a layer, or <c>x</c> for the network's input, with one number for each position, M[i, u], of <paramref name="memory"/>: where it is 0 nothing reads u. Tokens
/// with the number 0 for padding are such a mask themselves.
/// </param>
/// <param name="bias">Whether biases are added.</param>
[Equations("""
    input x[i, t, d]
    fact size(d) % heads = 0
    param Wq[d, h:heads, e:size(d)/heads] ~ glorot;  param Wk[m:size(memory, -1), h, e] ~ glorot;  param Wv[m, h, e] ~ glorot;  param Wo[h, e, d] ~ glorot
    param bq[h, e] = 0;  param bk[h, e] = 0;  param bv[h, e] = 0;  param bo[d] = 0
    q[i, t, h, e] = x[i, t, d] * Wq[d, h, e] + [bias] * bq[h, e]
    k[i, u, h, e] = memory[i, u, m] * Wk[m, h, e] + [bias] * bk[h, e]
    v[i, u, h, e] = memory[i, u, m] * Wv[m, h, e] + [bias] * bv[h, e]
    p[i, h, t, u] = softmax(u: q[i, t, h, e] * k[i, u, h, e] / sqrt(size(e)) - [mask] * 10^9 * [mask[i, u] = 0])
    y[i, t, d] = sum(h, e: sum(u: p[i, h, t, u] * v[i, u, h, e]) * Wo[h, e, d]) + [bias] * bo[d]
    """)]
public sealed class CrossAttentionAttribute(string memory, int heads, string? mask = null, bool bias = false) : LayerAttribute;
