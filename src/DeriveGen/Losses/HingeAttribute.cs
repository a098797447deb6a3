namespace DeriveGen;

/// <summary>The hinge loss, max(1 − x y, 0), mean over outputs and examples.</summary>
/// <remarks>x[…] and the targets y[…], 1 or −1, have the same shape.</remarks>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: max(1 - x[...] * y[...], 0))
    """)]
public sealed class HingeAttribute : LossAttribute;
