using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Reads expressions by recursive descent, one method for each level of binding strength, weakest first.</summary>
internal sealed class ExpressionParser(TokenReader reader)
{
    /// <summary>What reduces over indices; <c>max</c> and <c>min</c> without a colon take two arguments.</summary>
    public static readonly HashSet<string> Reductions = ["sum", "mean", "max", "min", "softmax", "logsoftmax", "logsumexp"];

    /// <summary>What combines over a list of names.</summary>
    public static readonly HashSet<string> Folds = ["sum", "mean", "product", "max", "min"];

    private static readonly HashSet<string> Comparisons = ["=", "==", "!=", "<", "<=", ">", ">="];

    /// <summary>Conditions: <c>or</c>, then <c>and</c>, then <c>not</c>, then comparisons.</summary>
    public ExpressionSyntax Condition()
    {
        ExpressionSyntax left = Conjunction();
        while (reader.TakeIf("or"))
        {
            left = new BinarySyntax("or", left, Conjunction());
        }

        return left;
    }

    /// <summary>Sums and differences: what a right side is.</summary>
    public ExpressionSyntax Expression()
    {
        ExpressionSyntax left = Product();
        while (reader.Is("+") || reader.Is("-"))
        {
            left = new BinarySyntax(reader.Take().Text, left, Product());
        }

        return left;
    }

    /// <summary>Indices separated by commas up to the closing bracket, which is taken.</summary>
    public EquatableArray<IndexSyntax> Indices(string close)
    {
        var indices = new List<IndexSyntax>();
        if (!reader.Is(close))
        {
            do
            {
                indices.Add(Index(bodyColon: -1));
            }
            while (reader.TakeIf(","));
        }

        reader.Expect(close);
        return indices.ToEquatableArray();
    }

    private ExpressionSyntax Conjunction()
    {
        ExpressionSyntax left = Negation();
        while (reader.TakeIf("and"))
        {
            left = new BinarySyntax("and", left, Negation());
        }

        return left;
    }

    private ExpressionSyntax Negation()
    {
        if (!reader.IsWord("not"))
        {
            return Comparison();
        }

        Token word = reader.Take();
        ExpressionSyntax operand = Negation();
        return new UnarySyntax("not", operand, TextSpan.Cover(word.Span, operand.Span));
    }

    private ExpressionSyntax Comparison()
    {
        var operands = new List<ExpressionSyntax> { Expression() };
        var operators = new List<string>();
        while (!reader.AtEnd && reader.Current.Kind == TokenKind.Symbol && Comparisons.Contains(reader.Current.Text))
        {
            string symbol = reader.Take().Text;
            operators.Add(symbol == "==" ? "=" : symbol);
            operands.Add(Expression());
        }

        return operators.Count == 0
            ? operands[0]
            : new ComparisonSyntax([.. operands], [.. operators], TextSpan.Cover(operands[0].Span, operands[operands.Count - 1].Span));
    }

    private ExpressionSyntax Product()
    {
        ExpressionSyntax left = Signed();
        while (reader.Is("*") || reader.Is("/") || reader.Is("%"))
        {
            left = new BinarySyntax(reader.Take().Text, left, Signed());
        }

        return left;
    }

    private ExpressionSyntax Signed()
    {
        if (!reader.Is("-"))
        {
            return Power();
        }

        Token sign = reader.Take();
        ExpressionSyntax operand = Signed();
        return new UnarySyntax("-", operand, TextSpan.Cover(sign.Span, operand.Span));
    }

    private ExpressionSyntax Power()
    {
        ExpressionSyntax left = Primary();
        return reader.TakeIf("^") ? new BinarySyntax("^", left, Signed()) : left;
    }

    private ExpressionSyntax Primary()
    {
        if (reader.AtEnd)
        {
            throw reader.Expected("an expression");
        }

        Token token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                reader.Take();
                return new NumberSyntax(Number(token), token.Span);
            case TokenKind.Name:
                return Named(reader.ExpectName("a name"));
        }

        if (token.Is("("))
        {
            reader.Take();
            ExpressionSyntax inner = Condition();
            reader.Expect(")");
            return inner;
        }

        if (token.Is("["))
        {
            reader.Take();
            ExpressionSyntax condition = Condition();
            return new BracketSyntax(condition, TextSpan.Cover(token.Span, reader.Expect("]").Span));
        }

