namespace DeriveGen;

/// <summary>
/// Channels spread over height and width: each place becomes factor × factor places (Shi and others, "Real-time single image and video
/// super-resolution", 2016).
/// </summary>
/// <remarks>x[i, h, w, c], channels last, becomes y[i, u, v, o] with u &lt; factor · h, v likewise, o &lt; c/factor²; place (a, b) of a square is channel o factor² + a factor + b.</remarks>
/// <param name="factor">The side of the square that a place becomes; its square divides the number of channels.</param>
[Equations("""
    input x[i, h, w, c]
    fact size(c) % (factor*factor) = 0
    y[i, u:factor*size(h), v:factor*size(w), o:size(c)/(factor*factor)] = x[i, u/factor, v/factor, factor*factor*o + factor*(u % factor) + v % factor]
    """)]
public sealed class PixelShuffleAttribute(int factor) : LayerAttribute;
