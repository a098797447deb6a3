namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A word: letters, digits, underscores and combining marks.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A word, number or symbol of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters, with typographic operators written plainly.</param>
/// <param name="Span">Where it is.</param>
/// <param name="StartsLine">Whether it is the first of its line.</param>
internal readonly record struct Token(TokenKind Kind, string Text, TextSpan Span, bool StartsLine)
{
    /// <summary>Whether it is this symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    /// <summary>How a message names it.</summary>
    public string Describe() => Kind == TokenKind.End ? "the end of the text" : "'" + Text + "'";
}
