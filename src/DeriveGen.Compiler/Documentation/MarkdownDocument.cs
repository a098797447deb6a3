namespace DeriveGen.Compiler.Documentation;

/// <summary>A document as Markdown, its picture as Mermaid.</summary>
internal static class MarkdownDocument
{
    /// <summary>The page.</summary>
    public static string Render(Document document) => string.Join("\n\n", document.Blocks.Select(Render).Prepend("# " + document.Title)) + "\n";

    private static string Render(Block block) => block switch
    {
        Block.Heading heading => new string('#', heading.Level) + " " + heading.Text,
        Block.Paragraph paragraph => paragraph.Text,
        Block.Bullets bullets => string.Join("\n", bullets.Items.Select(item => "- " + item)),
        Block.Formulas formulas => string.Join("\n", ["```text", .. formulas.Lines, "```"]),
        Block.Table table => string.Join("\n", [Row(table.Header), "|" + string.Concat(table.Header.Select(_ => "---|")), .. table.Rows.Select(row => Row(row.Select(cell => cell.Replace("|", "\\|"))))]),
        Block.Picture picture => string.Join("\n", ["```mermaid", "flowchart LR", .. picture.Edges.Select(edge => $"    {Node(edge.From)} --> {Node(edge.To)}"), "```"]),
        _ => throw new InvalidOperationException($"Markdown has no form for {block}."),
    };

    private static string Row(IEnumerable<string> cells) => "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? "  |" : $" {cell} |"));

    private static string Node(PictureNode node) => node.IsComputed ? $"{node.Id}[\"{node.Label}\"]" : $"{node.Id}([\"{node.Label}\"])";
}
