namespace DeriveGen;

/// <summary>A row of numbers at every position of a sequence.</summary>
/// <remarks>x[i, k] becomes y[i, t, k] with t &lt; count.</remarks>
/// <param name="count">The number of positions.</param>
[Equations("""
    input x[i, k]
    y[i, t:count, k] = x[i, k]
    """)]
public sealed class RepeatVectorAttribute(int count) : LayerAttribute;
