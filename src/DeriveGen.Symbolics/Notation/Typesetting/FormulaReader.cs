using System.Text;

namespace DeriveGen.Symbolics.Notation.Typesetting;

/// <summary>Reads the printed line of a formula, from left to right and once.</summary>
internal sealed class FormulaReader
{
    private const string Opening = "([{⌊", Closing = ")]}⌋";

    private readonly string _text;

    /// <summary>For each bracket the place of its partner; a bracket without one is missing.</summary>
    private readonly Dictionary<int, int> _partners = [];
    private int _at;

    private FormulaReader(string text)
    {
        _text = text;
        var open = new Stack<int>();
        for (int i = 0; i < text.Length; i++)
        {
            if (Opening.IndexOf(text[i]) >= 0)
            {
                open.Push(i);
            }
            else if (Closing.IndexOf(text[i]) >= 0 && open.Count > 0 && Opening.IndexOf(text[open.Peek()]) == Closing.IndexOf(text[i]))
            {
                _partners[open.Pop()] = i;
            }
        }
    }

    /// <summary>The layout of a line.</summary>
    public static Formula Read(string text)
    {
        string valid = string.Concat(Letters.Of(text));
        return new FormulaReader(valid).Until(valid.Length);
    }

    private Formula Until(int end)
    {
        var items = new List<Formula>();
        while (_at < end)
        {
            items.Add(Item(end));
        }

        return Together(items);
    }

    private Formula Item(int end)
    {
        char c = _text[_at];
        if (c == ' ')
        {
            return Space(end);
        }

        if (c == '∂')
        {
            return Partial(end);
        }

        if (c == 'Σ')
        {
            _at++;
            return Large("Σ", end);
        }

        if (IsDifferential(end))
        {
            _at++;
            return new Formula.Glyph("d", GlyphKind.Variable);
        }

        return IsLetter(_at) || char.IsDigit(c) || _partners.ContainsKey(_at) ? Scripted(Primary(), end) : Sign();
    }

    /// <summary>A name, a number, or what stands in brackets.</summary>
    private Formula Primary()
    {
        if (_partners.TryGetValue(_at, out int close))
        {
            return Bracketed(close);
        }

        return char.IsDigit(_text[_at]) ? Number() : Name();
    }

    /// <summary>What stands between brackets, with them; a quotient of two products is a fraction without.</summary>
    private Formula Bracketed(int close)
    {
        Formula.Glyph open = new(_text[_at].ToString(), GlyphKind.Sign), closed = new(_text[close].ToString(), GlyphKind.Sign);
        _at++;
        Formula inside = Until(close);
        _at = close + 1;
        return open.Text == "(" && AsFraction(inside) is { } fraction ? fraction : Together([open, inside, closed]);
    }

    private static Formula? AsFraction(Formula inside)
    {
        if (inside is not Formula.Row { Items: var items } || items.Any(item => item is Formula.Glyph { Kind: GlyphKind.Space or GlyphKind.Large } or Formula.Glyph { Text: "+" or "−" or "," }))
        {
            return null;
        }

        int[] slashes = [.. Enumerable.Range(0, items.Length).Where(i => items[i] is Formula.Glyph { Text: "/" })];
        return slashes.Length != 1 || slashes[0] == 0 || slashes[0] == items.Length - 1 ? null
            : new Formula.Fraction(Together([.. items.Take(slashes[0])]), Bare(Together([.. items.Skip(slashes[0] + 1)])));
    }

    /// <summary>∂J/∂W[j,k] as a fraction, ∂/∂W[j,k] as an operator.</summary>
    private Formula Partial(int end)
    {
        Formula above = Differential(end);
        if (_at + 1 >= end || _text[_at] != '/' || _text[_at + 1] != '∂')
        {
            return above;
        }

        _at++;
        return new Formula.Fraction(above, Differential(end));
    }

    /// <summary>Whether this is the d of dW: one letter follows it, and what comes behind its marks is no letter.</summary>
    private bool IsDifferential(int end)
    {
        if (_text[_at] != 'd' || _at + 1 >= end || !IsLetter(_at + 1) || (_at > 0 && IsLetter(_at - 1)))
        {
            return false;
        }

        int after = _at + 2;
        while (after < end && IsMark(_text[after]))
        {
            after++;
        }

        return after >= end || !(IsLetter(after) || _text[after] is '_' or '(');
    }

    private Formula Differential(int end)
    {
        var sign = new Formula.Glyph("∂", GlyphKind.Sign);
        _at++;
        return _at < end && IsLetter(_at) ? Together([sign, Scripted(Name(), end)]) : sign;
    }

    /// <summary>Σ or max over the indices that follow it without a space.</summary>
    private Formula.Script Large(string sign, int end)
    {
        var glyph = new Formula.Glyph(sign, GlyphKind.Large);
        var indices = new List<Formula>();
        while (_at < end && (IsLetter(_at) || (_text[_at] == ',' && indices.Count > 0)))
        {
            indices.Add(_text[_at] == ',' ? Sign() : Name());
        }

        // What is summed follows without the space of a product.
        _at += _at + 1 < end && _text[_at] == ' ' ? 1 : 0;
        return new(glyph, indices.Count == 0 ? null : Together(indices), null);
    }

