namespace DeriveGen;

/// <summary>x above 0, α(e^(x/α) − 1) up to 0, with derivative 1 at 0: smooth for every α (Barron, 2017).</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="alpha">How far below 0 it goes, above 0.</param>
[Equations("""
    fact alpha > 0
    y[...] = max(x[...], 0) + alpha * (exp((x[...] - max(x[...], 0)) / alpha) - 1)
    """)]
public sealed class CeluAttribute(double alpha = 1) : LayerAttribute;
