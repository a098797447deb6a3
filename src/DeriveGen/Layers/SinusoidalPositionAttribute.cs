namespace DeriveGen;

/// <summary>
/// Sines and cosines of the position, with wave lengths from 2π to 2π · <paramref name="longest"/>, added to what stands there (Vaswani and
/// others, "Attention is all you need", 2017).
/// </summary>
/// <remarks>x[i, t, d] becomes y[i, t, d]; even d have the sine, odd ones the cosine of the same wave.</remarks>
/// <param name="longest">The factor between the longest wave and the shortest.</param>
[Equations("""
    input x[i, t, d]
    y[i, t, d] = x[i, t, d] + sin(t * exp(-log(longest) * (d - d % 2) / size(d)) + pi / 2 * (d % 2))
    """)]
public sealed class SinusoidalPositionAttribute(double longest = 10000) : LayerAttribute;
