namespace DeriveGen;

/// <summary>max(x, 0) + a min(x, 0) with a learned slope a for all of x, or one for each channel (He and others, "Delving deep into rectifiers", 2015).</summary>
/// <remarks>y has the shape of x. With one slope for each number of the last axis it is A[k], else a.</remarks>
/// <param name="slope">The slope at which it begins.</param>
/// <param name="perChannel">Whether each number of the last axis has a slope of its own.</param>
[Equations("""
    param a = slope;  param A[k:size(x, -1)] = slope
    y[..., k] = max(x[..., k], 0) + ([perChannel] * A[k] + [not perChannel] * a) * min(x[..., k], 0)
    """)]
public sealed class PReluAttribute(double slope = 0.25, bool perChannel = false) : LayerAttribute;
