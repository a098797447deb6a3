using System.Globalization;
using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>A line of claims: <c>left = right</c>.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
internal sealed record ClaimEquation(ClaimExpression Left, ClaimExpression Right);

/// <summary>Reads claims in matrix notation and in LaTeX.</summary>
/// <remarks>
/// Products without a sign and <c>* / .* ./</c> bind alike, from the left; <c>∘ ⊗ ⊘</c> bind more loosely, <c>+ −</c> most loosely. Behind a
/// matrix <c>' ᵀ ^T</c> is the transpose, behind a function <c>'</c> its derivative. Scripts that are numbers or letters of layers, bare or in
/// brackets, are the layer; other letters below a name are its indices.
/// </remarks>
internal sealed class ClaimParser
{
    /// <summary>Formulas are walked recursively.</summary>
    private const int DeepestBracket = 60;

    private readonly List<ClaimToken> _tokens;
    private readonly IClaimNames _names;
    private int _at;
    private int _depth;

    private ClaimParser(List<ClaimToken> tokens, IClaimNames names) => (_tokens, _names) = (tokens, names);

    private ClaimToken Current => _tokens[_at];

    /// <summary>The line as equations: a chain <c>a = b = c</c> gives <c>a = b</c> and <c>a = c</c>.</summary>
    /// <exception cref="ClaimException">The line is no equation.</exception>
    public static IReadOnlyList<ClaimEquation> ParseEquation(string text, IClaimNames names)
    {
        var parser = new ClaimParser(ClaimLexer.Read(text), names);
        ClaimExpression left = parser.Sum();
        var equations = new List<ClaimEquation>();
        while (parser.Take("="))
        {
            equations.Add(new(left, parser.Sum()));
        }

        if (equations.Count == 0)
        {
            throw new ClaimException(parser.Current.Span, $"an equals sign was expected, but {parser.Current.Describe()} was found; a claim is an equation, dW2 = A1' * dZ2");
        }

        parser.ExpectEnd();
        return equations;
    }

    /// <summary>A formula by itself.</summary>
    /// <exception cref="ClaimException">The text is no formula.</exception>
    public static ClaimExpression ParseExpression(string text, IClaimNames names)
    {
        var parser = new ClaimParser(ClaimLexer.Read(text), names);
        ClaimExpression expression = parser.Sum();
        parser.ExpectEnd();
        return expression;
    }

    private void ExpectEnd()
    {
        if (Current.Kind != ClaimTokenKind.End && !(Current.Is(",") && _tokens[_at + 1].Kind == ClaimTokenKind.End))
        {
            throw new ClaimException(Current.Span, $"{Current.Describe()} does not belong here; an operator or the end of the line was expected");
        }
    }

    private ClaimExpression Sum()
    {
        ClaimExpression left = Take("-") ? new ClaimExpression.Negative(Loose()) : Take("+") ? Loose() : Loose();
        while (true)
        {
            if (Take("+"))
            {
                left = new ClaimExpression.Binary(ClaimOperator.Add, left, Loose());
            }
            else if (Take("-"))
            {
                left = new ClaimExpression.Binary(ClaimOperator.Subtract, left, Loose());
            }
            else
            {
                return left;
            }
        }
    }

    private ClaimExpression Loose()
    {
        ClaimExpression left = Product();
        while (true)
        {
            ClaimOperator? loose = Current.Is("∘") ? ClaimOperator.Hadamard : Current.Is("⊗") ? ClaimOperator.Outer : Current.Is("⊘") ? ClaimOperator.Quotient : null;
            if (loose is not { } found)
            {
                return left;
            }

            _at++;
            left = new ClaimExpression.Binary(found, left, Product());
        }
    }

    private ClaimExpression Product()
    {
        ClaimExpression left = Unary();
        while (true)
        {
            ClaimOperator? tight = Current.Is("*") ? ClaimOperator.Product
                : Current.Is(".*") ? ClaimOperator.Hadamard
                : Current.Is("/") || Current.Is("./") ? ClaimOperator.Quotient
                : null;
            if (tight is { } found)
            {
                _at++;
                left = new ClaimExpression.Binary(found, left, Unary());
            }
            else if (BeginsOperand)
            {
                left = new ClaimExpression.Binary(ClaimOperator.Product, left, Unary());
            }
            else
            {
                return left;
            }
        }
    }

