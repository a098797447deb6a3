namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>Walks over the tokens of a claim.</summary>
/// <param name="tokens">The tokens, the last one the end.</param>
internal sealed class TokenCursor(List<ClaimToken> tokens)
{
    /// <summary>Formulas are walked recursively.</summary>
    private const int DeepestBracket = 60;

    private int _depth;

    /// <summary>The number of the current token.</summary>
    public int Position { get; set; }

    /// <summary>The current token.</summary>
    public ClaimToken Current => tokens[Position];

    /// <summary>The token behind the current one.</summary>
    public ClaimToken Next => tokens[Math.Min(Position + 1, tokens.Count - 1)];

    /// <summary>Goes past a symbol, if it is the current token.</summary>
    public bool Take(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Goes past a symbol that must stand here, to close another.</summary>
    /// <exception cref="ClaimException">Something else stands here.</exception>
    public void Expect(string symbol, ClaimToken opened)
    {
        if (!Take(symbol))
        {
            throw new ClaimException(Current.Span, $"'{symbol}' was expected for the '{opened.Text}' before it, but {Current.Describe()} was found");
        }
    }

    /// <summary>Nothing may be left but a comma.</summary>
    /// <exception cref="ClaimException">Something is left.</exception>
    public void ExpectEnd()
    {
        if (Current.Kind != ClaimTokenKind.End && !(Current.Is(",") && tokens[Position + 1].Kind == ClaimTokenKind.End))
        {
            throw new ClaimException(Current.Span, $"{Current.Describe()} does not belong here; an operator or the end of the line was expected");
        }
    }

    /// <summary>Counts an opened bracket.</summary>
    /// <exception cref="ClaimException">Brackets are nested too deep.</exception>
    public void Deepen(ClaimToken token)
    {
        if (++_depth > DeepestBracket)
        {
            throw new ClaimException(token.Span, $"brackets are nested more than {DeepestBracket} deep; give a part a name of its own");
        }
    }

    /// <summary>Counts a closed bracket.</summary>
    public void Leave() => _depth--;

    /// <summary>What stands raised or lowered, without its braces.</summary>
    public List<ClaimToken> TakeScript()
    {
        Position++;
        ClaimToken first = Current;
        if (!first.Is("{") && !first.Is("(") && !first.Is("["))
        {
            if (first.Kind == ClaimTokenKind.End)
            {
                throw new ClaimException(first.Span, "a script was expected, but the line ends");
            }

            Position++;
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
            Position++;
        }
        while (depth > 0);

        content.RemoveAt(0);
        content.RemoveAt(content.Count - 1);
        return content;
    }

    /// <summary>Whether a function's argument stands behind the primes and scripts that follow.</summary>
    public bool BeginsCall()
    {
        int at = Position;
        while (tokens[at].Is("'"))
        {
            at++;
        }

        // g^{-1}(a), g^{[l]}(z), g^{[l]'}(z)
        while (tokens[at].Is("^") || tokens[at].Is("_"))
        {
            at++;
            if (tokens[at].Is("{"))
            {
                while (tokens[at].Kind != ClaimTokenKind.End && !tokens[at].Is("}"))
                {
                    at++;
                }
            }

            at++;
            if (at >= tokens.Count)
            {
                return false;
            }
        }

        return at < tokens.Count && (tokens[at].Is("(") || tokens[at].Is("[") || tokens[at].Is("{") || tokens[at].Kind == ClaimTokenKind.Name);
    }
}
