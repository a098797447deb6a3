using DeriveGen.Symbolics.Claims.Syntax;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A formula whose matrices do not fit.</summary>
/// <param name="source">The smallest part that does not fit.</param>
/// <param name="message">Which product, which extents.</param>
internal sealed class ShapeException(ClaimExpression source, string message) : Exception(message)
{
    /// <summary>The smallest part that does not fit.</summary>
    public ClaimExpression Part { get; } = source;
}
