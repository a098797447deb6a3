using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Finds a part of an equation text, or of a formula, in the strings that the user wrote.</summary>
internal static class EquationsLocation
{
    /// <summary>The place in the strings of one or several <c>[Equations]</c>, whose texts are joined by one line end; null where they are not in source.</summary>
    public static Location? Of(IEnumerable<AttributeData> equations, int offset, int length, CancellationToken cancellation) =>
        Find(equations, ref offset, cancellation) is var (expression, value) ? InString(expression, value, offset, length) : null;

    /// <summary>The same; null where the very characters cannot be told.</summary>
    public static Location? Within(IEnumerable<AttributeData> equations, int offset, int length, CancellationToken cancellation) =>
        Find(equations, ref offset, cancellation) is var (expression, value) ? WithinString(expression, value, offset, length) : null;

    /// <summary>The place in a string; the whole expression where that cannot be told.</summary>
    public static Location InString(ExpressionSyntax expression, string value, int offset, int length) => WithinString(expression, value, offset, length) ?? expression.GetLocation();

    /// <summary>The same; null where that cannot be told.</summary>
    public static Location? WithinString(ExpressionSyntax expression, string value, int offset, int length) =>
        StringExpression.SpanOf(expression, value, offset, length) is { } span ? Location.Create(expression.SyntaxTree, span) : null;

    /// <summary>The string that an offset lies in; the offset becomes one of its own.</summary>
    private static (ExpressionSyntax Expression, string Value)? Find(IEnumerable<AttributeData> equations, ref int offset, CancellationToken cancellation)
    {
        foreach (var attribute in equations)
        {
            var value = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
            if (offset <= value.Length)
            {
                var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
                return syntax?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } expression ? (expression, value) : null;
            }

            offset -= value.Length + 1;
        }

        return null;
    }
}