    private bool BeginsOperand => Current.Kind is ClaimTokenKind.Name or ClaimTokenKind.Number
        || Current.Is("(") || Current.Is("[") || Current.Is("{") || Current.Is("\\frac") || Current.Is("Σ") || Current.Is("∂") || Current.Is("𝟏");

    private ClaimExpression Unary() => Take("-") ? new ClaimExpression.Negative(Unary()) : Postfix(Primary());

    private ClaimExpression Primary()
    {
        ClaimToken token = Current;
        if (token.Kind == ClaimTokenKind.Number)
        {
            _at++;
            return new ClaimExpression.Number(NumberOf(token));
        }

        if (Take("𝟏"))
        {
            return new ClaimExpression.Ones();
        }

        if (token.Kind == ClaimTokenKind.Name)
        {
            return Word();
        }

        if (Take("\\frac"))
        {
            return Fraction(token);
        }

        if (Take("∂"))
        {
            return Partial(token);
        }

        if (Take("Σ"))
        {
            return Summation(token);
        }

        foreach ((string open, string close) in new[] { ("(", ")"), ("[", "]"), ("{", "}") })
        {
            if (Take(open))
            {
                Deepen(token);
                ClaimExpression inner = Sum();
                Expect(close, token);
                _depth--;
                return inner;
            }
        }

        throw new ClaimException(token.Span, $"a name, a number or a bracket was expected, but {token.Describe()} was found");
    }

    private void Deepen(ClaimToken token)
    {
        if (++_depth > DeepestBracket)
        {
            throw new ClaimException(token.Span, $"brackets are nested more than {DeepestBracket} deep; give a part a name of its own");
        }
    }

    /// <summary>Transposes, powers and layers behind an operand.</summary>
    private ClaimExpression Postfix(ClaimExpression operand)
    {
        while (true)
        {
            if (Take("'") || Take("ᵀ"))
            {
                operand = ClaimExpression.Transpose.Of(operand);
            }
            else if (Current.Is("^") || Current.Is("_"))
            {
                operand = Script(operand);
            }
            else
            {
                return operand;
            }
        }
    }

    private ClaimExpression Script(ClaimExpression operand)
    {
        ClaimToken sign = Current;
        List<ClaimToken> script = TakeScript();
        if (script.Count == 1 && (script[0].Is("ᵀ") || (script[0].Text is "T" or "t" && sign.Is("^"))))
        {
            return ClaimExpression.Transpose.Of(operand);
        }

        if (sign.Is("^") && script.Count == 2 && script[0].Is("*") && script[1].Kind == ClaimTokenKind.Number)
        {
            return new ClaimExpression.Power(operand, NumberOf(script[1]));
        }

        if (sign.Is("^") && RationalOf(script) is { } exponent)
        {
            return new ClaimExpression.Power(operand, exponent);
        }

        // (Aᵀ)^{[l−1]}, \mathbf{dZ}^{[l](i)}: the scripts belong to the name inside.
        if (InnerName(operand) is { } inner)
        {
            string? example = sign.Is("^") && inner.Example is null ? TakeExample(script) : null;
            LayerIndex? layer = inner.Layer is null ? LayerOf(script, sign.Is("^")) : null;
            EquatableArray<string>? indices = sign.Is("_") && layer is null ? IndicesOf(script) : null;
            if (example is not null || layer is not null || indices is not null)
            {
                return WithInner(operand, inner with { Example = example ?? inner.Example, Layer = layer ?? inner.Layer, Indices = indices ?? inner.Indices });
            }
        }

        throw new ClaimException(sign.Span, $"'{sign.Text}{string.Concat(script.Select(token => token.Text))}' is neither a layer, a transpose nor a power");
    }

    private static ClaimExpression.Name? InnerName(ClaimExpression operand) => operand switch
    {
        ClaimExpression.Name name => name,
        ClaimExpression.Transpose transpose => InnerName(transpose.Operand),
        _ => null,
    };

    private static ClaimExpression WithInner(ClaimExpression operand, ClaimExpression.Name name) =>
        operand is ClaimExpression.Transpose transpose ? ClaimExpression.Transpose.Of(WithInner(transpose.Operand, name)) : name;

