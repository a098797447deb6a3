namespace DeriveGen;

/// <summary>
/// How far each wrong class comes within a margin of the right one: Σ max(margin − x[t] + x[k], 0) over k ≠ t, divided by the number of
/// classes; mean over all axes but the last (Crammer and Singer, 2001, with the sum of Weston and Watkins).
/// </summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
/// <param name="margin">The lead of the right class from which a wrong one costs nothing.</param>
[Equations("""
    label t[...] < size(x, -1);  output x[..., k]
    L = mean(...: mean(k: [k != t[...]] * max(margin - x[..., t[...]] + x[..., k], 0)))
    """)]
public sealed class MultiMarginAttribute(double margin = 1) : LossAttribute;
