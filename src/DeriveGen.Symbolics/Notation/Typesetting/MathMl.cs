namespace DeriveGen.Symbolics.Notation.Typesetting;

/// <summary>Formulas in MathML Core, which browsers lay out themselves (https://www.w3.org/TR/mathml-core/).</summary>
public static class MathMl
{
    /// <summary>A formula as the element <c>math</c>; the line it was read from is its text for those who cannot see it.</summary>
    /// <param name="line">The formula as it is printed.</param>
    public static string Print(string line) =>
        $"<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"{Escape(string.Concat(Letters.Of(line)))}\">{Print(Formula.Read(line))}</math>";

    private static string Print(Formula formula) => formula switch
    {
        Formula.Glyph glyph => Print(glyph),
        Formula.Row row => $"<mrow>{string.Concat(row.Items.Select(Print))}</mrow>",
        Formula.Accent accent => $"<mover>{Print(accent.Base)}<mo stretchy=\"true\">{Mark(accent.Mark)}</mo></mover>",
        Formula.Fraction fraction => $"<mfrac>{Print(fraction.Numerator)}{Print(fraction.Denominator)}</mfrac>",
        Formula.Script { Base: Formula.Glyph { Kind: GlyphKind.Large } large } script => script.Foot is { } indices ? $"<munder>{Print(large)}{Print(indices)}</munder>" : Print(large),
        Formula.Script { Foot: { } foot, Shoulder: { } shoulder } script => $"<msubsup>{Print(script.Base)}{Print(foot)}{Print(shoulder)}</msubsup>",
        Formula.Script { Foot: { } foot } script => $"<msub>{Print(script.Base)}{Print(foot)}</msub>",
        Formula.Script { Shoulder: { } shoulder } script => $"<msup>{Print(script.Base)}{Print(shoulder)}</msup>",
        _ => throw new ArgumentException($"MathML has no form for {formula}.", nameof(formula)),
    };

    private static string Print(Formula.Glyph glyph) => glyph.Kind switch
    {
        GlyphKind.Number => $"<mn>{Escape(glyph.Text)}</mn>",
        GlyphKind.Space => "<mspace width=\"0.2em\"/>",
        GlyphKind.Large when glyph.Text == "Σ" => "<mo largeop=\"true\" movablelimits=\"false\">∑</mo>",
        GlyphKind.Sign or GlyphKind.Large => Sign(glyph.Text),
        _ => $"<mi>{Escape(glyph.Text)}</mi>",
    };

    /// <summary>Brackets keep the height of a letter, as in the line; a prime and a transpose stand close.</summary>
    private static string Sign(string text) => text is "(" or ")" or "[" or "]" or "|" or "‖" or "⌊" or "⌋"
        ? $"<mo stretchy=\"false\">{Escape(text)}</mo>"
        : $"<mo>{Escape(text)}</mo>";

    /// <summary>Not as an accent, which fonts set so low that the bar of h̄ becomes a part of the letter.</summary>
    private static string Mark(char mark) => mark switch
    {
        '\u0304' => "‾",
        '\u0307' => "˙",
        '\u0302' => "^",
        '\u0303' => "~",
        _ => mark.ToString(),
    };

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
