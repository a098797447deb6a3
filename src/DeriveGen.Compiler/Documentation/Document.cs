using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The forms in which a page is written.</summary>
public enum PageFormat
{
    /// <summary>Markdown with GitHub's formulas and Mermaid, for a repository.</summary>
    Md,

    /// <summary>One HTML file that needs nothing from elsewhere, its formulas in MathML.</summary>
    Html,

    /// <summary>Unicode text for a terminal.</summary>
    Unicode,

    /// <summary>A document of LaTeX, for pdflatex with amsmath and graphicx.</summary>
    Latex,
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
        PageFormat.Latex => LatexDocument.Render(this),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };
}

/// <summary>A part of a document. Its prose is read by <see cref="Prose"/>.</summary>
internal abstract record Block
{
    /// <summary>A heading; the title's level is 1.</summary>
    public sealed record Heading(int Level, string Text) : Block;

    /// <summary>Sentences.</summary>
    public sealed record Paragraph(string Text) : Block;

    /// <summary>Sentences with a mark before each.</summary>
    public sealed record Bullets(IReadOnlyList<string> Items) : Block;

    /// <summary>Formulas or the steps of a derivation, one a line.</summary>
    public sealed record Formulas(IReadOnlyList<FormulaLine> Lines) : Block
    {
        /// <summary>Formulas that stand alone.</summary>
        public static Formulas Of(IEnumerable<string> lines) => new([.. lines.Select(line => new FormulaLine(line))]);
    }

    /// <summary>Text that is copied as it stands.</summary>
    /// <param name="Language">What it is written in; empty for plain text.</param>
    /// <param name="Lines">The lines.</param>
    public sealed record Code(string Language, IReadOnlyList<string> Lines) : Block;

    /// <summary>A table of prose, its cells by row.</summary>
    public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

    /// <summary>A network as a graph: an edge from each tensor to those computed from it.</summary>
    public sealed record Picture(IReadOnlyList<PictureEdge> Edges) : Block;

    /// <summary>A workspace over the steps of a call.</summary>
    /// <param name="Tensors">What lies in it, by offset.</param>
    /// <param name="Steps">The number of steps.</param>
    public sealed record Memory(IReadOnlyList<MemoryRow> Tensors, int Steps) : Block;
}

/// <summary>A line of formulas.</summary>
/// <param name="Formula">The formula as it is printed.</param>
/// <param name="Sign">How it follows from the line above: =, ⇒, or nothing.</param>
/// <param name="Reason">The law that allows it; may be empty.</param>
internal sealed record FormulaLine(string Formula, string Sign = "", string Reason = "");

/// <summary>A tensor of a workspace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">The byte at which it begins.</param>
/// <param name="Bytes">The bytes that it takes.</param>
/// <param name="First">The step that writes it.</param>
/// <param name="Last">The last step that reads it.</param>
internal sealed record MemoryRow(string Name, long Offset, long Bytes, int First, int Last);

/// <summary>A tensor of a picture.</summary>
/// <param name="Id">What tells it from others.</param>
/// <param name="Label">Its name and shape.</param>
/// <param name="IsComputed">Whether an equation gives it.</param>
/// <param name="IsKept">Whether the backward pass reads it.</param>
internal sealed record PictureNode(string Id, string Label, bool IsComputed, bool IsKept);

/// <summary>A tensor that is read, and the one computed from it.</summary>
internal sealed record PictureEdge(PictureNode From, PictureNode To);
