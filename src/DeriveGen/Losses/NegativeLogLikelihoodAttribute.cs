namespace DeriveGen;

/// <summary>Minus the logarithm of the right class's probability, where x holds the logarithms already; mean over all axes but the last.</summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
[Equations("""
    label t[...] < size(x, -1);  output x[..., k]
    L = -mean(...: x[..., t[...]])
    """)]
public sealed class NegativeLogLikelihoodAttribute : LossAttribute;
