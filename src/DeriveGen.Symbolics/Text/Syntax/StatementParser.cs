namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Reads a text, statement by statement. A statement that cannot be read is reported and left out; the next is read as if nothing had happened.</summary>
internal static class StatementParser
{
    /// <summary>The words that begin a statement when a name follows.</summary>
    public static readonly HashSet<string> Keywords = ["input", "target", "label", "param", "state", "scan", "random", "gaussian", "fact", "output", "loss"];

    /// <summary>Before <c>param</c>: it is not learned.</summary>
    public const string Frozen = "frozen";

    /// <summary>The statements of a text.</summary>
    public static TextSyntax Parse(string text)
    {
        var problems = new List<TextProblem>();
        var statements = new List<StatementSyntax>();
        var broken = new List<string>();
        var reader = new TokenReader(Lexer.Read(text, problems));
        TextProblem[] characters = [.. problems];
        while (reader.NextStatement())
        {
            try
            {
                var expressions = new ExpressionParser(reader);
                StatementSyntax statement = Statement(reader, expressions);
                statement = reader.TakeIf("if") ? statement with { Condition = expressions.Condition() } : statement;
                if (!reader.AtEnd && !reader.BeginsStatement)
                {
                    throw reader.Expected("an operator or the end of the statement");
                }

                statements.Add(statement);
                if (!reader.AtEnd)
                {
                    problems.Add(new(TextErrors.MissingSemicolon, reader.Current.Span, [reader.Current.Text]) { Mends = [new(new(reader.Previous.Span.End, 0), ";")] });
                }
            }
            catch (TextException exception)
            {
                int failed = reader.Position;
                string subject = reader.Subject;
                reader.SkipStatement();
                (TextProblem problem, string about) = ForeignForms.Statement(reader.Statement, failed - reader.Start) ?? (exception.Problem, subject);
                problems.AddRange(IsTold(characters, reader.Statement) ? [] : [problem]);
                broken.Add(about);
            }
        }

        return new(text, [.. statements], [.. broken], [.. problems]);
    }

    /// <summary>A formula by itself, as it is given for an activation.</summary>
    public static (ExpressionSyntax? Formula, EquatableArray<TextProblem> Problems) ParseFormula(string text)
    {
        var problems = new List<TextProblem>();
        var reader = new TokenReader(Lexer.Read(text, problems));
        TextProblem[] characters = [.. problems];
        try
        {
            reader.NextStatement();
            ExpressionSyntax formula = new ExpressionParser(reader).Expression();
            return reader.AtTextEnd ? (formula, [.. problems]) : throw reader.Expected("an operator or the end of the formula");
        }
        catch (TextException exception)
        {
            int failed = reader.Position;
            reader.SkipStatement();
            return (null, IsTold(characters, reader.Statement) ? [.. problems] : [.. problems, ForeignForms.Statement(reader.Statement, failed)?.Problem ?? exception.Problem]);
        }
    }

    /// <summary>Whether a statement cannot be read because of a character in it, of which it is known what is wrong.</summary>
    private static bool IsTold(TextProblem[] characters, IReadOnlyList<Token> statement) => statement.Count > 0
        && Array.Exists(characters, told => told.Span.Start >= statement[0].Span.Start && told.Span.End <= statement[statement.Count - 1].Span.End);

