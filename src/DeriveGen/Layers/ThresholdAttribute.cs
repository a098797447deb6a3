namespace DeriveGen;

/// <summary>x above a threshold, another value up to it, with derivative 0 at the threshold.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="threshold">Up to which x is replaced.</param>
/// <param name="value">What stands in its place.</param>
[Equations("""
    y[...] = [x[...] > threshold] * (x[...] - value) + value
    """)]
public sealed class ThresholdAttribute(double threshold, double value) : LayerAttribute;
