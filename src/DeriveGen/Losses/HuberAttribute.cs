namespace DeriveGen;

/// <summary>
/// Half the squared error up to an error of <paramref name="delta"/>, from there on a straight line; mean over outputs and examples
/// (Huber, "Robust estimation of a location parameter", 1964).
/// </summary>
/// <remarks>x[…] and the targets y[…] have the same shape. With a = |x − y| and m = min(a, δ): m (a − m/2).</remarks>
/// <param name="delta">The error at which the parabola becomes a line.</param>
[Equations("""
    fact delta > 0
    target y[...];  output x[...]
    a[...] = abs(x[...] - y[...])
    m[...] = min(a[...], delta)
    L = mean(...: m[...] * (a[...] - m[...] / 2))
    """)]
public sealed class HuberAttribute(double delta = 1) : LossAttribute;
