namespace DeriveGen;

/// <summary>Half the squared error, so that its derivative is the error itself: summed over the outputs, mean over the examples.</summary>
/// <remarks>x[i, s…] and the targets y[i, s…] have the same shape, the examples first.</remarks>
[Equations("""
    target y[i, s...];  output x[i, s...]
    L = mean(i: sum(s...: (x[i, s...] - y[i, s...])^2 / 2))
    """)]
public sealed class HalfSquaredErrorAttribute : LossAttribute;
