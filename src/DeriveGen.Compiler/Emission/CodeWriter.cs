using DeriveGen.Symbolics;
using System.Text;

namespace DeriveGen.Compiler.Emission;

/// <summary>Writes lines of C# with their indentation.</summary>
/// <param name="depth">How many steps the first line is indented.</param>
internal sealed class CodeWriter(int depth)
{
    private readonly StringBuilder _text = new();

    /// <summary>How many steps the next line is indented.</summary>
    public int Depth { get; private set; } = depth;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Writes a line; an empty one without indentation.</summary>
    public void Line(string line = "")
    {
        Interruption.Check();
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * Depth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a text of several lines; nothing for an empty one.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Length == 0 ? [] : text.Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>Writes a head and opens its block.</summary>
    public void Open(string head)
    {
        Line(head);
        Line("{");
        Depth++;
    }

    /// <summary>Opens a block whose head is written.</summary>
    public void OpenBlock()
    {
        Line("{");
        Depth++;
    }

    /// <summary>Closes <paramref name="count"/> blocks.</summary>
    public void Close(int count = 1)
    {
        for (; count > 0; count--)
        {
            Depth--;
            Line("}");
        }
    }

    /// <summary>Writes what another writer holds, already indented.</summary>
    public void Append(CodeWriter other) => _text.Append(other._text);

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();
}
