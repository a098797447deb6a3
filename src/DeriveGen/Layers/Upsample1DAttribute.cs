namespace DeriveGen;

/// <summary>Each place of the second axis repeated.</summary>
/// <remarks>x[i, t, c] becomes y[i, u, c] with u &lt; factor · t.</remarks>
/// <param name="factor">How often each place stands.</param>
[Equations("""
    input x[i, t, c]
    y[i, u:factor*size(t), c] = x[i, u / factor, c]
    """)]
public sealed class Upsample1DAttribute(int factor) : LayerAttribute;
