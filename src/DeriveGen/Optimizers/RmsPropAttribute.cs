using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>The gradient divided by the root of its running mean square (Tieleman and Hinton, lecture 6.5, 2012).</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="decay">The part of the old average in the new one of the squared gradient.</param>
/// <param name="epsilon">Added to the divisor.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= decay < 1;  fact epsilon >= 0;  fact weightDecay >= 0
    state v = 0
    d = g + weightDecay * p
    v' = decay * v + (1 - decay) * d^2
    p' = p - rate * schedule(step) * d / (sqrt(v') + epsilon)
    """)]
public sealed class RmsPropAttribute(
    double rate = 0.01,
    double decay = 0.99,
    double epsilon = 1e-8,
    double weightDecay = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
