using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>The gradient divided by the root of the sum of its squares so far (Duchi, Hazan and Singer, "Adaptive subgradient methods", 2011).</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
/// <param name="initial">Where the sum of squares begins.</param>
/// <param name="epsilon">Added to the divisor.</param>
/// <param name="weightDecay">The factor of the parameter that is added to its gradient.</param>
/// <param name="schedule">The factor on the rate as a formula in <c>x</c>, the number of the update from 1; see <see cref="RateSchedule"/>.</param>
[Equations("""
    fact rate >= 0;  fact initial >= 0;  fact epsilon >= 0;  fact weightDecay >= 0
    state s = initial
    d = g + weightDecay * p
    s' = s + d^2
    p' = p - rate * schedule(step) * d / (sqrt(s') + epsilon)
    """)]
public sealed class AdagradAttribute(
    double rate = 0.01,
    double initial = 0,
    double epsilon = 1e-10,
    double weightDecay = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string schedule = RateSchedule.Constant) : OptimizerAttribute;
