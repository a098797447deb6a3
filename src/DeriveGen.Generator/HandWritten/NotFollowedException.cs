using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.HandWritten;

/// <summary>Why a method cannot be followed further, and where.</summary>
/// <param name="syntax">The place.</param>
/// <param name="reason">The reason, as a sentence's second half.</param>
internal class NotFollowedException(SyntaxNode syntax, string reason) : Exception(reason)
{
    /// <summary>The place.</summary>
    public SyntaxNode Syntax { get; } = syntax;
}

/// <summary>An element that an array has not: the method would throw there.</summary>
/// <param name="syntax">The place.</param>
/// <param name="reason">Which element of how many, as a sentence's second half.</param>
internal sealed class OutsideException(SyntaxNode syntax, string reason) : NotFollowedException(syntax, reason);
