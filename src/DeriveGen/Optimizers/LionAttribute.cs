using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>Steps of the sign of an average of the gradient (Chen and others, "Symbolic discovery of optimization algorithms", 2023).</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="beta1">The part of the old average in what gives the sign.</param>
/// <param name="beta2">The part of the old average in the new one.</param>
/// <param name="weightDecay">The factor of the parameter that each step takes away, times the rate, apart from the gradient.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact 0 <= beta1 < 1;  fact 0 <= beta2 < 1;  fact weightDecay >= 0
    state m = 0
    p' = p - rate * schedule(step) * (sign(beta1 * m + (1 - beta1) * g) + weightDecay * p)
    m' = beta2 * m + (1 - beta2) * g
    """)]
public sealed class LionAttribute(
    double rate = 1e-4,
    double beta1 = 0.9,
    double beta2 = 0.99,
    double weightDecay = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
