namespace DeriveGen;

/// <summary>Zeros around height and width.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, c] with u &lt; h + 2 padding, v likewise.</remarks>
/// <param name="padding">The number of zeros at every side.</param>
[Equations("""
    input x[i, h, w, c]
    y[i, u:size(h)+2*padding, v:size(w)+2*padding, c] = x[i, pad(u-padding), pad(v-padding), c]
    """)]
public sealed class ZeroPad2DAttribute(int padding) : LayerAttribute;
