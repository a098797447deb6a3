using System.Globalization;
using System.Text;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>
/// Splits a claim into tokens. Plain text, Unicode and LaTeX give the same ones: <c>∘ ⊗ ⊘ ᵀ ' ∂ Σ</c> and ASCII operators;
/// <c>.*</c> and <c>./</c> stay, since they bind more tightly than ∘ and ⊘.
/// </summary>
internal sealed class ClaimLexer
{
    /// <summary>A line with more tokens is no formula that a person wrote.</summary>
    private const int MostTokens = 600;
    private const char Tilde = '\u0303';

    private static readonly Dictionary<char, string> s_symbols = new()
    {
        ['⊙'] = "∘", ['∘'] = "∘", ['○'] = "∘", ['⊗'] = "⊗", ['⊘'] = "⊘", ['·'] = "*", ['⋅'] = "*", ['×'] = "*", ['−'] = "-", ['–'] = "-", ['ᵀ'] = "ᵀ", ['⊤'] = "ᵀ",
        ['′'] = "'", ['’'] = "'", ['∂'] = "∂", ['Σ'] = "Σ", ['∑'] = "Σ", ['∇'] = "∇",
    };

    private readonly string _text;
    private readonly List<ClaimToken> _tokens = [];

    /// <summary>Where the label of a brace begins.</summary>
    private readonly HashSet<int> _labels = [];
    private int _at;
    private bool _afterSpace = true;

    private ClaimLexer(string text) => _text = text;

    /// <summary>The tokens of a line, the last one its end.</summary>
    /// <exception cref="ClaimException">A character has no meaning in formulas, or there are too many tokens.</exception>
    public static List<ClaimToken> Read(string text)
    {
        var lexer = new ClaimLexer(text);
        lexer.ReadAll();
        return Leibniz(lexer._tokens);
    }

    /// <summary>dJ/dW on the left side, and \frac{dJ}{dW} anywhere, as ∂J/∂W.</summary>
    private static List<ClaimToken> Leibniz(List<ClaimToken> tokens)
    {
        bool IsD(int at) => at < tokens.Count && tokens[at].Kind == ClaimTokenKind.Name && tokens[at].Text[0] == 'd'
            && (tokens[at].Text.Length > 1 || (at + 1 < tokens.Count && tokens[at + 1].Kind == ClaimTokenKind.Name));
        bool IsFraction(int at) => tokens[at].Is("\\frac") && tokens.Count > at + 2 && tokens[at + 1].Is("{") && IsD(at + 2)
            && tokens.FindIndex(at, token => token.Is("}")) is > 0 and var close && tokens.Count > close + 2 && tokens[close + 1].Is("{") && IsD(close + 2);
        var found = new HashSet<int>();
        if (IsD(0) && tokens.FindIndex(token => token.Is("/")) is 1 or 2 && IsD(tokens.FindIndex(token => token.Is("/")) + 1))
        {
            found.UnionWith([0, tokens.FindIndex(token => token.Is("/")) + 1]);
        }

        foreach (int at in Enumerable.Range(0, tokens.Count).Where(IsFraction))
        {
            found.UnionWith([at + 2, tokens.FindIndex(at, token => token.Is("}")) + 2]);
        }

        return found.Count == 0 ? tokens : [.. tokens.SelectMany((token, at) => !found.Contains(at) ? [token] : token.Text.Length == 1
            ? [token with { Kind = ClaimTokenKind.Symbol, Text = "∂" }]
            : new[] { token with { Kind = ClaimTokenKind.Symbol, Text = "∂" }, token with { Text = token.Text.Substring(1) } })];
    }

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (char.IsWhiteSpace(c) || c is '&' or '$' or '~')
            {
                _at++;
                _afterSpace = true;
            }
            else if (c == '\\')
            {
                ReadCommand();
            }
            else if (char.IsDigit(c))
            {
                Add(ClaimTokenKind.Number, EndOfNumber());
            }
            else if (Subscript(c) is { } subscript)
            {
                ReadScript('_', subscript, Subscript);
            }
            else if (Superscript(c) is { } superscript)
            {
                ReadScript('^', superscript, Superscript);
            }
            else if (IsLetter(c) && c != 'Σ')
            {
                ReadName();
            }
            else
            {
                ReadSymbol(c);
            }

