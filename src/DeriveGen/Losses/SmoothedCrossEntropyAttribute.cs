namespace DeriveGen;

/// <summary>
/// Softmax over the last axis, then cross-entropy with a target that leaves a part of the probability to all classes alike; mean over all
/// other axes (Szegedy and others, "Rethinking the Inception architecture", 2016). Predict returns the probabilities.
/// </summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
/// <param name="smoothing">The part of the probability that is spread evenly over the classes, 0 to 1.</param>
/// <param name="weights">
/// One weight for each class k, by which −ln p[k] counts, in the spread part too; the sum is divided by Σ w[t]. Without it all count alike.
/// </param>
[Equations("""
    fact 0 <= smoothing <= 1;  fact not weights or size(weights, 0) = size(x, -1)
    label t[...] < size(x, -1)
    p[..., k] = softmax(k: x[..., k]);  output p[..., k]
    L = -sum(...: (1 - smoothing) * ([weights] * weights[t[...]] + [not weights]) * log(p[..., t[...]])
                  + smoothing * mean(k: ([weights] * weights[k] + [not weights]) * log(p[..., k])))
        / sum(...: [weights] * weights[t[...]] + [not weights])
    """)]
public sealed class SmoothedCrossEntropyAttribute(double smoothing, double[]? weights = null) : LossAttribute;
