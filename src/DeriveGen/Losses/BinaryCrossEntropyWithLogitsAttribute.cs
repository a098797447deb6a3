namespace DeriveGen;

/// <summary>
/// Sigmoid, then binary cross-entropy with targets between 0 and 1: summed over the outputs, mean over the examples. Predict returns the
/// probabilities.
/// </summary>
/// <remarks>x[i, s…] and the targets y[i, s…] have the same shape, the examples first.</remarks>
/// <param name="positives">One weight for each output of the last axis, by which its positive part counts, as PyTorch's <c>pos_weight</c>. Without it all count alike.</param>
[Equations("""
    fact not positives or size(positives, 0) = size(x, -1)
    target y[i, s...]
    p[i, s...] = sigmoid(x[i, s...]);  output p[i, s...]
    L = -mean(i: sum(s...: y[i, s...] * log(p[i, s...]) + (1 - y[i, s...]) * log(1 - p[i, s...]))) if not positives
    L = -mean(i: sum(r..., k: positives[k] * y[i, r..., k] * log(p[i, r..., k]) + (1 - y[i, r..., k]) * log(1 - p[i, r..., k]))) if positives
    """)]
public sealed class BinaryCrossEntropyWithLogitsAttribute(double[]? positives = null) : LossAttribute;
