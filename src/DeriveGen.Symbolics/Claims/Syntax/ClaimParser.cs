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
    private readonly TokenCursor _tokens;
    private readonly IClaimNames _names;
    private readonly WordParser _words;

    private ClaimParser(List<ClaimToken> tokens, IClaimNames names)
    {
        (_tokens, _names) = (new TokenCursor(tokens), names);
        _words = new WordParser(this, _tokens, names);
    }

    private ClaimToken Current => _tokens.Current;

    /// <summary>The line as equations: a chain <c>a = b = c</c> gives <c>a = b</c> and <c>a = c</c>.</summary>
    /// <exception cref="ClaimException">The line is no equation.</exception>
    public static IReadOnlyList<ClaimEquation> ParseEquation(string text, IClaimNames names)
    {
        var parser = new ClaimParser(ClaimLexer.Read(text), names);
        ClaimExpression left = parser.Sum();
        var equations = new List<ClaimEquation>();
        while (parser._tokens.Take("="))
        {
            equations.Add(new(left, parser.Sum()));
        }

        if (equations.Count == 0)
        {
            throw new ClaimException(parser.Current.Span, $"an equals sign was expected, but {parser.Current.Describe()} was found; a claim is an equation, dW2 = A1' * dZ2");
        }

        parser._tokens.ExpectEnd();
        return equations;
    }

    /// <summary>A formula by itself.</summary>
    /// <exception cref="ClaimException">The text is no formula.</exception>
    public static ClaimExpression ParseExpression(string text, IClaimNames names)
    {
        var parser = new ClaimParser(ClaimLexer.Read(text), names);
        ClaimExpression expression = parser.Sum();
        parser._tokens.ExpectEnd();
        return expression;
    }

    private ClaimExpression Sum()
    {
        ClaimExpression left = _tokens.Take("-") ? new ClaimExpression.Negative(Loose()) : _tokens.Take("+") ? Loose() : Loose();
        while (true)
        {
            if (_tokens.Take("+"))
            {
                left = new ClaimExpression.Binary(ClaimOperator.Sum, left, Loose());
            }
            else if (_tokens.Take("-"))
            {
                left = new ClaimExpression.Binary(ClaimOperator.Difference, left, Loose());
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

            _tokens.Position++;
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
                _tokens.Position++;
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

    private ClaimExpression Unary() => _tokens.Take("-") ? new ClaimExpression.Negative(Unary()) : Postfix(Primary());

    /// <summary>A number, a word, a derivative, a sum, or a formula in brackets.</summary>
    internal ClaimExpression Primary()
    {
        ClaimToken token = Current;
        if (token.Kind == ClaimTokenKind.Number)
        {
            _tokens.Position++;
            return new ClaimExpression.Number(Scripts.NumberOf(token));
        }

        if (_tokens.Take("𝟏"))
        {
            return new ClaimExpression.Ones();
        }

        if (token.Kind == ClaimTokenKind.Name)
        {
            return _words.Read();
        }

        if (_tokens.Take("\\frac"))
        {
            return Fraction(token);
        }

        if (_tokens.Take("∂"))
        {
            return Partial(token);
        }

        if (_tokens.Take("Σ"))
        {
            return Summation(token);
        }

        foreach ((string open, string close) in new[] { ("(", ")"), ("[", "]"), ("{", "}") })
        {
            if (_tokens.Take(open))
            {
                _tokens.Deepen(token);
                ClaimExpression inner = Sum();
                bool isCondition = open == "[" && _tokens.Take(">");
                if (isCondition)
                {
                    inner = Positive(inner);
                }

                _tokens.Expect(close, token);
                _tokens.Leave();
                return inner;
            }
        }

        throw new ClaimException(token.Span, $"a name, a number or a bracket was expected, but {token.Describe()} was found");
    }

    /// <summary>The Iverson bracket [x > 0] of every element; the 0 is still to come.</summary>
    private ClaimExpression.Call Positive(ClaimExpression of)
    {
        ClaimToken zero = Current;
        if (zero.Kind != ClaimTokenKind.Number || !Scripts.NumberOf(zero).IsZero)
        {
            throw new ClaimException(zero.Span, $"a bracket of elements compares with 0, [Z > 0], but {zero.Describe()} was found; write [Z - 1 > 0] for another number");
        }

        _tokens.Position++;
        return new ClaimExpression.Call("step", 0, IsInverse: false, of, zero.Span);
    }

    /// <summary>Transposes, powers and layers behind an operand.</summary>
    internal ClaimExpression Postfix(ClaimExpression operand)
    {
        while (true)
        {
            if (_tokens.Take("'") || _tokens.Take("ᵀ"))
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
        List<ClaimToken> script = _tokens.TakeScript();
        if (script.Count == 1 && (script[0].Is("ᵀ") || (script[0].Text is "T" or "t" && sign.Is("^"))))
        {
            return ClaimExpression.Transpose.Of(operand);
        }

        // a^∘2, a^∘(−1/2): the power of every element.
        if (sign.Is("^") && script.Count == 1 && script[0].Is("∘"))
        {
            _tokens.Position--;
            script = _tokens.TakeScript();
        }

        if (sign.Is("^") && script.Count == 2 && script[0].Is("*") && script[1].Kind == ClaimTokenKind.Number)
        {
            return new ClaimExpression.Power(operand, Scripts.NumberOf(script[1]));
        }

        if (sign.Is("^") && Scripts.RationalOf(script) is { } exponent)
        {
            return new ClaimExpression.Power(operand, exponent);
        }

        // (Aᵀ)^{[l−1]}, \mathbf{dZ}^{[l](i)}: the scripts belong to the name inside.
        if (InnerName(operand) is { } inner)
        {
            string? example = sign.Is("^") && inner.Example is null ? Scripts.TakeExample(script, _names) : null;
            LayerIndex? layer = inner.Layer is null ? Scripts.LayerOf(script, sign.Is("^"), _names) : null;
            EquatableArray<string>? indices = sign.Is("_") && layer is null ? Scripts.IndicesOf(script) : null;
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

    /// <summary>A formula in brackets.</summary>
    internal ClaimExpression Bracketed()
    {
        ClaimToken open = Current;
        _tokens.Deepen(open);
        string close = open.Is("(") ? ")" : open.Is("[") ? "]" : "}";
        _tokens.Position++;
        ClaimExpression inner = Sum();
        _tokens.Expect(close, open);
        _tokens.Leave();
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
        if (!_tokens.Take("{"))
        {
            isDifferential = false;
            return Primary();
        }

        _tokens.Deepen(open);
        isDifferential = _tokens.Take("∂");
        if (isDifferential && Current.Is("}"))
        {
            throw new ClaimException(Current.Span, "∂/∂W of a formula is a step on the way; write what it comes to");
        }

        ClaimExpression inner = isDifferential ? OfWhat(Postfix(Primary())) : Sum();
        _tokens.Expect("}", open);
        _tokens.Leave();
        return inner;
    }

    /// <summary>The loss without what it is a function of, J(W); anything else as it is.</summary>
    private ClaimExpression OfWhat(ClaimExpression differentiated)
    {
        if (differentiated is ClaimExpression.Name name && _names.IsLoss(name.Base) && Current.Is("("))
        {
            Bracketed();
        }

        return differentiated is ClaimExpression.Binary { Operator: ClaimOperator.Product, Left: ClaimExpression.Name loss } && _names.IsLoss(loss.Base) ? loss : differentiated;
    }

    /// <summary>∂J/∂X on one line.</summary>
    private ClaimExpression Partial(ClaimToken token)
    {
        ClaimExpression above = Postfix(Primary());
        if (!_tokens.Take("/") || !_tokens.Take("∂"))
        {
            throw new ClaimException(token.Span, "a derivative is written ∂J/∂X");
        }

        return new ClaimExpression.Derivative(above, Postfix(Primary()), token.Span);
    }

    /// <summary>Σ_i, Σ_{i,k}, \sum_{i=1}^{m}, sum(i: …) and what it sums: the product behind it.</summary>
    internal ClaimExpression Summation(ClaimToken token)
    {
        if (_tokens.Take("("))
        {
            var letters = new List<string>();
            while (!_tokens.Take(":"))
            {
                if (Current.Kind == ClaimTokenKind.Name)
                {
                    letters.Add(Current.Text);
                }
                else if (!Current.Is(","))
                {
                    throw new ClaimException(Current.Span, "a sum names its indices, sum(j: …)");
                }

                _tokens.Position++;
            }

            ClaimExpression inner = Sum();
            _tokens.Expect(")", token);
            return new ClaimExpression.Summation(letters.ToEquatableArray(), inner);
        }

        var indices = new List<string>();
        while (Current.Is("_") || Current.Is("^"))
        {
            bool isBelow = Current.Is("_");
            List<ClaimToken> script = _tokens.TakeScript();
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
}
