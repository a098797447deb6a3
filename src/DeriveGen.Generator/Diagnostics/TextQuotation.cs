using System.Globalization;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Quotes a line of a text that cannot be pointed at, with line and column counted from 1.</summary>
internal static class TextQuotation
{
    /// <summary>For example <c> (Dense, line 2, column 12: z[..., k] = x[..., j] * W[j, k])</c>.</summary>
    public static string Of(string layer, string text, int offset)
    {
        var before = text.Substring(0, Math.Min(offset, text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        var lineEnd = text.IndexOf('\n', lineStart);
        var line = before.Count(letter => letter == '\n') + 1;
        var quoted = (lineEnd < 0 ? text.Substring(lineStart) : text.Substring(lineStart, lineEnd - lineStart)).Trim();
        return string.Format(
            CultureInfo.InvariantCulture, " (equations of {0}, line {1}, column {2}: {3})", layer, line, before.Length - lineStart + 1, quoted);
    }
}
