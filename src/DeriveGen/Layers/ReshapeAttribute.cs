namespace DeriveGen;

/// <summary>A row of numbers as a table, row-major.</summary>
/// <remarks>x[i, n] with n = rows · columns becomes y[i, a, b].</remarks>
/// <param name="rows">The extent of the axis after the examples'.</param>
/// <param name="columns">The extent of the last axis.</param>
[Equations("""
    input x[i, n:rows*columns]
    y[i, a:rows, b:columns] = x[i, columns*a + b]
    """)]
public sealed class ReshapeAttribute(int rows, int columns) : LayerAttribute;
