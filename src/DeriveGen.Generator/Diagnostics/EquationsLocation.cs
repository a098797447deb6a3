using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Finds a part of an equation text, or of a formula, in the strings that the user wrote.</summary>
internal static class EquationsLocation
{
    /// <summary>The place in the strings of one or several <c>[Equations]</c>, whose texts are joined by one line end; null where they are not in source.</summary>
    public static Location? Of(IEnumerable<AttributeData> equations, int offset, int length, CancellationToken cancellation) =>
        Find(equations, ref offset, cancellation) is var (expression, value) ? InString(expression, value, offset, length) : null;

    /// <summary>A mend of those texts as a change of the source; null where it cannot be made there.</summary>
    public static WrittenMend? Change(IEnumerable<AttributeData> equations, Mend mend, CancellationToken cancellation)
    {
        var offset = mend.Span.Start;
        return Find(equations, ref offset, cancellation) is var (expression, value)
            ? Change(expression, value, mend with { Span = new(offset, mend.Span.Length) })
            : null;
    }

    /// <summary>The same for one string.</summary>
    public static WrittenMend? Change(ExpressionSyntax expression, string value, Mend mend) =>
        StringExpression.ChangeOf(expression, value, mend.Span.Start, mend.Span.Length, mend.Text) is { } change
            ? WrittenMend.At(Location.Create(expression.SyntaxTree, change.Span), change.NewText!)
            : null;

    /// <summary>The place in a string; the whole expression where that cannot be told.</summary>
    public static Location InString(ExpressionSyntax expression, string value, int offset, int length) =>
        StringExpression.SpanOf(expression, value, offset, length) is { } span ? Location.Create(expression.SyntaxTree, span) : expression.GetLocation();

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
