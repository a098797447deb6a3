namespace DeriveGen;

/// <summary>Squared error: summed over the outputs, mean over the examples.</summary>
/// <remarks>x[i, k] and the targets y[i, k] have one row for each example.</remarks>
[Equations("""
    target y[i, k];  output x[i, k]
    L = mean(i: sum(k: (x[i, k] - y[i, k])^2))
    """)]
public sealed class SquaredErrorAttribute : LossAttribute;
