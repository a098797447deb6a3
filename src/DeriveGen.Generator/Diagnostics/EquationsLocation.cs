using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Finds a part of an equation text, or of a formula, in the strings that the user wrote.</summary>
internal static class EquationsLocation
{
    /// <summary>The place in the strings of one or several <c>[Equations]</c>, whose texts are joined by one line end; null where they are not in source.</summary>
    public static Location? Of(IEnumerable<AttributeData> equations, int offset, int length, CancellationToken cancellation)
    {
        foreach (var attribute in equations)
        {
            var value = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
            if (offset <= value.Length)
            {
                var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
                return syntax?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } expression ? InString(expression, value, offset, length) : null;
            }

            offset -= value.Length + 1;
        }

        return null;
    }

    /// <summary>The place in a string; the whole expression where that cannot be told.</summary>
    public static Location InString(ExpressionSyntax expression, string value, int offset, int length) =>
        StringExpression.SpanOf(expression, value, offset, length) is { } span
            ? Location.Create(expression.SyntaxTree, span)
            : expression.GetLocation();
}
