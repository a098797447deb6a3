namespace DeriveGen;

/// <summary>The product of the outputs of named layers, element by element: one is a gate for another.</summary>
/// <remarks>All have the shape of y.</remarks>
/// <param name="layers">The names, at least one.</param>
[Equations("""
    y[...] = product(a in layers: a[...])
    """)]
public sealed class MultiplyAttribute(params string[] layers) : LayerAttribute;
