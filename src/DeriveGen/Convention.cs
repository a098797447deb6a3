namespace DeriveGen;

/// <summary>
/// How matrix formulas are written: whether rows or columns are examples, and which axis of a weight matrix stands first.
/// A convention concerns printed formulas, claims, and parameters on their way in and out; never what is computed.
/// </summary>
public enum Convention
{
    /// <summary>Rows are examples, <c>Z = A W + 1 b</c>, W is n_in × n_out. The shape in which layers declare their weights.</summary>
    R,

    /// <summary>Columns are examples, <c>Z = W A + b 1ᵀ</c>, W is n_out × n_in.</summary>
    C,

    /// <summary>Columns are examples, <c>Z = Wᵀ A + b 1ᵀ</c>, W is n_in × n_out.</summary>
    Cw,

    /// <summary>Rows are examples, <c>Z = A Wᵀ + 1 b</c>, W is n_out × n_in, as PyTorch stores it.</summary>
    P,
}
