namespace DeriveGen;

/// <summary>Zeros before and behind the second axis.</summary>
/// <remarks>x[i, t, c] becomes y[i, u, c] with u &lt; t + before + behind.</remarks>
/// <param name="before">The number of zeros before.</param>
/// <param name="behind">The number of zeros behind.</param>
[Equations("""
    input x[i, t, c]
    y[i, u:before+size(t)+behind, c] = x[i, pad(u-before), c]
    """)]
public sealed class ZeroPad1DAttribute(int before, int behind) : LayerAttribute;
