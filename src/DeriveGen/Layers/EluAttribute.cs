namespace DeriveGen;

/// <summary>x above 0, α(eˣ − 1) up to 0, with derivative α at 0 (Clevert, Unterthiner and Hochreiter, 2015).</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="alpha">How far below 0 it goes.</param>
[Equations("""
    y[...] = max(x[...], 0) + alpha * (exp(x[...] - max(x[...], 0)) - 1)
    """)]
public sealed class EluAttribute(double alpha = 1) : LayerAttribute;