    private static StatementSyntax Statement(TokenReader reader, ExpressionParser expressions)
    {
        if (reader.IsWord(Frozen) && reader.Peek(1).Kind == TokenKind.Name)
        {
            reader.Take();
            return reader.IsWord("param") && reader.Peek(1).Kind == TokenKind.Name && Statement(reader, expressions) is ParameterSyntax parameter
                ? parameter with { IsFrozen = true }
                : throw TextException.Of(TextErrors.Expected, reader.Current.Span, "'param', which alone can be frozen", reader.Current.Describe());
        }

        Token first = reader.Current;
        if (first.Kind != TokenKind.Name)
        {
            throw reader.Expected("a statement");
        }

        Token second = reader.Peek(1);
        bool hasKeyword = Keywords.Contains(first.Text) && (first.Text == "fact" ? !second.Is("=") && !second.Is("[") : second.Kind == TokenKind.Name);
        if (!hasKeyword)
        {
            return second.Is("(") ? Function(reader, expressions) : Equation(reader, expressions);
        }

        reader.Take();
        TextSpan Span() => TextSpan.Cover(first.Span, reader.Previous.Span);
        if (first.Text == "fact")
        {
            ExpressionSyntax condition = expressions.Condition();
            return condition switch
            {
                ComparisonSyntax { Operators: { Length: 1 } operators, Operands: var sides } when operators[0] == "=" => new FactSyntax(sides[0], sides[1], Span()),
                ComparisonSyntax or BinarySyntax { Operator: "and" or "or" } or UnarySyntax { Operator: "not" } => new RequirementSyntax(condition, Span()),
                _ => throw reader.Expected("'=' between the two sides of the fact, or another comparison"),
            };
        }

        NameSyntax name = reader.ExpectName("a name");
        if (first.Text == "loss")
        {
            return new LossSyntax(name, Span());
        }

        EquatableArray<IndexSyntax> axes = reader.TakeIf("[") ? expressions.Indices("]") : [];
        return first.Text switch
        {
            "param" => Parameter(reader, expressions, name, axes, Span),
            "state" => new StateSyntax(name, axes, Initial(reader, expressions, name.Text), Span()),
            "scan" => Scan(reader, expressions, name, axes, Span),
            "random" or "gaussian" => new RandomSyntax(name, axes, first.Text == "gaussian", Span()),
            "output" => new OutputSyntax(name, axes, Span()),
            _ => new InputSyntax(first.Text, name, axes, Bound(reader, expressions), Span()),
        };
    }

    private static ExpressionSyntax? Bound(TokenReader reader, ExpressionParser expressions) => reader.TakeIf("<") ? expressions.Expression() : null;

    private static ExpressionSyntax Initial(TokenReader reader, ExpressionParser expressions, string name)
    {
        reader.Expect("=", $" and the first value of {name}");
        return expressions.Expression();
    }

    private static ParameterSyntax Parameter(TokenReader reader, ExpressionParser expressions, NameSyntax name, EquatableArray<IndexSyntax> axes, Func<TextSpan> span)
    {
        if (reader.TakeIf("="))
        {
            ExpressionSyntax constant = expressions.Expression();
            return new(name, axes, null, [], constant, span());
        }

        if (!reader.TakeIf("~"))
        {
            return reader.AtEnd || reader.IsWord("if") ? new(name, axes, null, [], null, span()) : throw reader.Expected("'~' and an initializer, or '=' and a constant");
        }

        NameSyntax distribution = reader.ExpectName("an initializer");
        EquatableArray<ExpressionSyntax> arguments = reader.TakeIf("(") ? expressions.Arguments(")") : [];
        return new(name, axes, distribution, arguments, null, span());
    }

    private static ScanSyntax Scan(TokenReader reader, ExpressionParser expressions, NameSyntax name, EquatableArray<IndexSyntax> axes, Func<TextSpan> span)
    {
        if (!reader.TakeIf("over"))
        {
            throw reader.Expected($"'over' and the index along which {name.Text} is defined");
        }

        int direction = reader.TakeIf("-") ? -1 : 1;
        NameSyntax time = reader.ExpectName("an index");
        ExpressionSyntax initial = Initial(reader, expressions, name.Text);
        return new(name, axes, time, direction, initial, span());
    }

    private static EquationSyntax Equation(TokenReader reader, ExpressionParser expressions)
    {
        NameSyntax name = reader.ExpectName("a statement");
        bool isNext = reader.TakeIf("'");
        EquatableArray<IndexSyntax> axes = reader.TakeIf("[") ? expressions.Indices("]") : [];
        reader.Expect("=", $" and the right side of {name.Text}");
        ExpressionSyntax value = expressions.Expression();
        return new(name, isNext, axes, value, TextSpan.Cover(name.Span, reader.Previous.Span));
    }

    private static FunctionSyntax Function(TokenReader reader, ExpressionParser expressions)
    {
        NameSyntax name = reader.ExpectName("a function");
        reader.Expect("(");
        var parameters = new List<NameSyntax>();
        do
        {
            parameters.Add(reader.ExpectName("a parameter"));
        }
        while (reader.TakeIf(","));

        reader.Expect(")");
        reader.Expect("=", $" and what {name.Text} is");
        ExpressionSyntax body = expressions.Expression();
        return new(name, [.. parameters], body, TextSpan.Cover(name.Span, reader.Previous.Span));
    }
}
