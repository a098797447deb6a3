using System.Globalization;

namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Cuts a text into tokens. White space and <c>//</c> comments vanish; a token knows whether it starts a line.</summary>
/// <remarks>Nothing here asks the machine's culture: a decimal point is a point, and U+2212 is a minus like the hyphen.</remarks>
internal static class Lexer
{
    private static readonly string[] Symbols =
        ["...", "<=", ">=", "==", "!=", "+", "-", "*", "/", "^", "%", "(", ")", "[", "]", ",", ":", ";", "=", "<", ">", "~", "'"];

    /// <summary>What papers write, and how it reads here.</summary>
    private static readonly Dictionary<char, string> Typography = new()
    {
        ['−'] = "-", ['·'] = "*", ['×'] = "*", ['≤'] = "<=", ['≥'] = ">=", ['≠'] = "!=", ['…'] = "...", ['′'] = "'", ['’'] = "'",
    };

    /// <summary>The tokens of <paramref name="text"/>, the last one <see cref="TokenKind.End"/>.</summary>
    public static Token[] Read(string text, List<TextProblem> problems)
    {
        var tokens = new List<Token>();
        bool startsLine = true;
        for (int position = 0; position < text.Length;)
        {
            char c = text[position];
            if (c is '\n' or '\r')
            {
                startsLine = true;
                position++;
            }
            else if (char.IsWhiteSpace(c))
            {
                position++;
            }
            else if (c == '/' && At(text, position + 1) == '/')
            {
                position = EndOfLine(text, position);
            }
            else if (c == '#')
            {
                problems.Add(ForeignForms.Comment(position));
                position = EndOfLine(text, position);
            }
            else if (ForeignForms.Operator(text, position) is var (foreign, problem) && At(text, position + 1) != '=')
            {
                tokens.Add(foreign with { StartsLine = startsLine });
                startsLine = false;
                position = foreign.Span.End;
                problems.AddRange(problem is null ? [] : [problem]);
            }
            else if (Next(text, position) is { } token)
            {
                tokens.Add(token with { StartsLine = startsLine });
                startsLine = false;
                position = token.Span.End;
            }
            else
            {
                int length = char.IsSurrogatePair(text, position) ? 2 : 1;
                TextSpan span = new(position, length);
                problems.Add(ForeignForms.Character(text[position], span) ?? new(TextErrors.UnexpectedCharacter, span, [text.Substring(position, length)]) { Mends = [new(span, "")] });
                position += length;
            }
        }

        tokens.Add(new(TokenKind.End, "", new(text.Length, 0), StartsLine: true));
        return [.. tokens];
    }

    private static Token? Next(string text, int position)
    {
        char c = text[position];
        if (IsLetter(c))
        {
            return Make(TokenKind.Name, text, position, EndOfName(text, position));
        }

        if (IsDigit(c))
        {
            return Make(TokenKind.Number, text, position, EndOfNumber(text, position));
        }

        if (Typography.TryGetValue(c, out string? plain))
        {
            return new Token(TokenKind.Symbol, plain, new(position, 1), false);
        }

        string? symbol = Array.Find(Symbols, s => string.CompareOrdinal(text, position, s, 0, s.Length) == 0);
        return symbol is null ? null : Make(TokenKind.Symbol, text, position, position + symbol.Length);
    }

    private static Token Make(TokenKind kind, string text, int start, int end) => new(kind, text.Substring(start, end - start), new(start, end - start), false);

    private static int EndOfLine(string text, int position)
    {
        int end = text.IndexOfAny(['\n', '\r'], position);
        return end < 0 ? text.Length : end;
    }

    private static int EndOfName(string text, int position)
    {
        while (position < text.Length && (IsLetter(text[position]) || IsDigit(text[position]) || IsMark(text[position])))
        {
            position++;
        }

        return position;
    }

    /// <summary>Digits, a point with digits behind it, an exponent with digits behind it.</summary>
    private static int EndOfNumber(string text, int position)
    {
        int end = EndOfDigits(text, position);
        if (At(text, end) == '.' && IsDigit(At(text, end + 1)))
        {
            end = EndOfDigits(text, end + 1);
        }

        if (At(text, end) is 'e' or 'E')
        {
            int digits = At(text, end + 1) is '+' or '-' ? end + 2 : end + 1;
            end = IsDigit(At(text, digits)) ? EndOfDigits(text, digits) : end;
        }

        return end;
    }

    private static int EndOfDigits(string text, int position)
    {
        while (IsDigit(At(text, position)))
        {
            position++;
        }

        return position;
    }

    private static char At(string text, int position) => position < text.Length ? text[position] : '\0';

    private static bool IsLetter(char c) => c == '_' || char.IsLetter(c);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