    /// <summary>The letter of the examples at the end of a script, [l](i), which is taken away; null where none stands there.</summary>
    private string? TakeExample(List<ClaimToken> script)
    {
        int last = script.Count - 1;
        bool isGroup = last >= 2 && script[last].Is(")") && script[last - 2].Is("(") && script[last - 1].Kind == ClaimTokenKind.Name && !_names.IsLayerLetter(script[last - 1].Text);
        if (!isGroup)
        {
            return null;
        }

        string letter = script[last - 1].Text;
        script.RemoveRange(last - 2, 3);
        return letter;
    }

    /// <summary>What stands raised or lowered, without its braces.</summary>
    private List<ClaimToken> TakeScript()
    {
        _at++;
        ClaimToken first = Current;
        if (!first.Is("{") && !first.Is("(") && !first.Is("["))
        {
            if (first.Kind == ClaimTokenKind.End)
            {
                throw new ClaimException(first.Span, "a script was expected, but the line ends");
            }

            _at++;
            return [first];
        }

        int depth = 0;
        var content = new List<ClaimToken>();
        do
        {
            ClaimToken token = Current;
            if (token.Kind == ClaimTokenKind.End)
            {
                throw new ClaimException(first.Span, "this bracket is not closed");
            }

            depth += token.Is("{") || token.Is("(") || token.Is("[") ? 1 : token.Is("}") || token.Is(")") || token.Is("]") ? -1 : 0;
            content.Add(token);
            _at++;
        }
        while (depth > 0);

        content.RemoveAt(0);
        content.RemoveAt(content.Count - 1);
        return content;
    }

    /// <summary>A word with its scripts: a function, a name in a layer, an element.</summary>
    private ClaimExpression Word()
    {
        ClaimToken token = Current;
        _at++;
        if (token.Text is "Diag" or "diag" && Current.Is("("))
        {
            return new ClaimExpression.Diagonal(Bracketed());
        }

        if (token.Text == "ones")
        {
            return new ClaimExpression.Ones();
        }

        if (token.Text == "sum" && (Current.Is("_") || Current.Is("(")))
        {
            return Summation(token);
        }

        bool isFunction = _names.IsFunction(token.Text) || (token.Text.Length > 1 && token.Text[0] == 'd' && _names.IsFunction(token.Text.Substring(1)));
        if (isFunction && BeginsCall())
        {
            return Function(token);
        }

        // Wz is W z where no tensor is called Wz.
        if (!_names.IsKnown(token.Text) && Split(token) is { } parts)
        {
            ClaimExpression product = new ClaimExpression.Name(parts[0], null, [], token.Span);
            for (int i = 1; i < parts.Count; i++)
            {
                ClaimExpression right = new ClaimExpression.Name(parts[i], null, [], token.Span);
                product = new ClaimExpression.Binary(ClaimOperator.Product, product, i == parts.Count - 1 ? Postfix(Scripts((ClaimExpression.Name)right)) : right);
            }

            return product;
        }

        return Scripts(new ClaimExpression.Name(token.Text, null, [], token.Span));
    }

    /// <summary>Layer and indices behind a name; transposes and powers are left.</summary>
    private ClaimExpression Scripts(ClaimExpression.Name name)
    {
        while (Current.Is("_") || Current.Is("^"))
        {
            int before = _at;
            bool isRaised = Current.Is("^"), isBracketed = isRaised && _tokens[_at + 1].Is("(");
            List<ClaimToken> script = TakeScript();
            if (isBracketed && script.Count == 1 && script[0].Kind == ClaimTokenKind.Name && name.Example is null && !_names.IsLayerLetter(script[0].Text))
            {
                name = name with { Example = script[0].Text };
                continue;
            }

            // [L]T: a layer and a transpose in one script.
            bool isTransposed = isRaised && script.Count > 1 && (script[script.Count - 1].Text == "T" || script[script.Count - 1].Is("ᵀ"));
            if (isTransposed)
            {
                script.RemoveAt(script.Count - 1);
            }

            if (isRaised && name.Example is null && TakeExample(script) is { } example)
            {
                name = name with { Example = example };
                if (script.Count == 0)
                {
                    continue;
                }
            }

            bool isPower = isRaised && _names.IsTensor(name.Base) && script.All(token => token.Kind == ClaimTokenKind.Number);
            if (!isPower && name.Layer is null && LayerOf(script, isRaised) is { } layer)
            {
                name = name with { Layer = layer };
            }
            else if (!isRaised && IndicesOf(script) is { } indices)
            {
                name = name with { Indices = indices };
            }
            else
            {
                _at = before;
                return name;
            }

            if (isTransposed)
            {
                return ClaimExpression.Transpose.Of(name);
            }
        }

        return name;
    }

