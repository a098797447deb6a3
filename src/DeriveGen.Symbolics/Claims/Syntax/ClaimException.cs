using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>Stops the reading of one line: it is not a formula, or says something that has no meaning here.</summary>
/// <param name="span">Where.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class ClaimException(TextSpan span, string message) : Exception(message)
{
    /// <summary>Where.</summary>
    public TextSpan Span { get; } = span;
}
