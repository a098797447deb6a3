namespace DeriveGen;

/// <summary>
/// Softmax over the last axis, then cross-entropy with the number of the right class, mean over all other axes. Predict returns the
/// probabilities.
/// </summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
/// <param name="weights">
/// One weight for each class, by which an example of that class counts: the mean is the weighted one, Σ w[t] l / Σ w[t]. Without it all count alike.
/// </param>
[Equations("""
    fact not weights or size(weights, 0) = size(x, -1)
    label t[...] < size(x, -1)
    p[..., k] = softmax(k: x[..., k]);  output p[..., k]
    L = -sum(...: ([weights] * weights[t[...]] + [not weights]) * log(p[..., t[...]])) / sum(...: [weights] * weights[t[...]] + [not weights])
    """)]
public sealed class SoftmaxCrossEntropyAttribute(double[]? weights = null) : LossAttribute;
