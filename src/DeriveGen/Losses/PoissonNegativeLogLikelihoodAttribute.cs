namespace DeriveGen;

/// <summary>
/// Minus the log-likelihood of counts y under a Poisson distribution whose mean is eˣ, without the term that x has no part in:
/// eˣ − y x, mean over outputs and examples.
/// </summary>
/// <remarks>x[…] and the targets y[…] ≥ 0 have the same shape.</remarks>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: exp(x[...]) - y[...] * x[...])
    """)]
public sealed class PoissonNegativeLogLikelihoodAttribute : LossAttribute;