    /// <summary>The layer that a script names: <c>2</c>, <c>[l]</c>, <c>(L-1)</c>; null where it is something else.</summary>
    private LayerIndex? LayerOf(List<ClaimToken> script, bool isRaised)
    {
        List<ClaimToken> inner = script;
        if (inner.Count > 2 && (inner[0].Is("[") || inner[0].Is("(")) && (inner[inner.Count - 1].Is("]") || inner[inner.Count - 1].Is(")")))
        {
            inner = inner.GetRange(1, inner.Count - 2);
        }

        if (inner.Count == 1 && inner[0].Kind == ClaimTokenKind.Number && IntegerOf(inner[0]) is int number)
        {
            return new LayerIndex(null, number, isRaised);
        }

        if (inner.Count is 1 or 3 && inner[0].Kind == ClaimTokenKind.Name && _names.IsLayerLetter(inner[0].Text))
        {
            if (inner.Count == 1)
            {
                return new LayerIndex(inner[0].Text, 0, isRaised);
            }

            if ((inner[1].Is("+") || inner[1].Is("-")) && inner[2].Kind == ClaimTokenKind.Number && IntegerOf(inner[2]) is int offset)
            {
                return new LayerIndex(inner[0].Text, inner[1].Is("-") ? -offset : offset, isRaised);
            }
        }

        return null;
    }

    private static EquatableArray<string>? IndicesOf(List<ClaimToken> script)
    {
        var letters = new List<string>();
        foreach (ClaimToken token in script.Where(token => !token.Is(",")))
        {
            if (token.Kind != ClaimTokenKind.Name)
            {
                return null;
            }

            letters.AddRange(token.Text.Select(letter => letter.ToString()));
        }

        return letters.Count == 0 ? null : letters.ToEquatableArray();
    }

    private bool BeginsCall()
    {
        int at = _at;
        while (_tokens[at].Is("'"))
        {
            at++;
        }

        // g^{-1}(a), g^{[l]}(z), g^{[l]'}(z)
        while (_tokens[at].Is("^") || _tokens[at].Is("_"))
        {
            at++;
            if (_tokens[at].Is("{"))
            {
                while (_tokens[at].Kind != ClaimTokenKind.End && !_tokens[at].Is("}"))
                {
                    at++;
                }
            }

            at++;
            if (at >= _tokens.Count)
            {
                return false;
            }
        }

        return at < _tokens.Count && (_tokens[at].Is("(") || _tokens[at].Is("[") || _tokens[at].Is("{") || _tokens[at].Kind == ClaimTokenKind.Name);
    }

    private ClaimExpression Function(ClaimToken token)
    {
        int primes = 0;
        bool isInverse = false;
        while (Current.Is("'") || Current.Is("^") || Current.Is("_"))
        {
            if (Take("'"))
            {
                primes++;
                continue;
            }

            foreach (ClaimToken mark in TakeScript())
            {
                primes += mark.Is("'") ? 1 : 0;
                isInverse |= mark.Is("-");
            }
        }

        // log z: a function may stand before one name without brackets.
        ClaimExpression argument = Current.Kind == ClaimTokenKind.Name ? Postfix(Primary()) : Bracketed();
        return new ClaimExpression.Call(token.Text, primes, isInverse, argument, token.Span);
    }

    private ClaimExpression Bracketed()
    {
        ClaimToken open = Current;
        Deepen(open);
        string close = open.Is("(") ? ")" : open.Is("[") ? "]" : "}";
        _at++;
        ClaimExpression inner = Sum();
        Expect(close, open);
        _depth--;
        return inner;
    }

    /// <summary>\frac{a}{b}, where both may begin with a differential sign.</summary>
    private ClaimExpression Fraction(ClaimToken token)
    {
        ClaimExpression? above = DifferentialGroup(out bool isDifferentialAbove);
        ClaimExpression? below = DifferentialGroup(out bool isDifferentialBelow);
        if (isDifferentialAbove != isDifferentialBelow || above is null || below is null)
        {
            throw new ClaimException(token.Span, "a derivative has ∂ above and below, \\frac{\\partial J}{\\partial W}");
        }

        return isDifferentialAbove
            ? new ClaimExpression.Derivative(above, below, token.Span)
            : new ClaimExpression.Binary(ClaimOperator.Quotient, above, below);
    }

