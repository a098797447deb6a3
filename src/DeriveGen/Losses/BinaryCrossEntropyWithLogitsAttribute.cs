namespace DeriveGen;

/// <summary>
/// Sigmoid, then binary cross-entropy with targets between 0 and 1: summed over the outputs, mean over the examples. Predict returns the
/// probabilities.
/// </summary>
/// <remarks>x[i, k] and the targets y[i, k] have one row for each example.</remarks>
[Equations("""
    target y[i, k]
    p[i, k] = sigmoid(x[i, k]);  output p[i, k]
    L = -mean(i: sum(k: y[i, k] * log(p[i, k]) + (1 - y[i, k]) * log(1 - p[i, k])))
    """)]
public sealed class BinaryCrossEntropyWithLogitsAttribute : LossAttribute;
