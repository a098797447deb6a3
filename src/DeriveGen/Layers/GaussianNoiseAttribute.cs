namespace DeriveGen;

/// <summary>
/// While training normally distributed noise is added, in Predict and Loss none. The noise is a function of the seed and of how many calls of
/// Train and Gradient there were.
/// </summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="deviation">The noise's standard deviation.</param>
[Equations("""
    fact deviation >= 0
    gaussian e[...]
    y[...] = x[...] + training * deviation * e[...]
    """)]
public sealed class GaussianNoiseAttribute(double deviation) : LayerAttribute;
