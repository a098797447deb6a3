using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>A document as GitHub's Markdown: formulas in LaTeX, the picture as Mermaid.</summary>
internal static class MarkdownDocument
{
    /// <summary>The page.</summary>
    public static string Render(Document document) => string.Join("\n\n", document.Blocks.Select(Render).Prepend("# " + Sentence(document.Title))) + "\n";

    private static string Render(Block block) => block switch
    {
        Block.Heading heading => new string('#', heading.Level) + " " + Sentence(heading.Text),
        Block.Paragraph paragraph => Sentence(paragraph.Text),
        Block.Bullets bullets => string.Join("\n", bullets.Items.Select(item => "- " + Sentence(item))),
        Block.Formulas formulas => Fenced("math", [@"\begin{aligned}", .. formulas.Lines.Select(Line), @"\end{aligned}"]),
        Block.Code code => Fenced(code.Language.Length == 0 ? "text" : code.Language, code.Lines),
        Block.Table table => string.Join("\n", [Row(table.Header), "|" + string.Concat(table.Header.Select(_ => "---|")), .. table.Rows.Select(Row)]),
        Block.Picture picture => Fenced("mermaid", ["flowchart LR", .. picture.Edges.Select(edge => $"    {Node(edge.From)} --> {Node(edge.To)}")]),
        Block.Memory memory => Fenced("text", MemoryPicture.Lines(memory)),
        _ => throw new InvalidOperationException($"Markdown has no form for {block}."),
    };

    private static string Fenced(string language, IEnumerable<string> lines) => string.Join("\n", ["```" + language, .. lines, "```"]);

    private static string Sentence(string text) => Prose.Render(text, words => words, code => "`" + code + "`", formula => $"$`{Latex.Print(Formula.Read(formula))}`$");

    private static string Line(FormulaLine line)
    {
        string sign = line.Sign.Length == 0 ? string.Empty : Latex.Print(Formula.Read(line.Sign)) + "{} ";
        return $"& {sign}{Latex.Print(Formula.Read(line.Formula))}{(line.Reason.Length == 0 ? string.Empty : " && " + LatexDocument.Words(line.Reason))} \\\\";
    }

    private static string Row(IEnumerable<string> cells) => "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? "  |" : $" {Sentence(cell).Replace("|", "\\|")} |"));

    private static string Node(PictureNode node) => node.IsComputed ? $"{node.Id}[\"{node.Label}\"]" : $"{node.Id}([\"{node.Label}\"])";
}
