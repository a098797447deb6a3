namespace DeriveGen;

/// <summary>max(x, 0) + a min(x, 0) with a learned slope a for all of x (He and others, "Delving deep into rectifiers", 2015).</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="slope">The slope at which a begins.</param>
[Equations("""
    param a = slope
    y[...] = max(x[...], 0) + a * min(x[...], 0)
    """)]
public sealed class PReluAttribute(double slope = 0.25) : LayerAttribute;
