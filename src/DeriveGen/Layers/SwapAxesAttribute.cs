namespace DeriveGen;

/// <summary>The two axes of a table exchanged.</summary>
/// <remarks>x[i, a, b] becomes y[i, b, a].</remarks>
[Equations("""
    input x[i, a, b]
    y[i, b, a] = x[i, a, b]
    """)]
public sealed class SwapAxesAttribute : LayerAttribute;
