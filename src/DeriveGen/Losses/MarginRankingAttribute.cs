namespace DeriveGen;

/// <summary>max(margin − y (x − other), 0), mean over outputs and examples: x should rank above the other output where y is 1, below where it is −1.</summary>
/// <remarks>x[…], the other output and the targets y[…], 1 or −1, have the same shape.</remarks>
/// <param name="other">The name of the layer to compare with.</param>
/// <param name="margin">The lead from which an example costs nothing.</param>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: max(margin - y[...] * (x[...] - other[...]), 0))
    """)]
public sealed class MarginRankingAttribute(string other, double margin = 0) : LossAttribute;
