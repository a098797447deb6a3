namespace DeriveGen.Symbolics.Text;

/// <summary>What can be wrong in an equation text: DG0100 to DG0119 its spelling, from DG0120 its names, from DG0140 its shapes, from DG0160 its sums and recurrences.</summary>
public static class TextErrors
{
    /// <summary>A character that no token begins with.</summary>
    public static readonly Descriptor UnexpectedCharacter = new("DG0100", "Equations are made of names, numbers and operators",
        "'{0}' has no meaning in equations", "remove it");

    /// <summary>Something else was expected.</summary>
    public static readonly Descriptor Expected = new("DG0101", "Equations follow their grammar",
        "expected {0}, but found {1}", "");

    /// <summary>Two operands side by side.</summary>
    public static readonly Descriptor MissingOperator = new("DG0102", "Products are written with an operator",
        "'{0}' follows '{1}' without an operator", "for the product write '*' between them");

    /// <summary>A sum of something, over nothing.</summary>
    public static readonly Descriptor ReductionWithoutIndex = new("DG0103", "A reduction names its indices",
        "{0} does not say over which index it runs", "write {0}(j: …)");

    /// <summary>All rows, in the order of their codes.</summary>
    public static EquatableArray<Descriptor> All { get; } = [UnexpectedCharacter, Expected, MissingOperator, ReductionWithoutIndex];
}
