using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>Stochastic gradient descent with momentum, plain (Polyak, 1964) or Nesterov's (Sutskever and others, 2013): v ← momentum v + g, p ← p − rate v.</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="momentum">The part of the old velocity in the new one.</param>
/// <param name="nesterov">Whether the step looks ahead: g + momentum v in place of v.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="dampening">The part of the gradient that is left out of the velocity, from the second step on.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= momentum < 1;  fact weightDecay >= 0;  fact 0 <= dampening <= 1
    state v = 0
    d = g + weightDecay * p
    v' = momentum * v + (1 - dampening * [step > 1]) * d
    p' = p - rate * schedule(step) * ([nesterov] * (d + momentum * v') + [not nesterov] * v')
    """)]
public sealed class MomentumAttribute(
    double rate = 0.01,
    double momentum = 0.9,
    bool nesterov = false,
    double weightDecay = 0,
    double dampening = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
