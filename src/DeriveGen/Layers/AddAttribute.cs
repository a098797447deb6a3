namespace DeriveGen;

/// <summary>The sum of the outputs of two named layers.</summary>
/// <remarks>Both have the shape of y.</remarks>
/// <param name="a">The name of one layer.</param>
/// <param name="b">The name of the other.</param>
[Equations("""
    y[...] = a[...] + b[...]
    """)]
public sealed class AddAttribute(string a, string b) : LayerAttribute;
