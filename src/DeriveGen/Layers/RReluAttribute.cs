namespace DeriveGen;

/// <summary>
/// x above 0, a x up to 0, with a slope a that is drawn anew for each number while training and the middle one in Predict and Loss
/// (Xu and others, "Empirical evaluation of rectified activations", 2015). What is drawn is a function of the seed and the step.
/// </summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="lower">The smallest slope.</param>
/// <param name="upper">The largest slope.</param>
[Equations("""
    fact lower <= upper
    random u[...]
    sloped(v, a) = a * v + (1 - a) * max(v, 0)
    y[...] = sloped(x[...], training * (lower + (upper - lower) * u[...]) + (1 - training) * (lower + upper) / 2)
    """)]
public sealed class RReluAttribute(double lower = 0.125, double upper = 1.0 / 3) : LayerAttribute;
