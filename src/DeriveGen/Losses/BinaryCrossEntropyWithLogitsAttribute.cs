namespace DeriveGen;

/// <summary>
/// Sigmoid, then binary cross-entropy with targets between 0 and 1: summed over the outputs, mean over the examples. Predict returns the
/// probabilities.
/// </summary>
/// <remarks>x[i, s…] and the targets y[i, s…] have the same shape, the examples first.</remarks>
[Equations("""
    target y[i, s...]
    p[i, s...] = sigmoid(x[i, s...]);  output p[i, s...]
    L = -mean(i: sum(s...: y[i, s...] * log(p[i, s...]) + (1 - y[i, s...]) * log(1 - p[i, s...])))
    """)]
public sealed class BinaryCrossEntropyWithLogitsAttribute : LossAttribute;
