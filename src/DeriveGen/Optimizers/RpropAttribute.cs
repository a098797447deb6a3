namespace DeriveGen;

/// <summary>
/// Steps of the gradient's sign, each number with a size of its own that grows while the sign stays and shrinks where it changes; there the
/// number waits a step (Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning", 1993). For whole data sets, not for
/// batches; a call's learning rate has no part in it.
/// </summary>
/// <param name="first">The size of the first step.</param>
/// <param name="grow">The factor where the sign stays.</param>
/// <param name="shrink">The factor where it changes.</param>
/// <param name="least">The smallest size.</param>
/// <param name="most">The largest size.</param>
[Equations("""
    fact first > 0;  fact grow >= 1;  fact 0 < shrink <= 1;  fact 0 < least <= most
    state before = 0;  state size = first
    s = g * before
    d = g * [s >= 0]
    inside(v) = v * [least <= v <= most] + least * [v < least] + most * [v > most]
    size' = inside(size * ([s > 0] * grow + [s < 0] * shrink + [s = 0]))
    before' = d
    p' = p - sign(d) * size'
    """)]
public sealed class RpropAttribute(double first = 0.01, double grow = 1.2, double shrink = 0.5, double least = 1e-6, double most = 50) : OptimizerAttribute;
