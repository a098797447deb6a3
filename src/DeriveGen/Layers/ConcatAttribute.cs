namespace DeriveGen;

/// <summary>The outputs of named layers side by side on the last axis.</summary>
/// <remarks>a[…, j], b[…, l], … become y[…, k], those of the first layer first; the other axes are the same in all.</remarks>
/// <param name="layers">The names in order, at least one.</param>
[Equations("""
    y[..., k:sum(a in layers: size(a, -1))] = sum(a in layers: a[..., pad(k - sum(b before a: size(b, -1)))])
    """)]
public sealed class ConcatAttribute(params string[] layers) : LayerAttribute;
