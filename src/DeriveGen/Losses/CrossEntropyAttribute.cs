namespace DeriveGen;

/// <summary>
/// Cross-entropy of probabilities <c>x</c> with one-hot targets, or targets that are probabilities themselves: summed over the classes,
/// mean over the examples. The targets of an example add up to 1, which the derivation uses.
/// </summary>
/// <remarks>x[i, k] and the targets y[i, k] have one row for each example.</remarks>
[Equations("""
    target y[i, k];  fact sum(k: y[i, k]) = 1
    output x[i, k]
    L = -mean(i: sum(k: y[i, k] * log(x[i, k])))
    """)]
public sealed class CrossEntropyAttribute : LossAttribute;
