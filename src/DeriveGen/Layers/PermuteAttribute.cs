namespace DeriveGen;

/// <summary>The three axes of an image in another order.</summary>
/// <remarks><c>[Permute(3, 1, 2)]</c> makes y[i, c, h, w] of x[i, h, w, c].</remarks>
/// <param name="first">Which axis of x comes first: 1, 2 or 3; the examples stay in front.</param>
/// <param name="second">Which comes second.</param>
/// <param name="third">Which comes third.</param>
[Equations("""
    input x[i, h, w, c]
    fact first + second + third = 6;  fact first * second * third = 6
    extent(n) = [n = 1]*size(h) + [n = 2]*size(w) + [n = 3]*size(c)
    y[i, p:extent(first), q:extent(second), r:extent(third)]
        = x[i, [first = 1]*p + [second = 1]*q + [third = 1]*r, [first = 2]*p + [second = 2]*q + [third = 2]*r, [first = 3]*p + [second = 3]*q + [third = 3]*r]
    """)]
public sealed class PermuteAttribute(int first, int second, int third) : LayerAttribute;
