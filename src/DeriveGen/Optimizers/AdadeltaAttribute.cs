using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>The gradient times the ratio of the running root mean squares of steps and gradients (Zeiler, "Adadelta", 2012).</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="decay">The part of the old averages in the new ones.</param>
/// <param name="epsilon">Added to both mean squares.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= decay < 1;  fact epsilon >= 0;  fact weightDecay >= 0
    state s = 0;  state u = 0
    h = g + weightDecay * p
    s' = decay * s + (1 - decay) * h^2
    d = sqrt(u + epsilon) / sqrt(s' + epsilon) * h
    u' = decay * u + (1 - decay) * d^2
    p' = p - rate * schedule(step) * d
    """)]
public sealed class AdadeltaAttribute(
    double rate = 1,
    double decay = 0.9,
    double epsilon = 1e-6,
    double weightDecay = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
