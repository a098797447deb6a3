namespace DeriveGen;

/// <summary>The product of the outputs of two named layers, element by element: one is a gate for the other.</summary>
/// <remarks>Both have the shape of y.</remarks>
/// <param name="a">The name of one layer.</param>
/// <param name="b">The name of the other.</param>
[Equations("""
    y[...] = a[...] * b[...]
    """)]
public sealed class MultiplyAttribute(string a, string b) : LayerAttribute;
