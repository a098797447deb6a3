namespace DeriveGen;

/// <summary>x where the target is 1, max(margin − x, 0) where it is −1, mean over outputs and examples: x is a distance.</summary>
/// <remarks>x[…] and the targets y[…], 1 or −1, have the same shape.</remarks>
/// <param name="margin">The distance from which unlike things cost nothing.</param>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: [y[...] > 0] * x[...] + [y[...] <= 0] * max(margin - x[...], 0))
    """)]
public sealed class HingeEmbeddingAttribute(double margin = 1) : LossAttribute;
