namespace DeriveGen;

/// <summary>The inner part of height and width.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, c] with u &lt; h − 2 margin, v likewise.</remarks>
/// <param name="margin">How much is cut off at every side.</param>
[Equations("""
    input x[i, h, w, c]
    fact margin >= 0
    y[i, u:size(h)-2*margin, v:size(w)-2*margin, c] = x[i, u + margin, v + margin, c]
    """)]
public sealed class Crop2DAttribute(int margin) : LayerAttribute;
