using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Writes out what a text combines over a list of names: <c>sum(a in layers: a[...])</c> becomes one product term for each.</summary>
/// <remarks>
/// A list is a constructor parameter that holds strings; each of them is what a string by itself is, the name of a layer or a formula.
/// The body is substituted as a tree, so that nothing behind this knows of lists. In <c>sum(b before a: …)</c> b runs over the names before
/// that of a, none for the first: so the offset of a part among others is written.
/// </remarks>
internal static class ListExpansion
{
    private const int Longest = 100;

    /// <summary>What an item stands for: the list, and the position in it.</summary>
    private readonly record struct Item(string List, int Position);

    /// <summary>The name under which one string of a list can be read.</summary>
    public static string NameOf(string list, int position) => list + "[" + position.ToString(CultureInfo.InvariantCulture) + "]";

    /// <summary>Whether a name is that of a string of a list, which nobody can write.</summary>
    public static bool IsItem(string name) => name[name.Length - 1] == ']';

    /// <summary>The text without combinations over lists.</summary>
    public static TextSyntax Expand(TextSyntax text, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var statements = new List<StatementSyntax>();
        EquatableArray<string> broken = text.Broken;
        EquatableArray<TextProblem> problems = text.Problems;
        foreach (StatementSyntax statement in text.Statements)
        {
            try
            {
                statements.Add(SyntaxWalk.Map(statement, expression => Has(expression) ? Expand(expression, parameters, []) : expression));
            }
            catch (TextException exception)
            {
                problems = problems.Add(exception.Problem);
                broken = statement is DeclarationSyntax declaration ? broken.Add(declaration.Name.Text) : broken;
            }
        }

        return text with { Statements = [.. statements], Broken = broken, Problems = problems };
    }

    private static bool Has(ExpressionSyntax expression) => SyntaxWalk.All(expression).Any(node => node is FoldSyntax);

    private static ExpressionSyntax Expand(ExpressionSyntax expression, IReadOnlyDictionary<string, ParameterValue> parameters, Dictionary<string, Item> items)
    {
        NameSyntax Renamed(NameSyntax name) => items.TryGetValue(name.Text, out Item item) ? name with { Text = NameOf(item.List, item.Position) } : name;
        return expression switch
        {
            FoldSyntax fold => Fold(fold, parameters, items),
            NameExpressionSyntax name => name with { Name = Renamed(name.Name) },
            AccessSyntax access => SyntaxWalk.Map(access with { Name = Renamed(access.Name) }, inner => Expand(inner, parameters, items)),
            CallSyntax call => SyntaxWalk.Map(call with { Function = Renamed(call.Function) }, inner => Expand(inner, parameters, items)),
            _ => SyntaxWalk.Map(expression, inner => Expand(inner, parameters, items)),
        };
    }

    private static ExpressionSyntax Fold(FoldSyntax fold, IReadOnlyDictionary<string, ParameterValue> parameters, Dictionary<string, Item> items)
    {
        string list = fold.List.Text;
        int count = parameters.TryGetValue(list, out ParameterValue? value) && value is ParameterValue.List { Values.Length: var length } && !fold.IsBefore ? length
            : fold.IsBefore && items.TryGetValue(list, out Item other) ? other.Position
            : throw TextException.Misspelled(TextErrors.UnknownList, fold.List.Span, list, fold.IsBefore
                ? items.Keys
                : parameters.Where(parameter => parameter.Value is ParameterValue.List).Select(parameter => parameter.Key));
        list = fold.IsBefore ? items[list].List : list;
        if (count > Longest || (count == 0 && !(fold.IsBefore && fold.Function.Text == "sum")))
        {
            throw TextException.Of(TextErrors.ListLength, fold.Span, fold.Function.Text, list, count.ToString(CultureInfo.InvariantCulture));
        }

        ExpressionSyntax[] parts =
        [
            .. Enumerable.Range(0, count).Select(position =>
                Expand(fold.Body, parameters, new(items) { [fold.Item.Text] = new(list, position) })),
        ];
        return Combine(fold, parts);
    }

    private static ExpressionSyntax Combine(FoldSyntax fold, ExpressionSyntax[] parts)
    {
        ExpressionSyntax All(Func<ExpressionSyntax, ExpressionSyntax, ExpressionSyntax> combine) => parts.Aggregate(combine);
        ExpressionSyntax Sum() => All((left, right) => new BinarySyntax("+", left, right));
        return fold.Function.Text switch
        {
            _ when parts.Length == 0 => new NumberSyntax(Rational.Zero, fold.Span),
            "sum" => Sum(),
            "mean" => new BinarySyntax("/", Sum(), new NumberSyntax(parts.Length, fold.Span)),
            "product" => All((left, right) => new BinarySyntax("*", left, right)),
            _ => All((left, right) => new CallSyntax(fold.Function, [left, right], fold.Span)),
        };
    }
}
