using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>
/// <see cref="RmsPropAttribute"/> with the variance of the gradient in place of its mean square, and with momentum (Graves, "Generating
/// sequences with recurrent neural networks", 2013).
/// </summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="decay">The part of the old averages in the new ones.</param>
/// <param name="epsilon">Added to the divisor.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="momentum">The part of the old velocity in the new one.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= decay < 1;  fact epsilon >= 0;  fact weightDecay >= 0;  fact 0 <= momentum < 1
    state v = 0;  state m = 0;  state velocity = 0
    d = g + weightDecay * p
    v' = decay * v + (1 - decay) * d^2;  m' = decay * m + (1 - decay) * d
    velocity' = momentum * velocity + d / (sqrt(max(v' - m'^2, 0)) + epsilon)
    p' = p - rate * schedule(step) * velocity'
    """)]
public sealed class CenteredRmsPropAttribute(
    double rate = 0.01,
    double decay = 0.99,
    double epsilon = 1e-8,
    double weightDecay = 0,
    double momentum = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
