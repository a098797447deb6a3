namespace DeriveGen;

/// <summary>Binary cross-entropy of probabilities <c>x</c> with targets between 0 and 1: summed over the outputs, mean over the examples.</summary>
/// <remarks>x[i, k] and the targets y[i, k] have one row for each example.</remarks>
[Equations("""
    target y[i, k];  output x[i, k]
    L = -mean(i: sum(k: y[i, k] * log(x[i, k]) + (1 - y[i, k]) * log(1 - x[i, k])))
    """)]
public sealed class BinaryCrossEntropyAttribute : LossAttribute;