    private ClaimExpression DifferentialGroup(out bool isDifferential)
    {
        ClaimToken open = Current;
        if (!Take("{"))
        {
            isDifferential = false;
            return Primary();
        }

        Deepen(open);
        isDifferential = Take("∂");
        ClaimExpression inner = isDifferential ? Postfix(Primary()) : Sum();
        Expect("}", open);
        _depth--;
        return inner;
    }

    /// <summary>∂J/∂X on one line.</summary>
    private ClaimExpression Partial(ClaimToken token)
    {
        ClaimExpression above = Postfix(Primary());
        if (!Take("/") || !Take("∂"))
        {
            throw new ClaimException(token.Span, "a derivative is written ∂J/∂X");
        }

        return new ClaimExpression.Derivative(above, Postfix(Primary()), token.Span);
    }

    /// <summary>Σ_i, Σ_{i,k}, \sum_{i=1}^{m}, sum(i: …) and what it sums: the product behind it.</summary>
    private ClaimExpression Summation(ClaimToken token)
    {
        if (Take("("))
        {
            var letters = new List<string>();
            while (!Take(":"))
            {
                if (Current.Kind == ClaimTokenKind.Name)
                {
                    letters.Add(Current.Text);
                }
                else if (!Current.Is(","))
                {
                    throw new ClaimException(Current.Span, "a sum names its indices, sum(j: …)");
                }

                _at++;
            }

            ClaimExpression inner = Sum();
            Expect(")", token);
            return new ClaimExpression.Summation(letters.ToEquatableArray(), inner);
        }

        var indices = new List<string>();
        while (Current.Is("_") || Current.Is("^"))
        {
            bool isBelow = Current.Is("_");
            List<ClaimToken> script = TakeScript();
            if (isBelow)
            {
                indices.AddRange(script.TakeWhile(mark => !mark.Is("=")).Where(mark => mark.Kind == ClaimTokenKind.Name).Select(mark => mark.Text));
            }
        }

        if (indices.Count == 0)
        {
            throw new ClaimException(token.Span, "a sum names its index, Σ_j or \\sum_{j}");
        }

        return new ClaimExpression.Summation(indices.ToEquatableArray(), Product());
    }

    /// <summary>A word as names that are known, longest first; null where that fails.</summary>
    private List<string>? Split(ClaimToken token)
    {
        string word = token.Text;
        var parts = new List<string>();
        for (int at = 0; at < word.Length;)
        {
            int length = word.Length - at;
            while (length > 0 && !(_names.IsKnown(word.Substring(at, length)) || (length == 1 && word[at] == 'm')))
            {
                length--;
            }

            if (length == 0)
            {
                return null;
            }

            parts.Add(word.Substring(at, length));
            at += length;
        }

        return parts.Count > 1 ? parts : null;
    }

    private bool Take(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string symbol, ClaimToken opened)
    {
        if (!Take(symbol))
        {
            throw new ClaimException(Current.Span, $"'{symbol}' was expected for the '{opened.Text}' before it, but {Current.Describe()} was found");
        }
    }

    private static Rational? RationalOf(List<ClaimToken> script)
    {
        bool isNegative = script.Count > 0 && script[0].Is("-");
        List<ClaimToken> rest = isNegative ? script.GetRange(1, script.Count - 1) : script;
        Rational? value = rest.Count == 1 && rest[0].Kind == ClaimTokenKind.Number ? NumberOf(rest[0])
            : rest.Count == 3 && rest[1].Is("/") && rest[0].Kind == ClaimTokenKind.Number && rest[2].Kind == ClaimTokenKind.Number && !NumberOf(rest[2]).IsZero
                ? NumberOf(rest[0]) / NumberOf(rest[2])
                : null;
        return isNegative ? -value : value;
    }

    private static Rational NumberOf(ClaimToken token)
    {
        int point = token.Text.IndexOf('.');
        string digits = point < 0 ? token.Text : token.Text.Remove(point, 1);
        int decimals = point < 0 ? 0 : token.Text.Length - point - 1;
        if (digits.Length > 30)
        {
            throw new ClaimException(token.Span, "the number has more than 30 digits");
        }

        return new Rational(
            System.Numerics.BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), System.Numerics.BigInteger.Pow(10, decimals));
    }

    private static int? IntegerOf(ClaimToken token) => int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
