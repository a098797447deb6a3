namespace DeriveGen;

/// <summary>The logistic loss, ln(1 + e^(−x y)), mean over outputs and examples.</summary>
/// <remarks>x[…] and the targets y[…], 1 or −1, have the same shape.</remarks>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: softplus(-x[...] * y[...]))
    """)]
public sealed class SoftMarginAttribute : LossAttribute;
