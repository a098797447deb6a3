namespace DeriveGen;

/// <summary>Moves each number of the gradient into −limit … limit.</summary>
/// <param name="limit">The largest absolute value, above 0.</param>
[Equations("""
    fact limit > 0
    g' = g * [abs(g) < limit] + limit * sign(g) * [abs(g) >= limit]
    """)]
public sealed class ClipByValueAttribute(double limit) : ClipperAttribute;
