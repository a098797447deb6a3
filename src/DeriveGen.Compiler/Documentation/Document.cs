namespace DeriveGen.Compiler.Documentation;

/// <summary>The forms in which a page is written.</summary>
public enum PageFormat
{
    /// <summary>Markdown with Mermaid, for a repository.</summary>
    Md,

    /// <summary>One HTML file that needs nothing from elsewhere.</summary>
    Html,

    /// <summary>Unicode text for a terminal.</summary>
    Unicode,
}

/// <summary>What a page says, without a form. It is built once; each format is a function of it.</summary>
/// <param name="Title">The title.</param>
/// <param name="Blocks">What stands below it, in order.</param>
internal sealed record Document(string Title, IReadOnlyList<Block> Blocks)
{
    /// <summary>The page in a format.</summary>
    public string Render(PageFormat format) => format switch
    {
        PageFormat.Md => MarkdownDocument.Render(this),
        PageFormat.Html => HtmlDocument.Render(this),
        PageFormat.Unicode => UnicodeDocument.Render(this),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };
}

/// <summary>A part of a document. Its prose may hold code between back quotes.</summary>
internal abstract record Block
{
    /// <summary>A heading; the title's level is 1.</summary>
    public sealed record Heading(int Level, string Text) : Block;

    /// <summary>Sentences.</summary>
    public sealed record Paragraph(string Text) : Block;

    /// <summary>Sentences with a mark before each.</summary>
    public sealed record Bullets(IReadOnlyList<string> Items) : Block;

    /// <summary>Formulas or steps, one a line, whose columns are aligned.</summary>
    public sealed record Formulas(IReadOnlyList<string> Lines) : Block;

    /// <summary>A table, its cells by row.</summary>
    public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

    /// <summary>A network as a graph: an edge from each tensor to those computed from it.</summary>
    public sealed record Picture(IReadOnlyList<PictureEdge> Edges) : Block;
}

/// <summary>A tensor of a picture.</summary>
/// <param name="Id">What tells it from others.</param>
/// <param name="Label">Its name and shape.</param>
/// <param name="IsComputed">Whether an equation gives it.</param>
/// <param name="IsKept">Whether the backward pass reads it.</param>
internal sealed record PictureNode(string Id, string Label, bool IsComputed, bool IsKept);

/// <summary>A tensor that is read, and the one computed from it.</summary>
internal sealed record PictureEdge(PictureNode From, PictureNode To);
