namespace DeriveGen;

/// <summary>
/// Sigmoid, then binary cross-entropy with targets between 0 and 1: summed over the outputs, mean over the examples. Predict returns the
/// probabilities.
/// </summary>
/// <remarks>x[i, s…, k] and the targets y[i, s…, k] have the same shape, the examples first.</remarks>
/// <param name="positives">One weight for each output of the last axis, by which its positive part counts, as PyTorch's <c>pos_weight</c>. Without it all count alike.</param>
[Equations("""
    fact not positives or size(positives, 0) = size(x, -1)
    target y[i, s..., k]
    p[i, s..., k] = sigmoid(x[i, s..., k]);  output p[i, s..., k]
    L = -mean(i: sum(s..., k: ([positives] * positives[k] + [not positives]) * y[i, s..., k] * log(p[i, s..., k]) + (1 - y[i, s..., k]) * log(1 - p[i, s..., k])))
    """)]
public sealed class BinaryCrossEntropyWithLogitsAttribute(double[]? positives = null) : LossAttribute;
