using System.Globalization;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Claims;

/// <summary>
/// Gives every index letter of a text its own small prime extent, so that no transpose hides behind a square matrix. What is not declared by a
/// plain number (extents that are computed, sizes with names) follows by itself.
/// </summary>
internal static class DistinctSizes
{
    private static readonly int[] s_primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

    /// <summary>The text with other extents and the letter of each, or null where it declares more letters than there are small primes.</summary>
    public static (string Text, IReadOnlyDictionary<int, string> Letters)? Apply(string text)
    {
        TextSyntax syntax = StatementParser.Parse(text);
        var letters = new Dictionary<string, int>();
        var changed = new Dictionary<string, int>();
        var edits = new List<(int Start, int Length, int Value)>();
        foreach (IndexSyntax index in syntax.Statements.SelectMany(Indices))
        {
            // An extent of 1 is meant: one output.
            if (index.Extent is not NumberSyntax number || number.Value.IsOne)
            {
                continue;
            }

            if (!letters.TryGetValue(index.Name, out int prime))
            {
                if (letters.Count == s_primes.Length)
                {
                    return null;
                }

                letters[index.Name] = prime = s_primes[letters.Count];
                string old = number.Value.ToString();
                changed[old] = changed.ContainsKey(old) ? 0 : prime;
            }

            edits.Add((number.Span.Start, number.Span.Length, prime));
        }

        // The bound of whole numbers is an extent too: that of the one letter that has it.
        foreach (InputSyntax input in syntax.Statements.OfType<InputSyntax>())
        {
            if (input.Bound is NumberSyntax bound && changed.TryGetValue(bound.Value.ToString(), out int value) && value > 0)
            {
                edits.Add((bound.Span.Start, bound.Span.Length, value));
            }
        }

        string result = text;
        foreach ((int start, int length, int value) in edits.OrderByDescending(edit => edit.Start))
        {
            result = result.Substring(0, start) + value.ToString(CultureInfo.InvariantCulture) + result.Substring(start + length);
        }

        return (result, letters.ToDictionary(pair => pair.Value, pair => pair.Key));
    }

    /// <summary>Whether two letters of a text have the same number for an extent.</summary>
    public static bool Coincide(string text)
    {
        IEnumerable<(string Letter, string Extent)> letters = StatementParser.Parse(text).Statements.SelectMany(Indices)
            .Where(index => index.Extent is NumberSyntax).Select(index => (index.Name, ((NumberSyntax)index.Extent!).Value.ToString()));
        return letters.Distinct().GroupBy(letter => letter.Extent).Any(group => group.Count() > 1);
    }

    private static IEnumerable<IndexSyntax> Indices(StatementSyntax statement) => statement switch
    {
        EquationSyntax equation => equation.Axes.Concat(Indices(equation.Value)),
        DeclarationSyntax declaration => declaration.Axes,
        FunctionSyntax function => Indices(function.Body),
        FactSyntax fact => Indices(fact.Left).Concat(Indices(fact.Right)),
        _ => [],
    };

    private static IEnumerable<IndexSyntax> Indices(ExpressionSyntax expression) => SyntaxWalk.All(expression).OfType<ReductionSyntax>().SelectMany(reduction => reduction.Indices);
}
