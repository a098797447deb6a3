namespace DeriveGen;

/// <summary>The inverse of <see cref="PixelShuffleAttribute"/>: each square of factor × factor places becomes one place with factor² times as many channels.</summary>
/// <remarks>x[i, h, w, c], channels last, becomes y[i, u, v, o] with u &lt; h/factor, v likewise, o &lt; c factor².</remarks>
/// <param name="factor">The side of the square, a divisor of height and width.</param>
[Equations("""
    input x[i, h, w, c]
    fact size(h) % factor = 0;  fact size(w) % factor = 0
    y[i, u:size(h)/factor, v:size(w)/factor, o:factor*factor*size(c)] = x[i, factor*u + o/factor % factor, factor*v + o % factor, o/(factor*factor)]
    """)]
public sealed class PixelUnshuffleAttribute(int factor) : LayerAttribute;
