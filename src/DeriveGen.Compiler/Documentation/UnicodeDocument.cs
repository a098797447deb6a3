using System.Globalization;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>A document for a terminal: prose wrapped, formulas indented, tables in columns, the picture as a line for each computed tensor.</summary>
internal static class UnicodeDocument
{
    /// <summary>The widest line of prose, in characters. Formulas and tables are not broken.</summary>
    internal const int Width = 100;

    /// <summary>The page.</summary>
    public static string Render(Document document) =>
        string.Join("\n\n", document.Blocks.Select(block => string.Join("\n", Lines(block))).Prepend(string.Join("\n", Underlined(Prose.Plain(document.Title), '═')))) + "\n";

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        Block.Heading heading => Underlined(Prose.Plain(heading.Text), heading.Level == 2 ? '─' : '┈'),
        Block.Paragraph paragraph => Wrap(paragraph.Text, string.Empty, string.Empty),
        Block.Bullets bullets => bullets.Items.SelectMany(item => Wrap(item, "• ", "  ")),
        Block.Formulas formulas => Indented(FormulaColumns.Lines(formulas.Lines)),
        Block.Code code => Indented(code.Lines),
        Block.Table table => Table(table),
        Block.Picture picture => Picture(picture),
        Block.Memory memory => Indented(MemoryPicture.Lines(memory)),
        _ => throw new InvalidOperationException($"A terminal has no form for {block}."),
    };

    private static IEnumerable<string> Indented(IEnumerable<string> lines) => lines.Select(line => line.Length == 0 ? line : "    " + line);

    /// <summary>The columns that a text takes; the bar of an adjoint stands above its letter and takes none.</summary>
    private static int Columns(string text) => text.Count(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && !char.IsLowSurrogate(letter));

    private static string[] Underlined(string text, char mark) => [text, new string(mark, Columns(text))];

    private static IEnumerable<string> Wrap(string text, string first, string others)
    {
        string line = first;
        bool isEmpty = true;
        foreach (string word in Prose.Plain(text).Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = others;
                isEmpty = true;
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        yield return line;
    }

    private static IEnumerable<string> Table(Block.Table table)
    {
        string[][] rows = [.. table.Rows.Prepend(table.Header).Select(row => row.Select(Prose.Plain).ToArray())];
        int[] widths = [.. table.Header.Select((_, column) => rows.Max(row => Columns(row[column])))];
        string Row(string[] cells) => string.Join(" │ ", cells.Select((cell, column) => cell + new string(' ', widths[column] - Columns(cell)))).TrimEnd();
        return rows.Skip(1).Select(Row).Prepend(string.Join("─┼─", widths.Select(width => new string('─', width)))).Prepend(Row(rows[0]));
    }

    private static IEnumerable<string> Picture(Block.Picture picture)
    {
        (PictureNode To, string Reads)[] computed = [.. picture.Edges.GroupBy(edge => edge.To)
            .Select(group => (group.Key, string.Join(", ", group.Select(edge => edge.From.Label).Distinct())))];
        int width = computed.Max(entry => entry.To.Label.Length);
        return computed.Select(entry => $"{(entry.To.IsKept ? '▣' : '□')} {entry.To.Label.PadRight(width)} ◄── {entry.Reads}").Append("▣ is kept for the backward pass");
    }
}
