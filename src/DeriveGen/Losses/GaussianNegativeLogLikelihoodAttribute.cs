namespace DeriveGen;

/// <summary>
/// Minus the log-likelihood of y under normal distributions with means x and variances that another layer gives, without its constant:
/// (ln v + (x − y)²/v)/2, mean over outputs and examples (Nix and Weigend, 1994).
/// </summary>
/// <remarks>x[…], the variances and the targets y[…] have the same shape.</remarks>
/// <param name="variance">The name of the layer whose outputs are the variances.</param>
/// <param name="epsilon">Variances below it count as it.</param>
[Equations("""
    fact epsilon > 0
    target y[...];  output x[...]
    v[...] = max(variance[...], epsilon)
    L = mean(...: (log(v[...]) + (x[...] - y[...])^2 / v[...]) / 2)
    """)]
public sealed class GaussianNegativeLogLikelihoodAttribute(string variance, double epsilon = 1e-6) : LossAttribute;
