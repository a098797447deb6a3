namespace DeriveGen;

/// <summary>Each number of height and width repeated in both directions.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, c] with u &lt; factor · h, v likewise.</remarks>
/// <param name="factor">How often each number stands in either direction.</param>
[Equations("""
    input x[i, h, w, c]
    y[i, u:factor*size(h), v:factor*size(w), c] = x[i, u / factor, v / factor, c]
    """)]
public sealed class Upsample2DAttribute(int factor) : LayerAttribute;
