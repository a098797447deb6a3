using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Completion;

/// <summary>What the grammar lets stand at a place.</summary>
internal enum PlaceKind
{
    /// <summary>Nothing that is known: a new name, a number, an operator.</summary>
    Nothing,

    /// <summary>The beginning of a statement.</summary>
    Statement,

    /// <summary><c>param</c>, behind <c>frozen</c>.</summary>
    Parameter,

    /// <summary>A tensor that the text computes, behind <c>loss</c> and <c>output</c>.</summary>
    Result,

    /// <summary>An expression.</summary>
    Expression,

    /// <summary>A condition in brackets, of which indices are a part.</summary>
    Condition,

    /// <summary>A position of a tensor.</summary>
    Position,

    /// <summary>An index of a declaration, of a left side or behind <c>over</c>.</summary>
    Index,

    /// <summary>Either the index of a reduction or, of two arguments, the first.</summary>
    Reduction,

    /// <summary>The extent behind a colon.</summary>
    Extent,

    /// <summary>A distribution.</summary>
    Initializer,

    /// <summary>A list of names.</summary>
    List,
}

/// <summary>A place of a text, found from the tokens before it alone, because the statement around is half typed.</summary>
/// <param name="Kind">What may stand there.</param>
/// <param name="Statement">The tokens of the statement before the place.</param>
/// <param name="Tensor">For a position: of which tensor.</param>
/// <param name="Axis">For a position: of which axis.</param>
internal sealed record Place(PlaceKind Kind, Token[] Statement, string Tensor = "", int Axis = 0)
{
    /// <summary>A bracket that is open at the place.</summary>
    /// <param name="Owner">The name before it, or nothing.</param>
    /// <param name="IsCall">Whether it is round.</param>
    /// <param name="Position">Where it stands among the tokens.</param>
    private sealed record Bracket(string Owner, bool IsCall, int Position);

    /// <summary>The place behind some tokens.</summary>
    /// <param name="before">The tokens.</param>
    /// <param name="startsLine">Whether it is in a line of its own.</param>
    public static Place After(Token[] before, bool startsLine)
    {
        Token[] statement = LastStatement(before);
        Bracket[] open = [.. Open(statement)];
        if (statement.Length == 0 || (startsLine && open.Length == 0))
        {
            return new(PlaceKind.Statement, []);
        }

        Bracket? inner = open.LastOrDefault();
        Token last = statement[statement.Length - 1];
        bool isOperand = last.Kind == TokenKind.Number || last.Is(")") || last.Is("]") || (last.Kind == TokenKind.Name && !IsJoining(last.Text));
        if (isOperand)
        {
            return new(statement.Length > 1 ? PlaceKind.Nothing : last.Text switch { StatementParser.Frozen => PlaceKind.Parameter, "loss" or "output" => PlaceKind.Result, "fact" => PlaceKind.Expression, _ => PlaceKind.Nothing }, statement);
        }

        return inner is null ? new(OutsideBrackets(statement, last), statement) : InBracket(statement, inner, last);
    }

    private static PlaceKind OutsideBrackets(Token[] statement, Token last) => last.Text switch
    {
        "~" => PlaceKind.Initializer,
        "over" => PlaceKind.Index,
        "if" => PlaceKind.Condition,
        _ => statement[0].IsWord("fact") || statement.Any(token => token.Is("=") || token.Is("<")) ? PlaceKind.Expression : PlaceKind.Nothing,
    };

    private static Place InBracket(Token[] statement, Bracket inner, Token last)
    {
        if (last.IsWord("in") || last.IsWord("before"))
        {
            return new(PlaceKind.List, statement);
        }

        bool isLeft = !statement.Take(inner.Position).Any(token => token.Is("="));
        int colon = Array.FindLastIndex(statement, token => token.Is(":")), comma = Array.FindLastIndex(statement, token => token.Is(","));
        if (inner is { IsCall: true, Owner: "pad" or "flat" or "size" })
        {
            return new(PlaceKind.Position, statement);
        }

        if (inner.IsCall)
        {
            bool isReduction = ExpressionParser.Reductions.Contains(inner.Owner) || ExpressionParser.Folds.Contains(inner.Owner);
            return new(isReduction && colon < inner.Position ? PlaceKind.Reduction : isLeft ? PlaceKind.Nothing : PlaceKind.Expression, statement);
        }

        if (inner.Owner.Length == 0)
        {
            return new(PlaceKind.Condition, statement);
        }

        return isLeft
            ? new(colon > Math.Max(comma, inner.Position) ? PlaceKind.Extent : PlaceKind.Index, statement)
            : new(PlaceKind.Position, statement, inner.Owner, Commas(statement, inner.Position));
    }

    /// <summary>Whether something has to follow a word, as behind an operator.</summary>
    private static bool IsJoining(string word) => word is "and" or "or" or "not" or "if" or "over" or "in" or "before";

    /// <summary>The commas behind a bracket, those in brackets inside it not counted.</summary>
    private static int Commas(Token[] statement, int bracket)
    {
        int depth = 0, commas = 0;
        foreach (Token token in statement.Skip(bracket + 1))
        {
            depth += token.Is("[") || token.Is("(") ? 1 : token.Is("]") || token.Is(")") ? -1 : 0;
            commas += depth == 0 && token.Is(",") ? 1 : 0;
        }

        return commas;
    }

    private static IEnumerable<Bracket> Open(Token[] statement)
    {
        var open = new Stack<Bracket>();
        for (int i = 0; i < statement.Length; i++)
        {
            if (statement[i].Is("(") || statement[i].Is("["))
            {
                int name = i > 0 && statement[i - 1].Is("'") ? i - 2 : i - 1;
                string owner = name >= 0 && statement[name].Kind == TokenKind.Name && !IsJoining(statement[name].Text) ? statement[name].Text : "";
                open.Push(new(owner, statement[i].Is("("), i));
            }
            else if ((statement[i].Is(")") || statement[i].Is("]")) && open.Count > 0)
            {
                open.Pop();
            }
        }

        return open.Reverse();
    }

    /// <summary>The statement that is not ended: it begins behind a semicolon, and in a line outside of brackets that no operator leads.</summary>
    private static Token[] LastStatement(Token[] tokens)
    {
        int start = 0, depth = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Is(";"))
            {
                (start, depth) = (i + 1, 0);
            }
            else if (i > start && depth <= 0 && tokens[i].StartsLine && !TokenReader.LeadingOperators.Contains(tokens[i].Text))
            {
                (start, depth) = (i, 0);
            }

            depth += tokens[i].Is("(") || tokens[i].Is("[") ? 1 : tokens[i].Is(")") || tokens[i].Is("]") ? -1 : 0;
        }

        return [.. tokens.Skip(start)];
    }
}
