namespace DeriveGen;

/// <summary>
/// The absolute error with its corner rounded: (x − y)²/(2β) up to an error of <paramref name="beta"/>, |x − y| − β/2 from there on; mean
/// over outputs and examples (Girshick, "Fast R-CNN", 2015).
/// </summary>
/// <remarks>x[…] and the targets y[…] have the same shape. It is the loss of Huber divided by β.</remarks>
/// <param name="beta">The error at which the parabola becomes a line.</param>
[Equations("""
    fact beta > 0
    target y[...];  output x[...]
    a[...] = abs(x[...] - y[...])
    m[...] = min(a[...], beta)
    L = mean(...: m[...] * (a[...] - m[...] / 2) / beta)
    """)]
public sealed class SmoothL1Attribute(double beta = 1) : LossAttribute;
