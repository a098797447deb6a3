using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>A document as one HTML file: no script, font, style or picture from elsewhere; dark or light as the reader's system is. What is wide scrolls in its own box.</summary>
internal static class HtmlDocument
{
    /// <summary>The page.</summary>
    public static string Render(Document document) =>
        TemplateRenderer.Render("page", new View(Escape(Prose.Plain(document.Title)), Sentence(document.Title), string.Join("\n", document.Blocks.Select(Render))));

    /// <summary>Text as it may stand between tags and in attributes.</summary>
    internal static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    private static string Render(Block block) => block switch
    {
        Block.Heading heading => $"<h{heading.Level}>{Sentence(heading.Text)}</h{heading.Level}>",
        Block.Paragraph paragraph => $"<p>{Sentence(paragraph.Text)}</p>",
        Block.Bullets bullets => $"<ul>{string.Concat(bullets.Items.Select(item => $"<li>{Sentence(item)}</li>"))}</ul>",
        Block.Formulas formulas => $"<div class=\"wide formulas\" tabindex=\"0\"><table>{string.Join("\n", formulas.Lines.Select(Line))}</table></div>",
        Block.Code code => $"<pre tabindex=\"0\">{string.Join("\n", code.Lines.Select(Escape))}</pre>",
        Block.Table table => $"<div class=\"wide\" tabindex=\"0\"><table><thead>{Row(table.Header, "th")}</thead><tbody>{string.Join("\n", table.Rows.Select(row => Row(row, "td")))}</tbody></table></div>",
        Block.Picture picture => $"<div class=\"wide\" tabindex=\"0\">{SvgPicture.Render(picture)}</div>",
        Block.Memory memory => $"<div class=\"wide\" tabindex=\"0\">{SvgMemory.Render(memory)}</div><details><summary>As a table</summary><pre tabindex=\"0\">{string.Join("\n", MemoryPicture.Lines(memory).Select(Escape))}</pre></details>",
        _ => throw new InvalidOperationException($"HTML has no form for {block}."),
    };

    private static string Line(FormulaLine line) => $"<tr><td>{Escape(line.Sign)}</td><td>{MathMl.Print(line.Formula)}</td><td>{Escape(line.Reason)}</td></tr>";

    private static string Row(IEnumerable<string> cells, string tag) => $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{Sentence(cell)}</{tag}>"))}</tr>";

    private static string Sentence(string text) => Prose.Render(text, Escape, code => $"<code>{Escape(code)}</code>", MathMl.Print);

    private sealed record View(string Title, string Heading, string Body);
}
