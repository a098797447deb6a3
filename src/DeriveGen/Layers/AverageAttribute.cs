namespace DeriveGen;

/// <summary>The mean of the outputs of named layers, element by element.</summary>
/// <remarks>All have the shape of y.</remarks>
/// <param name="layers">The names, at least one.</param>
[Equations("""
    y[...] = mean(a in layers: a[...])
    """)]
public sealed class AverageAttribute(params string[] layers) : LayerAttribute;