    private Formula.Glyph Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsDigit(_text[_at]) || (_text[_at] == '.' && _at + 1 < _text.Length && char.IsDigit(_text[_at + 1]))))
        {
            _at++;
        }

        if (_at + 2 < _text.Length && _text[_at] == 'e' && _text[_at + 1] is '−' or '+' && char.IsDigit(_text[_at + 2]))
        {
            _at += 2;
            while (_at < _text.Length && char.IsDigit(_text[_at]))
            {
                _at++;
            }
        }

        return new(_text.Substring(start, _at - start), GlyphKind.Number);
    }

    /// <summary>A name, with those of the blocks around it: its marks above the letters, the digits at its end a layer's number at the shoulder, then primes.</summary>
    private Formula Name()
    {
        int start = _at;
        while (_at < _text.Length && (IsLetter(_at) || char.IsDigit(_text[_at]) || _text[_at] == '_' || IsMark(_text[_at]) || (_text[_at] == '.' && _at + 1 < _text.Length && IsLetter(_at + 1))))
        {
            _at += char.IsHighSurrogate(_text[_at]) ? 2 : 1;
        }

        string written = _text.Substring(start, _at - start).Normalize(NormalizationForm.FormD);
        string letters = string.Concat(written.Where(letter => !IsMark(letter)));
        string name = letters.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        string number = letters.Substring(name.Length).TrimStart('_');
        if (name.Length is > 3 and < 7 && name.StartsWith("max", StringComparison.Ordinal) && _at < _text.Length && _text[_at] is ' ' or ',' or '′')
        {
            _at = start + 3;
            return Large("max", _text.Length);
        }

        bool isFunction = _at < _text.Length && _text[_at] == '(' && _partners.ContainsKey(_at);
        Formula result = new Formula.Glyph(name, isFunction && name.Length > 1 ? GlyphKind.Function : GlyphKind.Variable);
        result = written.Where(IsMark).Aggregate(result, (inner, mark) => new Formula.Accent(inner, mark));
        var shoulder = new List<Formula>();
        if (number.Length > 0)
        {
            shoulder.AddRange([new Formula.Glyph("(", GlyphKind.Sign), new Formula.Glyph(number, GlyphKind.Number), new Formula.Glyph(")", GlyphKind.Sign)]);
        }

        while (_at < _text.Length && _text[_at] == '′')
        {
            shoulder.Add(Sign());
        }

        return shoulder.Count == 0 ? result : new Formula.Script(result, null, Together(shoulder));
    }

    /// <summary>Positions at the feet; powers and the transpose at the shoulder, behind a layer's number.</summary>
    private Formula Scripted(Formula formula, int end)
    {
        while (_at < end && formula is not Formula.Script { Base: Formula.Glyph { Kind: GlyphKind.Large } })
        {
            if (_text[_at] == '[' && formula is not Formula.Glyph { Kind: GlyphKind.Number } && _partners.TryGetValue(_at, out int close))
            {
                _at++;
                Formula positions = Until(close);
                _at = close + 1;
                formula = formula is Formula.Script { Foot: null } script ? script with { Foot = positions } : new Formula.Script(formula, positions, null);
            }
            else if (Shoulder(end) is { } shoulder)
            {
                formula = formula switch
                {
                    Formula.Script { Shoulder: null } script => script with { Shoulder = shoulder },
                    Formula.Script { Shoulder: { } number } script when shoulder is Formula.Glyph { Text: "⊤" } => script with { Shoulder = Together([number, shoulder]) },

                    // A power of what has something at its shoulder already, or of a fraction, stands outside of brackets.
                    Formula.Script or Formula.Fraction => new Formula.Script(new Formula.Row([new Formula.Glyph("(", GlyphKind.Sign), formula, new Formula.Glyph(")", GlyphKind.Sign)]), null, shoulder),
                    _ => new Formula.Script(formula, null, shoulder),
                };
            }
            else
            {
                break;
            }
        }

        return formula;
    }

    private Formula? Shoulder(int end)
    {
        switch (_text[_at])
        {
            case 'ᵀ':
                _at++;
                return new Formula.Glyph("⊤", GlyphKind.Sign);
            case '²':
                _at++;
                return new Formula.Glyph("2", GlyphKind.Number);
            case '^' when _at + 1 < end:
                _at++;
                var exponent = new List<Formula>();
                while (_at < end && _text[_at] is '∘' or '−')
                {
                    exponent.Add(Sign());
                }

                if (_at < end && (IsLetter(_at) || char.IsDigit(_text[_at]) || _partners.ContainsKey(_at)))
                {
                    exponent.Add(Bare(Primary()));
                }

                return Together(exponent);
            default:
                return null;
        }
    }

    private Formula Space(int end)
    {
        bool isProduct = _at > 0 && _at + 1 < end && IsOperand(_text[_at - 1]) && (IsOperand(_text[_at + 1]) || _text[_at + 1] is '∂' or 'Σ' or '‖' || Opening.IndexOf(_text[_at + 1]) >= 0);
        _at++;
        return isProduct ? new Formula.Glyph(" ", GlyphKind.Space) : Together([]);
    }

    private Formula.Glyph Sign() => new(_text[_at++].ToString(), GlyphKind.Sign);

    /// <summary>A formula without the brackets around all of it.</summary>
    private static Formula Bare(Formula formula) =>
        formula is Formula.Row { Items: { Length: > 2 } items } && items[0] is Formula.Glyph { Text: "(" } && items[items.Length - 1] is Formula.Glyph { Text: ")" }
            ? Together([.. items.Skip(1).Take(items.Length - 2)])
            : formula;

    private static Formula Together(IReadOnlyCollection<Formula> items)
    {
        EquatableArray<Formula> parts = items.Where(item => item is not Formula.Row { Items.Length: 0 }).ToEquatableArray();
        return parts.Length == 1 ? parts[0] : new Formula.Row(parts);
    }

    private bool IsLetter(int at) => _text[at] != 'Σ' && (char.IsLetter(_text, at) || char.IsHighSurrogate(_text[at])) && _text[at] != 'ᵀ';

    private static bool IsOperand(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c) || Closing.IndexOf(c) >= 0 || c is '′' or '²';

    private static bool IsMark(char c) => Letters.IsMark(c);
}
