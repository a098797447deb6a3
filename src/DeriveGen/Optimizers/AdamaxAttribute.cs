using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>Adam with the maximum norm (Kingma and Ba, "Adam: a method for stochastic optimization", 2015, section 7).</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="beta1">The part of the old average in the new one of the gradient.</param>
/// <param name="beta2">The factor by which the maximum decays.</param>
/// <param name="epsilon">Added to the divisor.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= beta1 < 1;  fact 0 <= beta2 < 1;  fact epsilon >= 0;  fact weightDecay >= 0
    state m = 0;  state u = 0
    d = g + weightDecay * p
    m' = beta1 * m + (1 - beta1) * d
    u' = max(beta2 * u, abs(d) + epsilon)
    p' = p - rate * schedule(step) * m' / (1 - beta1^step) / u'
    """)]
public sealed class AdamaxAttribute(
    double rate = 2e-3,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-8,
    double weightDecay = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
