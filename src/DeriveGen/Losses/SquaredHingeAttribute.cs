namespace DeriveGen;

/// <summary>The square of the hinge loss, max(1 − x y, 0)², mean over outputs and examples.</summary>
/// <remarks>x[…] and the targets y[…], 1 or −1, have the same shape.</remarks>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: max(1 - x[...] * y[...], 0)^2)
    """)]
public sealed class SquaredHingeAttribute : LossAttribute;
