namespace DeriveGen.Symbolics.Notation.Typesetting;

/// <summary>Sentences with formulas in them: code stands between back quotes, formulas between ⟦ and ⟧. A mark without a partner stands for itself.</summary>
public static class Prose
{
    /// <summary>A formula within a sentence.</summary>
    public static string Formula(string line) => "⟦" + line + "⟧";

    /// <summary>The sentence with each kind of part in its form.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="words">The form of words.</param>
    /// <param name="code">The form of code.</param>
    /// <param name="formula">The form of formulas.</param>
    public static string Render(string text, Func<string, string> words, Func<string, string> code, Func<string, string> formula)
    {
        var result = new System.Text.StringBuilder();
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char close = text[i] switch { '`' => '`', '⟦' => '⟧', _ => '\0' };
            int end = close == '\0' ? -1 : text.IndexOf(close, i + 1);
            if (end < 0)
            {
                continue;
            }

            string inside = text.Substring(i + 1, end - i - 1);
            result.Append(words(text.Substring(from, i - from))).Append(close == '`' ? code(inside) : formula(inside));
            from = end + 1;
            i = end;
        }

        return result.Append(words(text.Substring(from))).ToString();
    }

    /// <summary>The sentence without its marks.</summary>
    public static string Plain(string text) => Render(text, words => words, code => code, formula => formula);
}
