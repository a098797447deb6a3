namespace DeriveGen;

/// <summary>Squared error, mean over both the outputs and the examples.</summary>
/// <remarks>x[…] and the targets y[…] have the same shape.</remarks>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: (x[...] - y[...])^2)
    """)]
public sealed class MeanSquaredErrorAttribute : LossAttribute;