        throw reader.Expected("an expression");
    }

    /// <summary>The exact value. Longer numbers than any that double precision holds are refused: exactness would cost more than they are worth.</summary>
    private static Rational Number(Token token)
    {
        const int LongestMantissa = 60, LongestExponent = 3;
        int mark = token.Text.IndexOfAny(['e', 'E']);
        int mantissa = mark < 0 ? token.Text.Length : mark;
        string exponent = mark < 0 ? "" : token.Text.Substring(mark + 1).TrimStart('+', '-').TrimStart('0');
        return mantissa <= LongestMantissa && exponent.Length <= LongestExponent
            ? Rational.Parse(token.Text)
            : throw TextException.Of(TextErrors.Arithmetic, token.Span, $"'{token.Text}' has too many digits");
    }

    private ExpressionSyntax Named(NameSyntax name)
    {
        if (reader.Is("("))
        {
            reader.Take();
            return Call(name);
        }

        bool isNext = reader.TakeIf("'");
        TextSpan span = TextSpan.Cover(name.Span, reader.Previous.Span);
        if (!reader.TakeIf("["))
        {
            return new NameExpressionSyntax(name, isNext, span);
        }

        EquatableArray<ExpressionSyntax> positions = Arguments("]");
        return new AccessSyntax(name, isNext, positions, TextSpan.Cover(name.Span, reader.Previous.Span));
    }

    private ExpressionSyntax Call(NameSyntax name)
    {
        if (reader.Current.Kind == TokenKind.Name && (reader.Peek(1).IsWord("in") || reader.Peek(1).IsWord("before")))
        {
            return Fold(name);
        }

        int colon = reader.LastColonInBracket();
        bool isReduction = Reductions.Contains(name.Text);
        if (colon >= 0 && isReduction)
        {
            return Reduction(name, colon);
        }

        if (colon >= 0)
        {
            throw Spelling.Nearest(name.Text, Reductions) is null
                ? TextException.Of(TextErrors.UnknownFunction, name.Span, name.Text, "; what runs over indices is " + string.Join(", ", Reductions))
                : TextException.Misspelled(TextErrors.UnknownFunction, name.Span, name.Text, Reductions);
        }

        if (isReduction && name.Text is not ("max" or "min"))
        {
            throw TextException.Of(TextErrors.ReductionWithoutIndex, name.Span, name.Text);
        }

        EquatableArray<ExpressionSyntax> arguments = Arguments(")");
        return new CallSyntax(name, arguments, TextSpan.Cover(name.Span, reader.Previous.Span));
    }

    private FoldSyntax Fold(NameSyntax name)
    {
        if (!Folds.Contains(name.Text))
        {
            string? nearest = Spelling.Nearest(name.Text, Folds);
            throw TextException.Of(TextErrors.Expected, name.Span, "sum, mean, product, max or min over a list", $"'{name.Text}'{Spelling.Hint(nearest)}").Or(nearest is null ? null : new(name.Span, nearest));
        }

        NameSyntax item = reader.ExpectName("a name");
        bool isBefore = reader.Take().Text == "before";
        NameSyntax list = reader.ExpectName(isBefore ? "the name of another item" : "a list");
        reader.Expect(":", $" before what {name.Text} is taken of");
        ExpressionSyntax body = Expression();
        return new(name, item, isBefore, list, body, TextSpan.Cover(name.Span, reader.Expect(")").Span));
    }

    private ReductionSyntax Reduction(NameSyntax name, int colon)
    {
        var indices = new List<IndexSyntax>();
        do
        {
            indices.Add(Index(colon));
        }
        while (reader.TakeIf(","));

        ExpressionSyntax? condition = reader.TakeIf("where") ? Condition() : null;
        reader.Expect(":", $" before what {name.Text} is taken of");
        ExpressionSyntax body = Expression();
        TextSpan close = reader.Expect(")").Span;
        return new(name, [.. indices], condition, body, TextSpan.Cover(name.Span, close));
    }

    /// <summary>An index with its extent; a colon at <paramref name="bodyColon"/> belongs to the reduction around.</summary>
    private IndexSyntax Index(int bodyColon)
    {
        TextSpan start = reader.Current.Span;
        if (reader.TakeIf("..."))
        {
            return new(PackSyntax.Unnamed, IsPack: true, IsFlat: false, null, null, start);
        }

        NameSyntax name = reader.ExpectName("an index");
        if (name.Text == "flat" && reader.TakeIf("("))
        {
            string pack = reader.Is("...") ? PackSyntax.Unnamed : reader.ExpectName("a pack such as 's...'").Text;
            reader.Expect("...", " behind the name of the pack");
            TextSpan close = reader.Expect(")").Span;
            return new(pack, IsPack: true, IsFlat: true, null, null, TextSpan.Cover(start, close));
        }

        if (reader.TakeIf("..."))
        {
            return new(name.Text, IsPack: true, IsFlat: false, null, null, TextSpan.Cover(start, reader.Previous.Span));
        }

        ExpressionSyntax? extent = null, capacity = null;
        if (reader.Is(":") && reader.Position != bodyColon)
        {
            reader.Take();
            extent = Expression();
            capacity = reader.TakeIf("<=") ? Expression() : null;
        }

        return new(name.Text, IsPack: false, IsFlat: false, extent, capacity, TextSpan.Cover(start, reader.Previous.Span));
    }

    /// <summary>Expressions or packs separated by commas up to the closing bracket, which is taken.</summary>
    public EquatableArray<ExpressionSyntax> Arguments(string close)
    {
        var arguments = new List<ExpressionSyntax>();
        if (!reader.Is(close))
        {
            do
            {
                arguments.Add(Argument());
            }
            while (reader.TakeIf(","));
        }

        reader.Expect(close);
        return [.. arguments];
    }

    private ExpressionSyntax Argument()
    {
        TextSpan start = reader.Current.Span;
        if (reader.TakeIf("..."))
        {
            return new PackSyntax(PackSyntax.Unnamed, start);
        }

        if (!reader.AtEnd && reader.Current.Kind == TokenKind.Name && reader.Peek(1).Is("..."))
        {
            string name = reader.Take().Text;
            return new PackSyntax(name, TextSpan.Cover(start, reader.Take().Span));
        }

        return Expression();
    }
}
