namespace DeriveGen;

/// <summary>The outputs of named layers one behind the other on the first axis of an example: sequences that follow each other, images below each other.</summary>
/// <remarks>a[i, t, …], b[i, u, …], … become y[i, v, …], those of the first layer first; the other axes are the same in all.</remarks>
/// <param name="layers">The names in order, at least one.</param>
[Equations("""
    y[i, v:sum(a in layers: size(a, 1)), ...] = sum(a in layers: a[i, pad(v - sum(b before a: size(b, 1))), ...])
    """)]
public sealed class ConcatRowsAttribute(params string[] layers) : LayerAttribute;
