namespace DeriveGen;

/// <summary>
/// Scales all gradients together so that their length, over every element of every parameter, is at most a limit (Pascanu, Mikolov and
/// Bengio, "On the difficulty of training recurrent neural networks", 2013).
/// </summary>
/// <param name="limit">The largest length, above 0.</param>
[Equations("""
    fact limit > 0
    g' = g * (limit / max(limit, sqrt(sum(all: g^2))))
    """)]
public sealed class ClipByNormAttribute(double limit) : ClipperAttribute;
