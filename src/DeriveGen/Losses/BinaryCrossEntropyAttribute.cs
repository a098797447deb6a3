namespace DeriveGen;

/// <summary>Binary cross-entropy of probabilities <c>x</c> with targets between 0 and 1: summed over the outputs, mean over the examples.</summary>
/// <remarks>x[i, s…] and the targets y[i, s…] have the same shape, the examples first.</remarks>
[Equations("""
    target y[i, s...];  output x[i, s...]
    L = -mean(i: sum(s...: y[i, s...] * log(x[i, s...]) + (1 - y[i, s...]) * log(1 - x[i, s...])))
    """)]
public sealed class BinaryCrossEntropyAttribute : LossAttribute;
