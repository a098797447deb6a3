namespace DeriveGen;

/// <summary>All axes but the examples' as one, row-major.</summary>
/// <remarks>x[i, s…] becomes y[i, n] with n the product of the extents of s….</remarks>
[Equations("""
    y[i, flat(s...)] = x[i, s...]
    """)]
public sealed class FlattenAttribute : LayerAttribute;
