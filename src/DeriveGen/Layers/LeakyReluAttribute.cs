namespace DeriveGen;

/// <summary>x above 0, x times a slope up to 0, with the slope for derivative at 0.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="slope">The slope below 0.</param>
[Equations("""
    y[...] = slope * x[...] + (1 - slope) * max(x[...], 0)
    """)]
public sealed class LeakyReluAttribute(double slope = 0.01) : LayerAttribute;
