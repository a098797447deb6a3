namespace DeriveGen.Symbolics.Claims;

/// <summary>The kinds of slips that people make in a derivation by hand.</summary>
public enum SlipKind
{
    /// <summary>A matrix stands transposed, or lacks its transpose; two indices are exchanged.</summary>
    Transpose,

    /// <summary>The factors of a product are exchanged.</summary>
    Order,

    /// <summary>A product of one kind stands for one of another: ∘ for the matrix product.</summary>
    Product,

    /// <summary>The brackets are elsewhere.</summary>
    Brackets,

    /// <summary>A layer's index is one too small or too large.</summary>
    Layer,

    /// <summary>An index stands for another, or that of the examples is free on one side only.</summary>
    Example,

    /// <summary>Another tensor is named, or an adjoint for its tensor.</summary>
    Name,

    /// <summary>A function stands for its derivative, or the other way round.</summary>
    Function,

    /// <summary>A sign is wrong.</summary>
    Sign,

    /// <summary>A term of a sum is left out.</summary>
    Term,

    /// <summary>A factor is too much, or too little.</summary>
    Factor,

    /// <summary>A sum over the examples is too much, or left out.</summary>
    Sum,
}
