namespace DeriveGen;

/// <summary>
/// Pairs of numbers turned by an angle that grows with the position, so that products of two rows depend on the distance of their positions (Su and
/// others, "RoFormer: enhanced transformer with rotary position embedding", 2021). For queries and keys see <see cref="RotaryAttentionAttribute"/>.
/// </summary>
/// <remarks>
/// x[i, t, d], d even, becomes y of the same shape. The pairs are (k, k + d/2), turned by t longest^(−2k/d); the paper pairs neighbours, which
/// is the same up to the order of d.
/// </remarks>
/// <param name="longest">The factor between the longest wave and the shortest.</param>
[Equations("""
    input x[i, t, d]
    fact size(d) % 2 = 0
    half(n) = n/2
    c[t, d] = cos(t * exp(-log(longest) * 2 * (d % half(size(d))) / size(d)))
    s[t, d] = ([d >= half(size(d))] - [d < half(size(d))]) * sin(t * exp(-log(longest) * 2 * (d % half(size(d))) / size(d)))
    y[i, t, d] = x[i, t, d] * c[t, d] + s[t, d] * (x[i, t, pad(d + half(size(d)))] + x[i, t, pad(d - half(size(d)))])
    """)]
public sealed class RotaryPositionAttribute(double longest = 10000) : LayerAttribute;
