namespace DeriveGen;

/// <summary>
/// Minus the log-likelihood of counts y under a Poisson distribution whose mean is eˣ, without the term that x has no part in:
/// eˣ − y x, mean over outputs and examples.
/// </summary>
/// <remarks>x[…] and the targets y[…] ≥ 0 have the same shape.</remarks>
/// <param name="full">Whether that term, log y!, is added as Stirling has it where y > 1: y log y − y + ½ log 2πy. No derivative depends on it.</param>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: exp(x[...]) - y[...] * x[...] + [full] * [y[...] > 1] * (y[...] * log(max(y[...], 1)) - y[...] + log(2 * pi * max(y[...], 1)) / 2))
    """)]
public sealed class PoissonNegativeLogLikelihoodAttribute(bool full = false) : LossAttribute;
