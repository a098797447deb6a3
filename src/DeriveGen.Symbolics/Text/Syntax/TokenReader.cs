using System.Globalization;

namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Walks over the tokens, statement by statement: a statement ends at <c>;</c> and at a line's end outside brackets, unless an operator leads the next line.</summary>
internal sealed class TokenReader(Token[] tokens)
{
    /// <summary>What goes on with the statement of the line before.</summary>
    public static readonly HashSet<string> LeadingOperators = ["+", "-", "*", "/", "%", "^", "=", "<", ">", "<=", ">=", "==", "!=", "~", "and", "or", "over"];

    /// <summary>Reading and binding recurse with nesting, and the compiler that runs them has a stack of one megabyte.</summary>
    private const int DeepestBracket = 100;
    private const int LongestStatement = 600;

    private int _depth;

    /// <summary>The position of the current token.</summary>
    public int Position { get; private set; }

    /// <summary>The position of the statement's first token.</summary>
    public int Start { get; private set; }

    /// <summary>The tokens of the statement up to the current one.</summary>
    public IReadOnlyList<Token> Statement => new ArraySegment<Token>(tokens, Start, Position - Start);

    /// <summary>Whether another statement seems to begin with the current token.</summary>
    public bool BeginsStatement => Position > Start && LooksLikeStatement();

    /// <summary>The current token.</summary>
    public Token Current => tokens[Position];

    /// <summary>The token before, or the first one.</summary>
    public Token Previous => tokens[Math.Max(Position - 1, 0)];

    /// <summary>Whether the whole text is read.</summary>
    public bool AtTextEnd => Current.Kind == TokenKind.End;

    /// <summary>Whether the statement is read.</summary>
    public bool AtEnd => Ends(Position);

    /// <summary>The name that the statement seems to be about: its first word that is no keyword before a name.</summary>
    public string Subject
    {
        get
        {
            int at = Start;
            while ((StatementParser.Keywords.Contains(tokens[at].Text) || tokens[at].Text == StatementParser.Frozen) && tokens[at + 1].Kind == TokenKind.Name)
            {
                at++;
            }

            return tokens[at].Text;
        }
    }

    /// <summary>Goes to the next statement; false at the end of the text.</summary>
    public bool NextStatement()
    {
        while (Current.Is(";"))
        {
            Position++;
        }

        Start = Position;
        _depth = 0;
        return !AtTextEnd;
    }

    /// <summary>Leaves a statement that cannot be read, at its end or before a line that looks like a statement.</summary>
    public void SkipStatement()
    {
        _depth = 0;
        if (Position == Start && !AtTextEnd)
        {
            Position++;
        }

        while (!AtEnd && !(Current.StartsLine && LooksLikeStatement()))
        {
            Position++;
        }
    }

    /// <summary>The token <paramref name="distance"/> further on.</summary>
    public Token Peek(int distance) => tokens[Math.Min(Position + distance, tokens.Length - 1)];

    /// <summary>Whether the statement goes on with this symbol.</summary>
    public bool Is(string symbol) => Current.Is(symbol) && !AtEnd;

    /// <summary>Whether the statement goes on with this word.</summary>
    public bool IsWord(string word) => Current.IsWord(word) && !AtEnd;

    /// <summary>Takes the current token.</summary>
    public Token Take()
    {
        Token token = Current;
        _depth += token.Is("(") || token.Is("[") ? 1 : token.Is(")") || token.Is("]") ? -1 : 0;
        if (_depth > DeepestBracket || Position - Start > LongestStatement)
        {
            throw TextException.Of(TextErrors.StatementTooLong, token.Span, tokens[Start].Text, string.Format(
                CultureInfo.InvariantCulture, _depth > DeepestBracket ? "{0} brackets, each inside the one before" : "{1} words and symbols", DeepestBracket, LongestStatement));
        }

        Position++;
        return token;
    }

    /// <summary>Takes the symbol or word when it comes next.</summary>
    public bool TakeIf(string text)
    {
        if (Is(text) || IsWord(text))
        {
            Take();
            return true;
        }

        return false;
    }

    /// <summary>Takes a symbol that has to come.</summary>
    public Token Expect(string symbol, string purpose = "") => Is(symbol) ? Take() : throw Expected("'" + symbol + "'" + purpose);

    /// <summary>Takes a name that has to come.</summary>
    public NameSyntax ExpectName(string what)
    {
        if (AtEnd || Current.Kind != TokenKind.Name)
        {
            throw Expected(what);
        }

        Token token = Take();
        return new(token.Text, token.Span);
    }

    /// <summary>Says what was expected where the reader stands.</summary>
    public TextException Expected(string what)
    {
        if (AtEnd)
        {
            return TextException.Of(TextErrors.Expected, new(Previous.Span.End, 0), what, AtTextEnd ? "the end of the text" : "the end of the statement");
        }

        bool isOperand = Current.Kind is TokenKind.Name or TokenKind.Number || Current.Is("(");
        bool follows = Position > Start && (Previous.Kind is TokenKind.Name or TokenKind.Number || Previous.Is(")") || Previous.Is("]"));
        return isOperand && follows && !Current.StartsLine
            ? TextException.Of(TextErrors.MissingOperator, Current.Span, Current.Text, Previous.Text).Or(new(new(Current.Span.Start, 0), "* "))
            : TextException.Of(TextErrors.Expected, Current.Span, what, Current.Describe());
    }

    /// <summary>The position of the last colon before the bracket that is open here closes, not counting inner brackets; −1 without one.</summary>
    public int LastColonInBracket()
    {
        int colon = -1, depth = 0;
        for (int i = Position; i < tokens.Length && !tokens[i].Is(";") && tokens[i].Kind != TokenKind.End; i++)
        {
            if (tokens[i].Is("(") || tokens[i].Is("["))
            {
                depth++;
            }
            else if ((tokens[i].Is(")") || tokens[i].Is("]")) && --depth < 0)
            {
                break;
            }
            else if (tokens[i].Is(":") && depth == 0)
            {
                colon = i;
            }
        }

        return colon;
    }

    private bool Ends(int position)
    {
        Token token = tokens[position];
        return token.Kind == TokenKind.End
            || token.Is(";")
            || (position > Start && _depth <= 0 && token.StartsLine && !LeadingOperators.Contains(token.Text));
    }

    /// <summary>Whether a statement seems to begin here: a keyword and a name, or a name, perhaps with indices, and an equals sign.</summary>
    private bool LooksLikeStatement()
    {
        if (Current.Kind != TokenKind.Name)
        {
            return false;
        }

        if (StatementParser.Keywords.Contains(Current.Text) && Peek(1).Kind == TokenKind.Name)
        {
            return true;
        }

        int position = Position + (Peek(1).Is("'") ? 2 : 1);
        if (tokens[position].Is("[") || tokens[position].Is("("))
        {
            int depth = 0;
            do
            {
                depth += tokens[position].Is("[") || tokens[position].Is("(") ? 1 : tokens[position].Is("]") || tokens[position].Is(")") ? -1 : 0;
                position++;
            }
            while (depth > 0 && tokens[position].Kind != TokenKind.End);
        }

        return tokens[position].Is("=");
    }
}
