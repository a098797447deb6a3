namespace DeriveGen;

/// <summary>The sum of the outputs of named layers.</summary>
/// <remarks>All have the shape of y.</remarks>
/// <param name="layers">The names, at least one; <c>x</c> is what comes into the stack or block.</param>
[Equations("""
    y[...] = sum(a in layers: a[...])
    """)]
public sealed class AddAttribute(params string[] layers) : LayerAttribute;
