namespace DeriveGen;

/// <summary>Scales all gradients together so that the largest absolute value, over every element of every parameter, is at most a limit.</summary>
/// <param name="limit">The largest absolute value, above 0.</param>
[Equations("""
    fact limit > 0
    g' = g * (limit / max(limit, max(all: abs(g))))
    """)]
public sealed class ClipByLargestAttribute(double limit) : ClipperAttribute;
