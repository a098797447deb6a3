namespace DeriveGen;

/// <summary>
/// Self-attention whose queries and keys are turned by their positions (Su and others, "RoFormer: enhanced transformer with rotary position embedding",
/// 2021): what a position reads of another depends on their distance.
/// </summary>
/// <remarks>
/// x[i, t, d] becomes y[i, t, d]; Wq, Wk and Wv are [d, heads, d/heads], d/heads even, Wo is [heads, d/heads, d]; with biases bq, bk, bv and bo.
/// The pairs of a head are (k, k + n/2) of its n numbers, turned by t longest^(−2k/n); the paper pairs neighbours, which is the same up to the
/// order of the columns of Wq and Wk.
/// </remarks>
/// <param name="heads">The number of heads, a divisor of the width d.</param>
/// <param name="causal">Whether a position reads no later one.</param>
/// <param name="mask">
/// The name of a layer, or <c>x</c> for the network's input, with one number for each position, M[i, u]: where it is 0 no position reads u. Tokens
/// with the number 0 for padding are such a mask themselves.
/// </param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="longest">The factor between the longest wave and the shortest.</param>
[Equations("""
    input x[i, t, d]
    fact size(d) % (2*heads) = 0
    half(n) = n/2
    param Wq[d, h:heads, e:size(d)/heads] ~ glorot;  param Wk[d, h, e] ~ glorot;  param Wv[d, h, e] ~ glorot;  param Wo[h, e, d] ~ glorot
    param bq[h, e] = 0;  param bk[h, e] = 0;  param bv[h, e] = 0;  param bo[d] = 0
    q[i, t, h, e] = x[i, t, d] * Wq[d, h, e] + [bias] * bq[h, e]
    k[i, t, h, e] = x[i, t, d] * Wk[d, h, e] + [bias] * bk[h, e]
    v[i, t, h, e] = x[i, t, d] * Wv[d, h, e] + [bias] * bv[h, e]
    c[t, e] = cos(t * exp(-log(longest) * 2 * (e % half(size(e))) / size(e)))
    s[t, e] = ([e >= half(size(e))] - [e < half(size(e))]) * sin(t * exp(-log(longest) * 2 * (e % half(size(e))) / size(e)))
    turnedQ[i, t, h, e] = q[i, t, h, e] * c[t, e] + s[t, e] * (q[i, t, h, pad(e + half(size(e)))] + q[i, t, h, pad(e - half(size(e)))])
    turnedK[i, t, h, e] = k[i, t, h, e] * c[t, e] + s[t, e] * (k[i, t, h, pad(e + half(size(e)))] + k[i, t, h, pad(e - half(size(e)))])
    p[i, h, t, u] = softmax(u where u <= t or not causal: turnedQ[i, t, h, e] * turnedK[i, u, h, e] / sqrt(size(e)) - [mask] * 10^9 * [mask[i, u] = 0])
    y[i, t, d] = sum(h, e: sum(u: p[i, h, t, u] * v[i, u, h, e]) * Wo[h, e, d]) + [bias] * bo[d]
    """)]
public sealed class RotaryAttentionAttribute(int heads, bool causal = false, string? mask = null, bool bias = false, double longest = 10000) : LayerAttribute;
