namespace DeriveGen;

/// <summary>ln(1 + e^(βx))/β, a smooth rectifier.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="beta">How sharp the bend is, above 0.</param>
[Equations("""
    fact beta > 0
    fact beta > 0
    y[...] = softplus(beta * x[...]) / beta
    """)]
public sealed class ScaledSoftplusAttribute(double beta = 1) : LayerAttribute;
