namespace DeriveGen;

/// <summary>Half the squared error, so that its derivative is the error itself: summed over the outputs, mean over the examples.</summary>
/// <remarks>x[i, k] and the targets y[i, k] have one row for each example.</remarks>
[Equations("""
    target y[i, k];  output x[i, k]
    L = mean(i: sum(k: (x[i, k] - y[i, k])^2 / 2))
    """)]
public sealed class HalfSquaredErrorAttribute : LossAttribute;
