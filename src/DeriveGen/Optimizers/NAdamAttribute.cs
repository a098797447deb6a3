using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>Adam with Nesterov's momentum, which grows from step to step (Dozat, "Incorporating Nesterov momentum into Adam", 2016).</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="beta1">The part of the old average in the new one of the gradient.</param>
/// <param name="beta2">The part of the old average in the new one of the squared gradient.</param>
/// <param name="epsilon">Added to the divisor.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="momentumDecay">How fast the momentum grows to <paramref name="beta1"/>.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= beta1 < 1;  fact 0 <= beta2 < 1;  fact epsilon >= 0;  fact weightDecay >= 0;  fact momentumDecay >= 0
    state m = 0;  state v = 0;  state product = 1
    d = g + weightDecay * p
    momentum(t) = beta1 * (1 - 0.96^(t * momentumDecay) / 2)
    m' = beta1 * m + (1 - beta1) * d;  v' = beta2 * v + (1 - beta2) * d^2;  product' = product * momentum(step)
    p' = p - rate * schedule(step) / (sqrt(v' / (1 - beta2^step)) + epsilon)
        * (momentum(step + 1) * m' / (1 - product' * momentum(step + 1)) + (1 - momentum(step)) * d / (1 - product'))
    """)]
public sealed class NAdamAttribute(
    double rate = 2e-3,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-8,
    double weightDecay = 0,
    double momentumDecay = 4e-3,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
