using System.Text.RegularExpressions;

namespace DeriveGen.Symbolics.Notation.Typesetting;

/// <summary>Formulas in LaTeX's math mode, with amsmath. GitHub and MathJax read them too.</summary>
public static class Latex
{
    /// <summary>The functions that have a command of their own.</summary>
    private static readonly HashSet<string> s_functions = ["exp", "log", "min", "max", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sup", "lim", "det", "arg"];

    /// <summary>A formula.</summary>
    public static string Print(Formula formula) => formula switch
    {
        Formula.Glyph glyph => Print(glyph),
        Formula.Row row => Join(row.Items.Select(Print)),
        Formula.Accent { Base: Formula.Glyph { Text.Length: > 1 } wide } accent when accent.Mark == '\u0304' => $@"\overline{{{Print(wide)}}}",
        Formula.Accent accent => $"{Letters.MarkCommand(accent.Mark)}{{{Print(accent.Base)}}}",
        Formula.Fraction fraction => $@"\frac{{{Print(fraction.Numerator)}}}{{{Print(fraction.Denominator)}}}",
        Formula.Script script => Print(script.Base) + (script.Foot is { } foot ? $"_{{{Print(foot)}}}" : string.Empty)
            + (script.Shoulder is { } shoulder ? $"^{{{Print(shoulder)}}}" : string.Empty),
        _ => throw new ArgumentException($"LaTeX has no form for {formula}.", nameof(formula)),
    };

    private static string Print(Formula.Glyph glyph) => glyph.Kind switch
    {
        GlyphKind.Space => @"\,",
        GlyphKind.Large when glyph.Text == "Σ" => @"\sum",
        GlyphKind.Function or GlyphKind.Large when s_functions.Contains(glyph.Text) => @"\" + glyph.Text,
        GlyphKind.Function when glyph.Text.Length > 1 => $@"\operatorname{{{Characters(glyph.Text)}}}",
        GlyphKind.Variable when glyph.Text.Length > 1 && !char.IsHighSurrogate(glyph.Text[0]) => $@"\mathit{{{Characters(glyph.Text)}}}",
        _ => Characters(glyph.Text),
    };

    private static string Characters(string text) => Join(Letters.Of(text).Select(Letters.Command));

    /// <summary>A command ends where no letter follows.</summary>
    private static string Join(IEnumerable<string> parts)
    {
        string joined = string.Empty;
        var text = new System.Text.StringBuilder();
        foreach (string part in parts)
        {
            if (part.Length > 0 && char.IsLetter(part[0]) && s_command.IsMatch(joined))
            {
                text.Append(' ');
            }

            text.Append(part);
            joined = part;
        }

        return text.ToString();
    }

    private static readonly Regex s_command = new(@"\\[A-Za-z]+$", RegexOptions.CultureInvariant);
}
