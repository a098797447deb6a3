namespace DeriveGen;

/// <summary>The logarithm of the hyperbolic cosine of the error, mean over outputs and examples: a smooth absolute error.</summary>
/// <remarks>x[…] and the targets y[…] have the same shape. ln cosh e = e + ln(1 + e⁻²ᵉ) − ln 2, which does not overflow.</remarks>
[Equations("""
    target y[...];  output x[...]
    e[...] = x[...] - y[...]
    L = mean(...: e[...] + softplus(-2 * e[...]) - log(2))
    """)]
public sealed class LogCoshAttribute : LossAttribute;
