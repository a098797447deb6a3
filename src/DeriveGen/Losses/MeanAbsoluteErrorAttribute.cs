namespace DeriveGen;

/// <summary>The absolute error, mean over outputs and examples. Where x and y are equal its derivative is 0.</summary>
/// <remarks>x[…] and the targets y[…] have the same shape.</remarks>
[Equations("""
    target y[...];  output x[...]
    L = mean(...: abs(x[...] - y[...]))
    """)]
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;
