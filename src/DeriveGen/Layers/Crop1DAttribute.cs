namespace DeriveGen;

/// <summary>A part of the second axis.</summary>
/// <remarks>x[i, t, c] becomes y[i, u, c] with u &lt; t − before − behind.</remarks>
/// <param name="before">How much is cut off before.</param>
/// <param name="behind">How much is cut off behind.</param>
[Equations("""
    input x[i, t, c]
    fact before >= 0;  fact behind >= 0
    y[i, u:size(t)-before-behind, c] = x[i, u + before, c]
    """)]
public sealed class Crop1DAttribute(int before, int behind) : LayerAttribute;
