using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Maps offsets in the value of a constant string expression to the characters of source that they come from.</summary>
/// <remarks>
/// Literals of every form are decoded character by character; literals joined by + are one string. A constant among them is a piece of
/// unknown text: what stands before the first such piece maps from the front, what stands behind the last one from the end, so that no
/// constant need be looked up. Whatever does not map, because it is in such a piece or is not made of literals, has no span.
/// </remarks>
internal static class StringExpression
{
    /// <summary>The span of a part of the value, or null where it cannot be told.</summary>
    /// <param name="expression">The expression as written.</param>
    /// <param name="value">Its value.</param>
    /// <param name="offset">Where the part begins in the value; its length is the position behind the last character.</param>
    /// <param name="length">How many characters it spans.</param>
    public static TextSpan? SpanOf(ExpressionSyntax expression, string value, int offset, int length)
    {
        var spans = Spans(expression, value);
        if (spans is null || offset < 0 || offset > value.Length || value.Length == 0)
        {
            return null;
        }

        var first = Math.Min(offset, value.Length - 1);
        var last = Math.Min(Math.Max(offset + length - 1, first), value.Length - 1);
        if (spans[first] is not { } start || spans[last] is not { } end)
        {
            return null;
        }

        return offset == value.Length ? new TextSpan(end.End, 0)
            : length == 0 ? new TextSpan(start.Start, 0)
            : TextSpan.FromBounds(start.Start, end.End);
    }

    /// <summary>The span of each character of the value; null for a character of unknown origin, null altogether where nothing is known.</summary>
    private static TextSpan?[]? Spans(ExpressionSyntax expression, string value)
    {
        var pieces = Pieces(expression).Select(LiteralText.Decode).ToList();
        var spans = new TextSpan?[value.Length];
        var front = 0;
        var known = pieces.TakeWhile(piece => piece is not null).ToList();
        foreach (var piece in known)
        {
            if (!Place(piece!, front))
            {
                return null;
            }

            front += piece!.Text.Length;
        }

        if (known.Count == pieces.Count)
        {
            return front == value.Length ? spans : null;
        }

        var back = value.Length;
        foreach (var piece in Enumerable.Reverse(pieces).TakeWhile(piece => piece is not null))
        {
            back -= piece!.Text.Length;
            if (back < front || !Place(piece, back))
            {
                return null;
            }
        }

        return spans;

        bool Place(LiteralText piece, int at)
        {
            if (at + piece.Text.Length > value.Length || string.CompareOrdinal(value, at, piece.Text, 0, piece.Text.Length) != 0)
            {
                return false;
            }

            for (var i = 0; i < piece.Spans.Count; i++)
            {
                spans[at + i] = piece.Spans[i];
            }

            return true;
        }
    }

    private static IEnumerable<ExpressionSyntax> Pieces(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Pieces(inner.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Pieces(sum.Left).Concat(Pieces(sum.Right)),
        _ => [expression],
    };
}
