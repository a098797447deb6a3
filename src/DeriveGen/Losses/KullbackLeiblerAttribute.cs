namespace DeriveGen;

/// <summary>
/// The Kullback–Leibler divergence of the distribution whose logarithms x holds from the target's: summed over the outputs, mean over the
/// examples. A target of 0 adds nothing.
/// </summary>
/// <remarks>x[i, k] and the targets y[i, k] ≥ 0 have one row for each example. Below 10⁻³⁰ the logarithm of a target is that of 10⁻³⁰.</remarks>
[Equations("""
    target y[i, k];  output x[i, k]
    L = mean(i: sum(k: y[i, k] * (log(max(y[i, k], 10^-30)) - x[i, k])))
    """)]
public sealed class KullbackLeiblerAttribute : LossAttribute;
