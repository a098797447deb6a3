namespace DeriveGen;

/// <summary>The largest of the outputs of named layers, element by element.</summary>
/// <remarks>All have the shape of y.</remarks>
/// <param name="layers">The names, at least one.</param>
[Equations("""
    y[...] = max(a in layers: a[...])
    """)]
public sealed class LargestAttribute(params string[] layers) : LayerAttribute;