            if (_tokens.Count > MostTokens)
            {
                throw new ClaimException(new(_at, 0), $"the line has more than {MostTokens} words and symbols; give its parts names of their own");
            }
        }

        Add(ClaimTokenKind.End, "", new(_text.Length, 0));
    }

    private void ReadSymbol(char c)
    {
        if (c is '_' or '^' && _labels.Contains(_at))
        {
            _at++;
            SkipGroup();
            return;
        }

        string two = _at + 1 < _text.Length ? _text.Substring(_at, 2) : "";
        if (two is ".*" or "./" or "==" or "!=" or "<=" or ">=")
        {
            Add(ClaimTokenKind.Symbol, two, new(_at, 2));
            _at += 2;
            return;
        }

        if (two == "𝟏")
        {
            Add(ClaimTokenKind.Symbol, "𝟏", new(_at, 2));
            _at += 2;
            return;
        }

        string? symbol = s_symbols.TryGetValue(c, out string? known) ? known : "+-*/^_(){}[]=,':|<>".IndexOf(c) >= 0 ? c.ToString() : null;
        if (symbol is null)
        {
            throw new ClaimException(new(_at, 1), $"'{c}' has no meaning in formulas; remove it");
        }

        Add(ClaimTokenKind.Symbol, symbol, new(_at, 1));
        _at++;
    }

    private void ReadName()
    {
        // A script without braces is one letter: W_iz is W_i z.
        bool isScript = _tokens.Count > 0 && (_tokens[_tokens.Count - 1].Is("_") || _tokens[_tokens.Count - 1].Is("^"));
        int start = _at++;
        while (_at < _text.Length && (IsMark(_text[_at]) || (!isScript && IsLetter(_text[_at]))))
        {
            _at++;
        }

        // A mark may stand behind the digits: Z2 with a bar.
        string name = _text.Substring(start, _at - start).Normalize(NormalizationForm.FormD);
        Add(ClaimTokenKind.Name, name, new(start, _at - start));
    }

    private void ReadCommand()
    {
        int start = _at++;
        int letters = _at;
        while (_at < _text.Length && _text[_at] < 128 && char.IsLetter(_text[_at]))
        {
            _at++;
        }

        if (_at == letters)
        {
            _at = Math.Min(_at + 1, _text.Length);
        }

        string command = _text.Substring(start + 1, _at - start - 1);
        if (command.Length == 0)
        {
            throw new ClaimException(new(start, 1), "the line ends in a backslash; remove it");
        }

        var span = new TextSpan(start, _at - start);
        if (command is "begin" or "end" or "def" or "color" || (command is "text" or "textrm" or "mbox" && IsRemark()))
        {
            SkipGroup();
            _afterSpace = true;
        }
        else if (command is "stackrel" or "overset")
        {
            // What stands over an equals sign says why, not what.
            SkipGroup();
            Add(ClaimTokenKind.Symbol, "=", span);
            SkipGroup();
        }
        else if (command is "underbrace" or "overbrace")
        {
            _labels.Add(EndOfGroup());
            _afterSpace = true;
        }
        else if (command == "frac" || command == "dfrac" || command == "tfrac")
        {
            Add(ClaimTokenKind.Symbol, "\\frac", span);
        }
        else if (command is "mathbb" or "mathbf" or "boldsymbol" && FollowsOne(out int end))
        {
            Add(ClaimTokenKind.Symbol, "𝟏", new(start, end - start));
            _at = end;
        }
        else if (Latex.Accents.TryGetValue(command, out char mark))
        {
            ReadAccented(span, mark);
        }
        else if (Latex.Operators.TryGetValue(command, out string? symbol))
        {
            Add(ClaimTokenKind.Symbol, symbol, span);
        }
        else if (Latex.Letters.TryGetValue(command, out string? letter))
        {
            Add(ClaimTokenKind.Name, letter, span);
        }
        else if (!Latex.Ignored.Contains(command))
        {
            // \log, \exp, \tanh, \Diag: a word.
            Add(ClaimTokenKind.Name, command, span);
        }
        else
        {
            _afterSpace = true;
        }
    }

    /// <summary><c>\hat{Y}</c>, <c>\bar X</c>: the next name carries the mark.</summary>
    private void ReadAccented(TextSpan span, char mark)
    {
        int before = _tokens.Count, opened = 0;
        while (_at < _text.Length && _tokens.Count == before && (char.IsWhiteSpace(_text[_at]) || char.IsLetter(_text[_at]) || _text[_at] is '{' or '\\'))
        {
            if (_text[_at] == '\\')
            {
                ReadCommand();
                continue;
            }

            opened += _text[_at] == '{' ? 1 : 0;
            _at++;
            if (char.IsLetter(_text[_at - 1]))
            {
                Add(ClaimTokenKind.Name, _text[_at - 1].ToString(), new(_at - 1, 1));
            }
        }

        if (_tokens.Count != before + 1 || _tokens[before].Kind != ClaimTokenKind.Name)
        {
            throw new ClaimException(span, "an accent stands over no letter; write it as \\hat{Y}");
        }

        for (; opened > 0 && _at < _text.Length && _text[_at] == '}'; opened--)
        {
            _at++;
        }

        // A tilde says that the matrix stands the other way round, which the convention says; d and an accented letter are one name.
        string letter = mark == Tilde ? _tokens[before].Text : _tokens[before].Text + mark;
        bool isAdjoint = before > 0 && _tokens[before - 1] is { Kind: ClaimTokenKind.Name, Text: "d" } d && d.Span.End == span.Start;
        _tokens[before] = _tokens[before] with { Text = isAdjoint ? "d" + letter : letter };
        if (isAdjoint)
        {
            _tokens.RemoveAt(before - 1);
        }
    }

    /// <summary>A run of raised or lowered characters, as the script that LaTeX would write.</summary>
    private void ReadScript(char sign, char first, Func<char, char?> plain)
    {
        int start = _at;
        var content = new StringBuilder().Append(first);
        for (_at++; _at < _text.Length && plain(_text[_at]) is { } next; _at++)
        {
            content.Append(next);
        }

        var span = new TextSpan(start, _at - start);
        Add(ClaimTokenKind.Symbol, sign.ToString(), span);
        Add(ClaimTokenKind.Symbol, "{", span);
        foreach (ClaimToken token in Read(content.ToString()).Where(token => token.Kind != ClaimTokenKind.End))
        {
            Add(token.Kind, token.Text, span);
        }

        Add(ClaimTokenKind.Symbol, "}", span);
    }

    private bool FollowsOne(out int end)
    {
        end = _at;
        while (end < _text.Length && (char.IsWhiteSpace(_text[end]) || _text[end] == '{'))
        {
            end++;
        }

        bool isOne = end < _text.Length && _text[end] == '1' && !(end + 1 < _text.Length && char.IsDigit(_text[end + 1]));
        end = isOne && end + 1 < _text.Length && _text[end + 1] == '}' ? end + 2 : end + 1;
        return isOne;
    }

    /// <summary>Whether the group behind a command holds several words: a remark, and no name.</summary>
    private bool IsRemark() => _text.Substring(_at, EndOfGroup() - _at).Trim('{', '}', ' ').Any(char.IsWhiteSpace);

    /// <summary>The place behind the group that begins here; here, where none does.</summary>
    private int EndOfGroup()
    {
        int depth = 0, end = _at;
        for (; end < _text.Length && (depth > 0 || _text[end] == '{'); end++)
        {
            depth += _text[end] == '{' ? 1 : _text[end] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return end + 1;
            }
        }

        return end;
    }

    private void SkipGroup() => _at = EndOfGroup();

    private TextSpan EndOfNumber()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsDigit(_text[_at]) || (_text[_at] == '.' && _at + 1 < _text.Length && char.IsDigit(_text[_at + 1]))))
        {
            _at++;
        }

        return new(start, _at - start);
    }

    private void Add(ClaimTokenKind kind, TextSpan span) => Add(kind, _text.Substring(span.Start, span.Length), span);

    private void Add(ClaimTokenKind kind, string text, TextSpan span)
    {
        _tokens.Add(new(kind, text, span, _afterSpace));
        _afterSpace = false;
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) && c != 'ᵀ' && Subscript(c) is null && Superscript(c) is null;

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static char? Subscript(char c) => c switch
    {
        >= '₀' and <= '₉' => (char)('0' + (c - '₀')),
        '₊' => '+',
        '₋' => '-',
        'ᵢ' => 'i',
        'ⱼ' => 'j',
        'ₖ' => 'k',
        'ₗ' => 'l',
        'ₘ' => 'm',
        'ₙ' => 'n',
        'ₚ' => 'p',
        _ => null,
    };

    private static char? Superscript(char c) => c switch
    {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' or (>= '⁴' and <= '⁹') => (char)('0' + (c - '⁰')),
        '⁺' => '+',
        '⁻' => '-',
        'ˡ' => 'l',
        'ᴸ' => 'L',
        _ => null,
    };
}
