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
[Equations("""
    output x[i, k]
    near[i] = sqrt(sum(k: (x[i, k] - positive[i, k] + epsilon)^2))
    far[i] = sqrt(sum(k: (x[i, k] - negative[i, k] + epsilon)^2))
    L = mean(i: max(near[i] - far[i] + margin, 0))
    """)]
public sealed class TripletMarginAttribute(string positive, string negative, double margin = 1, double epsilon = 1e-6) : LossAttribute;
