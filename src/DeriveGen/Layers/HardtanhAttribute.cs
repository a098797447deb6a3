namespace DeriveGen;

/// <summary>x between two bounds, the nearer of them elsewhere; with derivative 0 at both.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="low">The lower bound.</param>
/// <param name="high">The upper bound.</param>
[Equations("""
    fact low < high
    y[...] = min(max(x[...], low), high)
    """)]
public sealed class HardtanhAttribute(double low = -1, double high = 1) : LayerAttribute;
