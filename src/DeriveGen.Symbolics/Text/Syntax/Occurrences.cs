namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Counts where letters occur, which decides what a product term sums by itself.</summary>
/// <remarks>
/// In an access every occurrence counts, so that S[i, i] is a trace. Any other factor (a function, a group, a power) counts
/// a letter once: what occurs twice inside is summed inside. Iverson's brackets do not count.
/// </remarks>
internal static class Occurrences
{
    /// <summary>The letters and packs of a factor that <paramref name="isOpen"/> says are bound nowhere, with their counts.</summary>
    public static IEnumerable<string> InFactor(ExpressionSyntax factor, Func<string, bool> isOpen)
    {
        IEnumerable<string> letters = In(factor).Where(isOpen);
        return factor is AccessSyntax ? letters : letters.Distinct();
    }

    private static List<string> In(ExpressionSyntax expression)
    {
        var found = new List<string>();
        Collect(expression, found);
        return found;
    }

    /// <summary>A list is filled instead of iterators being nested: a long sum is a deep tree, and the compiler's stack is small.</summary>
    private static void Collect(ExpressionSyntax expression, List<string> found)
    {
        switch (expression)
        {
            case AccessSyntax access:
                found.AddRange(access.Positions.SelectMany(InPosition));
                break;
            case BracketSyntax or CallSyntax { Function.Text: "size" }:
                break;
            case ReductionSyntax { Function.Text: "softmax" or "logsoftmax" } kept:
                Collect(kept.Body, found);
                found.AddRange(kept.Indices.Select(Letter));
                break;
            case ReductionSyntax reduction:
                found.AddRange(In(reduction.Body).Except(reduction.Indices.Select(Letter)));
                break;
            default:
                foreach (ExpressionSyntax child in SyntaxWalk.Children(expression))
                {
                    Collect(child, found);
                }

                break;
        }
    }

    private static IEnumerable<string> InPosition(ExpressionSyntax position) => position switch
    {
        NameExpressionSyntax name => [name.Name.Text],
        PackSyntax pack => [PackKey(pack.Name)],
        AccessSyntax access => access.Positions.SelectMany(InPosition),
        CallSyntax { Function.Text: "size" } => [],
        _ => SyntaxWalk.Children(position).SelectMany(InPosition),
    };

    private static string Letter(IndexSyntax index) => index.IsPack ? PackKey(index.Name) : index.Name;

    /// <summary>How a pack is told from a letter.</summary>
    public static string PackKey(string name) => name == PackSyntax.Unnamed ? name : name + PackSyntax.Unnamed;
}
