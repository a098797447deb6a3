using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Completion;

/// <summary>The words that may stand at a place of a text that is being typed: what the grammar lets stand there, of what is declared.</summary>
/// <remarks>The statement around the place need not be readable; every other one is read as always.</remarks>
public static class TextCompletion
{
    private static readonly Suggestion[] s_statements = Words(SuggestionKind.Keyword,
        ("input", "input x[i, j:4]: a tensor that calls are given"),
        ("target", "target y[i, k]: a tensor that calls are given to learn from"),
        ("label", "label c[i] < 10: a target of whole numbers below a bound"),
        ("param", "param W[j, k:units] ~ glorot: a tensor that is learned"),
        (StatementParser.Frozen, "frozen param W[j, k] = 0: a parameter that is not learned"),
        ("state", "state m[k] = 0: a tensor kept from step to step; m' is its next value"),
        ("scan", "scan h[i, t, k] over t = 0: a tensor that reads its own past"),
        ("random", "random u[i, k]: uniform in [0, 1)"),
        ("gaussian", "gaussian n[i, k]: standard normal"),
        ("fact", "fact sum(k: p[i, k]) = 1: a promise about tensors, or a condition on numbers that is checked"),
        ("output", "output p[i, k]: what Predict returns"),
        ("loss", "loss L: the scalar to differentiate"));

    private static readonly Suggestion[] s_parameter = Words(SuggestionKind.Keyword, ("param", "param W[j, k:units] ~ glorot: a tensor that is not learned here"));

    private static readonly Suggestion[] s_initializers = Words(SuggestionKind.Initializer,
        ("glorot", "uniform within ±√(6/(inputs + outputs))"),
        ("he", "normal with variance 2/inputs"),
        ("lecun", "normal with variance 1/inputs"),
        ("orthogonal", "with orthonormal rows or columns"),
        ("normal", "normal(s): normal with deviation s"),
        ("uniform", "uniform(a): uniform between −a and a"));

    private static readonly Suggestion[] s_reductions = Words(SuggestionKind.Function,
        ("sum", "sum(j: a[j]): the sum over an index"),
        ("mean", "mean(i: a[i]): the mean over an index"),
        ("max", "max(j: a[j]): the greatest; max(a, b): the greater"),
        ("min", "min(j: a[j]): the smallest; min(a, b): the smaller"),
        ("softmax", "softmax(k: z[i, k]): e^z over its sum, of each k"),
        ("logsoftmax", "logsoftmax(k: z[i, k]): its logarithm, without overflow"),
        ("logsumexp", "logsumexp(k: z[i, k]): the logarithm of the sum of e^z, without overflow"));

    private static readonly Lazy<Suggestion[]> s_functions = new(() => [.. ScalarFunction.All.Keys.Select(Function), .. Build.Derived.Keys.Select(name => new Suggestion(name, SuggestionKind.Function, $"{name}(u)"))]);

    private static readonly Suggestion[] s_numbers = Words(SuggestionKind.Number,
        ("pi", "3.14159…"),
        ("training", "1 while training, 0 in Predict and Loss"));

    private static readonly Suggestion[] s_positions = Words(SuggestionKind.Function,
        ("size", "size(j), size(a, -1): the extent of an index or axis"),
        ("pad", "pad(t - 1): a position that may leave its axis; 0 is read there"),
        ("flat", "flat(s...): several axes as one"));

    /// <summary>The suggestions at a place; null where a new name, a number, an operator or a comment is typed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">The place, in characters.</param>
    /// <param name="around">What is known from outside: the constructor parameters of a layer, what comes in, the layers before.</param>
    public static Suggestions? At(string text, int offset, IEnumerable<Suggestion> around)
    {
        int line = text.LastIndexOf('\n', Math.Max(0, offset - 1), Math.Max(0, offset)) + 1;
        Token[] tokens = Lexer.Read(text, []);
        Token typed = tokens.FirstOrDefault(token => token.Kind is TokenKind.Name or TokenKind.Number && token.Span.Start < offset && offset <= token.Span.End);
        if (typed.Kind == TokenKind.Number || text.IndexOf("//", line, offset - line, StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        TextSpan replaced = typed.Text is null ? new(offset, 0) : typed.Span;
        bool startsLine = text.Substring(line, Math.Max(0, replaced.Start - line)).Trim().Length == 0;
        Place place = Place.After([.. tokens.Where(token => token.Kind != TokenKind.End && token.Span.End <= replaced.Start)], startsLine);
        Suggestion[] items = [.. Of(place, new DeclaredNames(text, place, around)).GroupBy(item => item.Text).Select(group => group.First())];
        return items.Length == 0 ? null : new(replaced, [.. items]);
    }

    /// <summary>The same in a formula, as it is given for an activation: it reads x alone.</summary>
    public static Suggestions? InFormula(string formula, int offset)
    {
        const string Head = "y = ";
        return At(Head + formula, offset + Head.Length, Words(SuggestionKind.Number, (TextInstance.IncomingName, "what the formula is applied to"), (Scope.LastAxis, "the index of the last axis")))
            is { } suggestions ? suggestions with { Replaced = new(suggestions.Replaced.Start - Head.Length, suggestions.Replaced.Length) } : null;
    }

    private static IEnumerable<Suggestion> Of(Place place, DeclaredNames names) => place.Kind switch
    {
        PlaceKind.Statement => s_statements,
        PlaceKind.Parameter => s_parameter,
        PlaceKind.Initializer => s_initializers,
        PlaceKind.Result => names.Tensors,
        PlaceKind.List => names.Lists,
        PlaceKind.Index => names.Indices,
        PlaceKind.Extent => [.. names.Numbers, s_positions[0]],
        PlaceKind.Position => [.. names.IndicesAt(place), .. names.Numbers, .. s_positions, .. names.WholeTensors],
        PlaceKind.Reduction => [.. names.Indices, .. Expression(names)],
        PlaceKind.Condition => [.. names.Indices, .. Expression(names)],
        PlaceKind.Expression => Expression(names),
        _ => [],
    };

    private static IEnumerable<Suggestion> Expression(DeclaredNames names) =>
        [.. names.Tensors, .. names.Numbers, .. names.Functions, .. s_reductions, .. s_functions.Value, .. s_numbers, s_positions[0]];

    /// <summary>A function of the table, with the derivative that the table gives it.</summary>
    private static Suggestion Function(string name)
    {
        var u = new Tensor("u", [], TensorKind.Input);
        return Build.Call(name, Polynomial.Of(new Access(u, []))).AsAtom is Apply applied
            ? new(name, SuggestionKind.Function, $"{name}(u), of derivative {applied.Function.Derivative(applied)}")
            : new(name, SuggestionKind.Function, $"{name}(u)");
    }

    private static Suggestion[] Words(SuggestionKind kind, params (string Text, string Description)[] rows) => [.. rows.Select(row => new Suggestion(row.Text, kind, row.Description))];
}
