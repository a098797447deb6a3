namespace DeriveGen;

/// <summary>Sigmoid, then binary cross-entropy for each of several labels, mean over labels and examples. Predict returns the probabilities.</summary>
/// <remarks>x[i, k] and the targets y[i, k], 1 for a label that the example has and 0 for the others, have one row for each example.</remarks>
/// <param name="weights">One weight for each label, by which its cross-entropy counts; without it all count alike.</param>
[Equations("""
    fact not weights or size(weights, 0) = size(x, -1)
    target y[i, k]
    p[i, k] = sigmoid(x[i, k]);  output p[i, k]
    L = -mean(i, k: ([weights] * weights[k] + [not weights]) * (y[i, k] * log(p[i, k]) + (1 - y[i, k]) * log(1 - p[i, k])))
    """)]
public sealed class MultiLabelSoftMarginAttribute(double[]? weights = null) : LossAttribute;
