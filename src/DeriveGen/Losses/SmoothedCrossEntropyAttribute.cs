namespace DeriveGen;

/// <summary>
/// Softmax over the last axis, then cross-entropy with a target that leaves a part of the probability to all classes alike; mean over all
/// other axes (Szegedy and others, "Rethinking the Inception architecture", 2016). Predict returns the probabilities.
/// </summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
/// <param name="smoothing">The part of the probability that is spread evenly over the classes, 0 to 1.</param>
[Equations("""
    label t[...] < size(x, -1)
    p[..., k] = softmax(k: x[..., k]);  output p[..., k]
    L = -mean(...: (1 - smoothing) * log(p[..., t[...]]) + smoothing * mean(k: log(p[..., k])))
    """)]
public sealed class SmoothedCrossEntropyAttribute(double smoothing) : LossAttribute;
