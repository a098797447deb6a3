namespace DeriveGen;

/// <summary>The outputs of two named layers side by side on the last axis.</summary>
/// <remarks>a[…, j] and b[…, l] become y[…, k], first those of a.</remarks>
/// <param name="a">The name of the layer that comes first.</param>
/// <param name="b">The name of the layer that comes behind.</param>
[Equations("""
    y[..., k:size(a,-1)+size(b,-1)] = [k < size(a,-1)] * a[..., pad(k)] + [k >= size(a,-1)] * b[..., pad(k-size(a,-1))]
    """)]
public sealed class ConcatAttribute(string a, string b) : LayerAttribute;
