using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>A string literal decoded, with the span of source behind each character of its value.</summary>
internal sealed class LiteralText
{
    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _spans = [];
    private readonly string _source;
    private readonly int _start;

    private LiteralText(SyntaxToken token)
    {
        _source = token.Text;
        _start = token.SpanStart;
    }

    /// <summary>The value.</summary>
    public string Text => _text.ToString();

    /// <summary>The span of each character of the value.</summary>
    public IReadOnlyList<TextSpan> Spans => _spans;

    /// <summary>Decodes a literal; null for every other expression.</summary>
    public static LiteralText? Decode(ExpressionSyntax expression)
    {
        if (expression is not LiteralExpressionSyntax { Token: var token })
        {
            return null;
        }

        var literal = new LiteralText(token);
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken when literal._source.StartsWith("@", StringComparison.Ordinal):
                literal.DecodeVerbatim();
                break;
            case SyntaxKind.StringLiteralToken:
                literal.DecodeRegular();
                break;
            case SyntaxKind.SingleLineRawStringLiteralToken:
                literal.DecodeRawLine();
                break;
            case SyntaxKind.MultiLineRawStringLiteralToken:
                literal.DecodeRawLines();
                break;
            default:
                return null;
        }

        // The compiler's own reading is the measure: where ours differs, nothing is claimed.
        return literal.Text == token.ValueText ? literal : null;
    }

    private void Add(string value, int position, int length)
    {
        foreach (var letter in value)
        {
            _text.Append(letter);
            _spans.Add(new TextSpan(_start + position, length));
        }
    }

    private void DecodeVerbatim()
    {
        for (var i = 2; i < _source.Length - 1; i++)
        {
            var isQuote = _source[i] == '"';
            Add(_source[i].ToString(), i, isQuote ? 2 : 1);
            i += isQuote ? 1 : 0;
        }
    }

    private void DecodeRegular()
    {
        for (var i = 1; i < _source.Length - 1;)
        {
            var length = _source[i] == '\\' ? EscapeLength(i) : 1;
            Add(length == 1 ? _source[i].ToString() : EscapeValue(i, length), i, length);
            i += length;
        }
    }

    private int EscapeLength(int position) => _source[position + 1] switch
    {
        'u' => 6,
        'U' => 10,
        'x' => 2 + _source.Skip(position + 2).Take(4).TakeWhile(Uri.IsHexDigit).Count(),
        _ => 2,
    };

    /// <summary>C# itself reads the escape sequence.</summary>
    private string EscapeValue(int position, int length) =>
        SyntaxFactory.ParseToken("\"" + _source.Substring(position, length) + "\"").ValueText;

    private int RawQuotes => _source.TakeWhile(letter => letter == '"').Count();

    private void DecodeRawLine()
    {
        for (var i = RawQuotes; i < _source.Length - RawQuotes; i++)
        {
            Add(_source[i].ToString(), i, 1);
        }
    }

    /// <summary>The lines between that of the opening and that of the closing quotes, without the white space before the latter.</summary>
    private void DecodeRawLines()
    {
        var lines = Lines();
        if (lines.Count < 3)
        {
            return;
        }

        var closing = lines[lines.Count - 1];
        var indentation = _source.Substring(closing.Start, closing.Length).TakeWhile(letter => letter != '"').Count();
        for (var number = 1; number < lines.Count - 1; number++)
        {
            var line = lines[number];
            for (var i = line.Start + Math.Min(indentation, line.Length); i < line.End; i++)
            {
                Add(_source[i].ToString(), i, 1);
            }

            if (number < lines.Count - 2)
            {
                for (var i = line.End; i < lines[number + 1].Start; i++)
                {
                    Add(_source[i].ToString(), i, 1);
                }
            }
        }
    }

    /// <summary>The lines of the token without their ends.</summary>
    private List<TextSpan> Lines() => [.. SourceText.From(_source).Lines.Select(line => line.Span)];
}
