using System.Globalization;
using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>A document as LaTeX. A formula is a paragraph, so that a long one breaks at its signs; a picture that is wider than the page shrinks to it.</summary>
internal static class LatexDocument
{
    /// <summary>The width of the picture of a workspace, in points.</summary>
    private const double MemoryWidth = 220;

    /// <summary>The page.</summary>
    public static string Render(Document document) => TemplateRenderer.Render("latex", new View(Sentence(document.Title), string.Join("\n\n", document.Blocks.Select(Render))));

    /// <summary>Words within a formula.</summary>
    public static string Words(string text) => $@"\text{{{Escape(text)}}}";

    private static string Render(Block block) => block switch
    {
        Block.Heading heading => $@"\{(heading.Level == 2 ? "section" : "subsection")}*{{{Sentence(heading.Text)}}}",
        Block.Paragraph paragraph => Sentence(paragraph.Text),
        Block.Bullets bullets => Environment("itemize", bullets.Items.Select(item => @"\item " + Sentence(item))),
        Block.Formulas formulas => Environment("formulas", formulas.Lines.Select(Line)),
        Block.Code code => Environment("verbatim", code.Lines.Select(line => string.Concat(line.Select(letter => letter < 128 ? letter : '?')))),
        Block.Table table => Table(table),
        Block.Picture picture => LatexPicture.Render(picture),
        Block.Memory memory => Memory(memory),
        _ => throw new InvalidOperationException($"LaTeX has no form for {block}."),
    };

    private static string Line(FormulaLine line) =>
        $@"\formula{{{(line.Sign.Length == 0 ? string.Empty : $"${Letters.Command(line.Sign)}$")}}}{{$\displaystyle {Latex.Print(Formula.Read(line.Formula))}$}}{{{Escape(line.Reason)}}}";

    private static string Table(Block.Table table)
    {
        // A column of formulas or sentences shares the line's width with the others of its kind.
        bool[] isLong = [.. table.Header.Select((_, column) => table.Rows.Any(row => Prose.Plain(row[column]).Length > 24))];
        string width = (0.8 / Math.Max(1, isLong.Count(value => value))).ToString("0.##", CultureInfo.InvariantCulture);
        string columns = string.Concat(isLong.Select(value => value ? $@"p{{{width}\linewidth}}" : "l"));
        return Environment("longtable", [Row(table.Header) + @" \hline", .. table.Rows.Select(Row)], $"[l]{{{columns}}}");
    }

    private static string Row(IEnumerable<string> cells) => string.Join(" & ", cells.Select(Sentence)) + @" \\";

    private static string Memory(Block.Memory memory) => memory.Tensors.Count == 0 ? string.Empty : Environment("longtable",
        memory.Tensors.Select(row =>
        {
            double first = row.First * MemoryWidth / memory.Steps, last = (Math.Min(row.Last, memory.Steps - 1) + 1) * MemoryWidth / memory.Steps;
            return $@"{MemoryPicture.Number(row.Offset)} & {MemoryPicture.Number(row.Bytes)} & ${Latex.Print(Formula.Read(row.Name))}$ & \hspace*{{{Points(first)}}}\rule{{{Points(last - first)}}}{{1.2ex}} \\";
        }).Prepend(@"offset & bytes & tensor & steps \\ \hline"),
        "[l]{rrll}");

    private static string Environment(string name, IEnumerable<string> lines, string arguments = "") => string.Join("\n", [$@"\begin{{{name}}}{arguments}", .. lines, $@"\end{{{name}}}"]);

    private static string Points(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "pt";

    private static string Sentence(string text) => Prose.Render(text, Escape, code => $@"\texttt{{{Escape(code)}}}", formula => $"${Latex.Print(Formula.Read(formula))}$");

    /// <summary>Words outside of formulas: what LaTeX reads as a command is written as the character that it is.</summary>
    private static string Escape(string text) => string.Concat(Letters.WithMarks(text).Select(letter => letter switch
    {
        "\\" => @"\textbackslash{}",
        "~" => @"\textasciitilde{}",
        "^" => @"\textasciicircum{}",
        "—" => "---",
        "–" => "--",
        "“" => "``",
        "”" => "''",
        "’" => "'",
        "{" or "}" or "%" or "&" or "#" or "$" or "_" => "\\" + letter,
        { Length: 1 } when letter[0] < 128 => letter,
        _ => $"${Letters.Command(letter)}$",
    }));

    private sealed record View(string Title, string Body);
}
