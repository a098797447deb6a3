using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>What a token of a claim is.</summary>
internal enum ClaimTokenKind
{
    /// <summary>A letter or word, with its accents: <c>dZ2</c>, <c>Θ</c>, <c>X̄</c>.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a bracket, in one spelling for all notations.</summary>
    Symbol,

    /// <summary>The end of the line.</summary>
    End,
}

/// <summary>A word, number or symbol of a claim.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters; operators in the spelling of <see cref="ClaimLexer"/>.</param>
/// <param name="Span">Where it stands in the line.</param>
/// <param name="AfterSpace">Whether a space or the beginning of the line stands before it.</param>
internal readonly record struct ClaimToken(ClaimTokenKind Kind, string Text, TextSpan Span, bool AfterSpace)
{
    /// <summary>Whether it is this symbol.</summary>
    public bool Is(string symbol) => Kind == ClaimTokenKind.Symbol && Text == symbol;

    /// <summary>How a message names it.</summary>
    public string Describe() => Kind == ClaimTokenKind.End ? "the end of the line" : "'" + Text + "'";
}
