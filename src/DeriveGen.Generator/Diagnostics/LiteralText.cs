using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>A string literal, or a text between the holes of an interpolated one, decoded, with the span of source behind each character of its value.</summary>
internal sealed class LiteralText
{
    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _spans = [];
    private readonly string _source;
    private readonly int _start;
    private Form _form;
    private bool _hasHoles;
    private string? _indentation;

    private LiteralText(SyntaxToken token)
    {
        _source = token.Text;
        _start = token.SpanStart;
    }

    /// <summary>How characters are written.</summary>
    private enum Form
    {
        /// <summary>With escape sequences.</summary>
        Regular,

        /// <summary>With doubled quotes.</summary>
        Verbatim,

        /// <summary>As they are.</summary>
        Raw,
    }

    /// <summary>The value.</summary>
    public string Text => _text.ToString();

    /// <summary>The span of each character of the value.</summary>
    public IReadOnlyList<TextSpan> Spans => _spans;

    /// <summary>A text as it is written inside this literal, so that it has that value; null where it cannot be written there.</summary>
    public string? Encode(string text)
    {
        string? written = _form switch
        {
            Form.Regular => string.Concat(text.Select(Escape)),
            Form.Verbatim => text.Replace("\"", "\"\""),
            _ => text.IndexOf('\n') < 0 ? text : _indentation is null ? null : text.Replace("\n", "\n" + _indentation),
        };
        return _hasHoles ? written?.Replace("{", "{{").Replace("}", "}}") : written;
    }

    /// <summary>Decodes a literal; null for every other expression.</summary>
    public static LiteralText? Decode(ExpressionSyntax expression)
    {
        if (expression is not LiteralExpressionSyntax { Token: var token })
        {
            return null;
        }

        LiteralText literal = new(token);
        var source = token.Text;
        var quotes = source.TakeWhile(letter => letter == '"').Count();
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken when source.StartsWith("@", StringComparison.Ordinal):
                literal.DecodeUnits(Form.Verbatim, 2, source.Length - 1);
                break;
            case SyntaxKind.StringLiteralToken:
                literal.DecodeUnits(Form.Regular, 1, source.Length - 1);
                break;
            case SyntaxKind.SingleLineRawStringLiteralToken:
                literal.DecodeUnits(Form.Raw, quotes, source.Length - quotes);
                break;
            case SyntaxKind.MultiLineRawStringLiteralToken:
                var lines = SourceText.From(source).Lines;
                literal.DecodeLines(lines.Count > 2 ? lines[1].Start : source.Length, lines[Math.Max(0, lines.Count - 2)].End, IndentationOf(lines[lines.Count - 1].ToString()), isLineStart: true);
                break;
            default:
                return null;
        }

        // The compiler's own reading is the measure: where ours differs, nothing is claimed.
        return literal.Text == token.ValueText ? literal : null;
    }

    /// <summary>Decodes the texts of an interpolated string; null stands for each of its holes.</summary>
    public static IEnumerable<LiteralText?> Decode(InterpolatedStringExpressionSyntax expression) =>
        expression.Contents.Select((part, position) => part is InterpolatedStringTextSyntax { TextToken: var token } ? Decode(expression, token, position == 0) : null);

    private static LiteralText? Decode(InterpolatedStringExpressionSyntax expression, SyntaxToken token, bool isFirst)
    {
        LiteralText literal = new(token);
        var length = token.Text.Length;
        switch (expression.StringStartToken.Kind())
        {
            case SyntaxKind.InterpolatedVerbatimStringStartToken:
                literal.DecodeUnits(Form.Verbatim, 0, length, hasHoles: true);
                break;
            case SyntaxKind.InterpolatedStringStartToken:
                literal.DecodeUnits(Form.Regular, 0, length, hasHoles: true);
                break;
            case SyntaxKind.InterpolatedMultiLineRawStringStartToken:
                literal.DecodeLines(0, length, IndentationOf(expression.StringEndToken.Text.TrimStart('\r', '\n')), isFirst);
                break;
            default:
                literal.DecodeUnits(Form.Raw, 0, length);
                break;
        }

        return literal;
    }

    private static string IndentationOf(string closingLine) => closingLine.Substring(0, closingLine.TakeWhile(letter => letter != '"').Count());

    private static string Escape(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        < ' ' => string.Format(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)letter),
        _ => letter.ToString(),
    };

    private void Add(string value, int position, int length)
    {
        foreach (var letter in value)
        {
            _text.Append(letter);
            _spans.Add(new TextSpan(_start + position, length));
        }
    }

    private void DecodeUnits(Form form, int from, int to, bool hasHoles = false)
    {
        (_form, _hasHoles) = (form, hasHoles);
        for (var i = from; i < to;)
        {
            var length = (form, _source[i]) switch
            {
                (Form.Regular, '\\') => EscapeLength(i),
                (Form.Verbatim, '"') => 2,
                (_, '{' or '}') when hasHoles => 2,
                _ => 1,
            };
            Add(form == Form.Regular && _source[i] == '\\' ? EscapeValue(i, length) : _source[i].ToString(), i, length);
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

    /// <summary>Raw text without the white space that every line begins with.</summary>
    private void DecodeLines(int from, int to, string indentation, bool isLineStart)
    {
        (_form, _indentation) = (Form.Raw, indentation);
        for (var i = from; i < to; i++)
        {
            if (isLineStart)
            {
                i += Math.Min(indentation.Length, _source.Skip(i).Take(to - i).TakeWhile(letter => letter is not ('\r' or '\n')).Count());
            }

            if (i < to)
            {
                Add(_source[i].ToString(), i, 1);
                isLineStart = _source[i] == '\n' || (_source[i] == '\r' && !(i + 1 < to && _source[i + 1] == '\n'));
            }
        }
    }
}
