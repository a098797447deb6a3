using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Maps offsets in the value of a constant string expression to the characters of source that they come from.</summary>
/// <remarks>
/// Literals of every form are decoded character by character; literals joined by + are one string, and so are the texts of an interpolated
/// one. A constant among them is a piece of unknown text, so that no constant need be looked up: a literal is placed where the value leaves
/// it one place only. Whatever does not map, because it is in such a piece or could stand elsewhere too, has no span.
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

    /// <summary>The change of the source that changes a part of the value; null where the part cannot be told, or the literals cannot hold the new text there.</summary>
    /// <param name="expression">The expression as written.</param>
    /// <param name="value">Its value.</param>
    /// <param name="offset">Where the part begins in the value.</param>
    /// <param name="length">How many characters it spans.</param>
    /// <param name="text">What the part becomes, as a value.</param>
    public static TextChange? ChangeOf(ExpressionSyntax expression, string value, int offset, int length, string text)
    {
        if (SpanOf(expression, value, offset, length) is not { } span || LiteralAt(expression, span.Start)?.Encode(text) is not { } written)
        {
            return null;
        }

        // C# itself reads the outcome: quotes or braces may have met, and the part may reach over the end of a literal.
        var start = expression.SpanStart;
        var changed = SyntaxFactory.ParseExpression(expression.ToString().Remove(span.Start - start, span.Length).Insert(span.Start - start, written));
        return !changed.ContainsDiagnostics && Leftmost(Runs(changed), value.Remove(offset, length).Insert(offset, text)) is not null ? new(span, written) : null;
    }

    private static LiteralText? LiteralAt(ExpressionSyntax expression, int position) =>
        Pieces(expression).OfType<LiteralText>().FirstOrDefault(literal => literal.Spans.Any(letter => letter.Start <= position && position <= letter.End));

    /// <summary>The offset in the value of a position between characters of the source; null where that is outside, or in a piece of unknown text.</summary>
    /// <param name="expression">The expression as written.</param>
    /// <param name="value">Its value.</param>
    /// <param name="position">The position.</param>
    public static int? OffsetAt(ExpressionSyntax expression, string value, int position)
    {
        if (position <= expression.SpanStart || position >= expression.Span.End || Spans(expression, value) is not { } spans)
        {
            return null;
        }

        // White space that every line of a raw string begins with belongs to no character: the next one counts.
        var next = Array.FindIndex(spans, span => span is { } known && known.Start >= position);
        var before = Array.FindLastIndex(spans, span => span is { } known && known.End <= position);
        return before >= 0 && spans[before]!.Value.End == position ? before + 1
            : next < 0 ? before == spans.Length - 1 ? spans.Length : null
            : spans[next]!.Value.Start == position || next - before is 0 or 1 ? next
            : null;
    }

    /// <summary>The span of each character of the value; null for a character of unknown origin, null altogether where the value is not made of the pieces.</summary>
    private static TextSpan?[]? Spans(ExpressionSyntax expression, string value)
    {
        var runs = Runs(expression);
        if (Leftmost(runs, value) is not { } leftmost)
        {
            return null;
        }

        var rightmost = Rightmost(runs, value);
        TextSpan?[] spans = new TextSpan?[value.Length];
        foreach (var number in Enumerable.Range(0, runs.Count).Where(number => leftmost[number] == rightmost[number]))
        {
            for (var i = 0; i < runs[number].Spans.Length; i++)
            {
                spans[leftmost[number] + i] = runs[number].Spans[i];
            }
        }

        return spans;
    }

    /// <summary>Where each run begins if it stands as far to the left as it can; the first stands at the start, the last at the end.</summary>
    private static int[]? Leftmost(List<(string Text, TextSpan[] Spans)> runs, string value)
    {
        int[] places = new int[runs.Count];
        var free = 0;
        for (var number = 0; number < runs.Count; number++)
        {
            var text = runs[number].Text;
            var isLast = number == runs.Count - 1;
            places[number] = free > value.Length ? -1
                : isLast && value.EndsWith(text, StringComparison.Ordinal) ? value.Length - text.Length
                : isLast ? -1 : value.IndexOf(text, free, StringComparison.Ordinal);
            if (places[number] < free || (number == 0 && places[number] > 0))
            {
                return null;
            }

            free = places[number] + text.Length;
        }

        return places;
    }

    /// <summary>As far to the right; they fit, because they do from the left.</summary>
    private static int[] Rightmost(List<(string Text, TextSpan[] Spans)> runs, string value)
    {
        int[] places = new int[runs.Count];
        var free = value.Length;
        for (var number = runs.Count - 1; number > 0; number--)
        {
            places[number] = value.Substring(0, free).LastIndexOf(runs[number].Text, StringComparison.Ordinal);
            free = places[number];
        }

        return places;
    }

    /// <summary>The literals that stand side by side, joined; between two runs is a piece of unknown text.</summary>
    private static List<(string Text, TextSpan[] Spans)> Runs(ExpressionSyntax expression)
    {
        List<List<LiteralText>> runs = [[]];
        foreach (var piece in Pieces(expression))
        {
            if (piece is null)
            {
                runs.Add([]);
            }
            else
            {
                runs[runs.Count - 1].Add(piece);
            }
        }

        return [.. runs.Select(run => (string.Concat(run.Select(piece => piece.Text)), run.SelectMany(piece => piece.Spans).ToArray()))];
    }

    private static IEnumerable<LiteralText?> Pieces(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Pieces(inner.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Pieces(sum.Left).Concat(Pieces(sum.Right)),
        InterpolatedStringExpressionSyntax interpolated => LiteralText.Decode(interpolated),
        _ => [LiteralText.Decode(expression)],
    };
}
