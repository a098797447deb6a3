using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Documentation;

/// <summary>A document as one HTML file: no script, font, style or picture from elsewhere; dark or light as the reader's system is. What is wide scrolls in its own box.</summary>
internal static class HtmlDocument
{
    /// <summary>The page.</summary>
    public static string Render(Document document) =>
        TemplateRenderer.Render("page", new View(Escape(document.Title), string.Join("\n", document.Blocks.Select(Render))));

    /// <summary>Text as it may stand between tags and in attributes.</summary>
    internal static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    private static string Render(Block block) => block switch
    {
        Block.Heading heading => $"<h{heading.Level}>{Prose(heading.Text)}</h{heading.Level}>",
        Block.Paragraph paragraph => $"<p>{Prose(paragraph.Text)}</p>",
        Block.Bullets bullets => $"<ul>{string.Concat(bullets.Items.Select(item => $"<li>{Prose(item)}</li>"))}</ul>",
        Block.Formulas formulas => $"<pre tabindex=\"0\">{string.Join("\n", formulas.Lines.Select(Escape))}</pre>",
        Block.Table table => $"<div class=\"wide\" tabindex=\"0\"><table><thead>{Row(table.Header, "th")}</thead><tbody>{string.Join("\n", table.Rows.Select(row => Row(row, "td")))}</tbody></table></div>",
        Block.Picture picture => $"<div class=\"wide\" tabindex=\"0\">{SvgPicture.Render(picture)}</div>",
        _ => throw new InvalidOperationException($"HTML has no form for {block}."),
    };

    private static string Row(IEnumerable<string> cells, string tag) => $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{Prose(cell)}</{tag}>"))}</tr>";

    /// <summary>Every second part between back quotes is code; a back quote without a partner stays.</summary>
    private static string Prose(string text)
    {
        string[] parts = text.Split('`');
        return parts.Length % 2 == 0 ? Escape(text) : string.Concat(parts.Select((part, position) => position % 2 == 0 ? Escape(part) : $"<code>{Escape(part)}</code>"));
    }

    private sealed record View(string Title, string Body);
}
