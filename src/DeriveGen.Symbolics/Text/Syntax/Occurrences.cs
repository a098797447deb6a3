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

    private static IEnumerable<string> In(ExpressionSyntax expression) => expression switch
    {
        AccessSyntax access => access.Positions.SelectMany(InPosition),
        BracketSyntax => [],
        ReductionSyntax { Function.Text: "softmax" or "logsoftmax" } kept => In(kept.Body).Concat(kept.Indices.Select(Letter)),
        ReductionSyntax reduction => In(reduction.Body).Except(reduction.Indices.Select(Letter)),
        CallSyntax { Function.Text: "size" } => [],
        _ => SyntaxWalk.Children(expression).SelectMany(In),
    };

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
