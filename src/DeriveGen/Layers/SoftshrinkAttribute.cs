namespace DeriveGen;

/// <summary>x moved towards 0 by a limit, and 0 where it would cross it.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="limit">How far x is moved, at least 0.</param>
[Equations("""
    fact limit >= 0
    y[...] = max(x[...] - limit, 0) + min(x[...] + limit, 0)
    """)]
public sealed class SoftshrinkAttribute(double limit = 0.5) : LayerAttribute;
