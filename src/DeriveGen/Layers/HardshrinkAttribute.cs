namespace DeriveGen;

/// <summary>x, but 0 between −limit and limit, both included.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="limit">The largest absolute value that becomes 0, at least 0.</param>
[Equations("""
    fact limit >= 0
    y[...] = ([x[...] > limit] + [x[...] < -limit]) * x[...]
    """)]
public sealed class HardshrinkAttribute(double limit = 0.5) : LayerAttribute;
