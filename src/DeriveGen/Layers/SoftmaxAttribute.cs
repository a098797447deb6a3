namespace DeriveGen;

/// <summary>eˣ/Σ eˣ over one axis.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="axis">1 for the axis behind the examples', −1 for the last.</param>
[Equations("""
    input x[i, a, s...]
    fact axis = 1 or axis = -1
    y[i, a, s...] = [axis = 1] * softmax(a: x[i, a, s...]) + [axis = -1] * softmax(_: x[i, a, s...])
    """)]
public sealed class SoftmaxAttribute(int axis = -1) : LayerAttribute;
