using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Tests.Driver;

/// <summary>Source in which <c>[|</c> and <c>|]</c> mark the places where something is expected.</summary>
/// <param name="Source">The source without the marks.</param>
/// <param name="Spans">The marked places in order.</param>
internal sealed record MarkedSource(string Source, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>The source with the marks, none inside another.</summary>
    public string Marked() =>
        Spans.OrderByDescending(span => span.Start).Aggregate(Source, (text, span) => text.Insert(span.End, "|]").Insert(span.Start, "[|"));

    /// <summary>Takes the marks out.</summary>
    public static MarkedSource Parse(string marked)
    {
        var source = new StringBuilder();
        var spans = new List<TextSpan>();
        var open = 0;
        for (var i = 0; i < marked.Length; i++)
        {
            switch (marked.AsSpan(i, Math.Min(2, marked.Length - i)))
            {
                case "[|":
                    open = source.Length;
                    i++;
                    break;
                case "|]":
                    spans.Add(TextSpan.FromBounds(open, source.Length));
                    i++;
                    break;
                default:
                    source.Append(marked[i]);
                    break;
            }
        }

        return new(source.ToString(), spans);
    }
}
