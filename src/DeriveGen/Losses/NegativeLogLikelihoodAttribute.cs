namespace DeriveGen;

/// <summary>Minus the logarithm of the right class's probability, where x holds the logarithms already; mean over all axes but the last.</summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
/// <param name="weights">
/// One weight for each class, by which an example of that class counts: the mean is the weighted one, Σ w[t] l / Σ w[t]. Without it all count alike.
/// </param>
[Equations("""
    fact not weights or size(weights, 0) = size(x, -1)
    label t[...] < size(x, -1);  output x[..., k]
    L = -sum(...: ([weights] * weights[t[...]] + [not weights]) * x[..., t[...]]) / sum(...: [weights] * weights[t[...]] + [not weights])
    """)]
public sealed class NegativeLogLikelihoodAttribute(double[]? weights = null) : LossAttribute;
