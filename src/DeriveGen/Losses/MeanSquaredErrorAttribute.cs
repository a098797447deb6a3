namespace DeriveGen;

/// <summary>Squared error, mean over both the outputs and the examples.</summary>
[Equations("""
    target y[i, k];  output x[i, k]
    L = mean(i, k: (x[i, k] - y[i, k])^2)
    """)]
public sealed class MeanSquaredErrorAttribute : LossAttribute;
