namespace DeriveGen.Symbolics.Notation.Typesetting;

/// <summary>
/// A formula as it lies on paper: letters, and what stands above, below and beside them. It is read off the one line in which every formula
/// is printed, so a formula that is typeset says what the line says.
/// </summary>
public abstract record Formula
{
    private protected Formula()
    {
    }

    /// <summary>Lays a printed formula out; every text has a layout, and a bracket without a partner is a sign like any other.</summary>
    /// <param name="line">The formula in the notation of the documentation: <c>W̄1[j,k] = (1/m)·Σi x[i,j]·z̄[i,k]</c>.</param>
    public static Formula Read(string line) => FormulaReader.Read(line);

    /// <summary>A name, a number or a sign.</summary>
    public sealed record Glyph(string Text, GlyphKind Kind) : Formula;

    /// <summary>Parts beside one another.</summary>
    public sealed record Row(EquatableArray<Formula> Items) : Formula;

    /// <summary>A letter under a mark.</summary>
    /// <param name="Base">What stands below the mark.</param>
    /// <param name="Mark">The combining character: U+0304 is the bar of an adjoint, U+0307 the dot of a tangent.</param>
    public sealed record Accent(Formula Base, char Mark) : Formula;

    /// <summary>A part with what stands at its feet and at its shoulder; one of them may be null.</summary>
    public sealed record Script(Formula Base, Formula? Foot, Formula? Shoulder) : Formula;

    /// <summary>A fraction.</summary>
    public sealed record Fraction(Formula Numerator, Formula Denominator) : Formula;
}

/// <summary>How a glyph is set.</summary>
public enum GlyphKind
{
    /// <summary>A variable: italic.</summary>
    Variable,

    /// <summary>A function: upright.</summary>
    Function,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A sign between or around others.</summary>
    Sign,

    /// <summary>Σ or max, with its indices below.</summary>
    Large,

    /// <summary>The space of a product.</summary>
    Space,
}
