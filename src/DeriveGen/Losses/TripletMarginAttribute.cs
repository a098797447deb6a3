namespace DeriveGen;

/// <summary>
/// max(‖x − positive‖ − ‖x − negative‖ + margin, 0), mean over the examples: x should be nearer to what it is like than to what it is unlike
/// (Balntas and others, 2016). It needs no targets.
/// </summary>
/// <remarks>x[i, k] and the two other outputs have the same shape.</remarks>
/// <param name="positive">The name of the layer whose output x should be near to.</param>
/// <param name="negative">The name of the layer whose output x should be far from.</param>
/// <param name="margin">The difference of the distances from which an example costs nothing.</param>
/// <param name="epsilon">Added to each difference, so that a distance of 0 has a derivative.</param>
/// <param name="swap">Whether the positive's distance from the negative counts instead, where it is the smaller one.</param>
[Equations("""
    fact epsilon >= 0
    output x[i, k]
    near[i] = sqrt(sum(k: (x[i, k] - positive[i, k] + epsilon)^2))
    far[i] = sqrt(sum(k: (x[i, k] - negative[i, k] + epsilon)^2))
    other[i] = sqrt(sum(k: (positive[i, k] - negative[i, k] + epsilon)^2)) if swap
    away[i] = min(far[i], other[i]) if swap
    L = mean(i: max(near[i] - far[i] + margin, 0)) if not swap
    L = mean(i: max(near[i] - away[i] + margin, 0)) if swap
    """)]
public sealed class TripletMarginAttribute(string positive, string negative, double margin = 1, double epsilon = 1e-6, bool swap = false) : LossAttribute;
