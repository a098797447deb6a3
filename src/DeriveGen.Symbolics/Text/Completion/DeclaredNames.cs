using System.Globalization;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Completion;

/// <summary>The names that are declared where a statement is typed: by the text's other statements, by its own beginning, and around it.</summary>
/// <param name="text">The whole text.</param>
/// <param name="place">The place.</param>
/// <param name="around">What is known from outside.</param>
internal sealed class DeclaredNames(string text, Place place, IEnumerable<Suggestion> around)
{
    private readonly TextSyntax _syntax = StatementParser.Parse(text);

    /// <summary>The tensors, the text's own first, each with the statement that declares it.</summary>
    public IEnumerable<Suggestion> Tensors =>
    [
        .. Declarations.Where(declaration => !IsTyped(declaration)).Select(declaration => new Suggestion(declaration.Name.Text, SuggestionKind.Tensor, Quote(declaration.Span))),
        .. Of(SuggestionKind.Tensor),
    ];

    /// <summary>The tensors that can stand in a position: those that are declared to hold whole numbers, and those of which that is not known.</summary>
    public IEnumerable<Suggestion> WholeTensors =>
    [
        .. Declarations.OfType<InputSyntax>().Where(input => input.Bound is not null).Select(input => new Suggestion(input.Name.Text, SuggestionKind.Tensor, Quote(input.Span))),
        .. Of(SuggestionKind.Tensor),
    ];

    /// <summary>Sizes and constructor parameters, and what the function that is typed is applied to.</summary>
    public IEnumerable<Suggestion> Numbers => [.. Of(SuggestionKind.Number), .. Declarations.SelectMany(Sizes), .. Arguments];

    /// <summary>The functions that the text defines, and the formulas that it is given.</summary>
    public IEnumerable<Suggestion> Functions =>
        [.. _syntax.Statements.OfType<FunctionSyntax>().Select(function => new Suggestion(function.Name.Text, SuggestionKind.Function, Quote(function.Span))), .. Of(SuggestionKind.Function)];

    /// <summary>Lists of names.</summary>
    public IEnumerable<Suggestion> Lists => Of(SuggestionKind.List);

    /// <summary>The indices: those of the statement first, then those of the declarations.</summary>
    public IEnumerable<Suggestion> Indices => Typed.Concat(Declarations.SelectMany(Axes)).GroupBy(index => index.Text)
        .Select(same => same.FirstOrDefault(index => index.Description.Contains(':')) ?? same.First());

    private IEnumerable<DeclarationSyntax> Declarations => _syntax.Statements.OfType<DeclarationSyntax>();

    /// <summary>The indices, first the one that the axis is declared with.</summary>
    public IEnumerable<Suggestion> IndicesAt(Place position)
    {
        string? axis = Declarations.Where(declaration => declaration.Name.Text == position.Tensor)
            .Select(declaration => position.Axis < declaration.Axes.Length ? declaration.Axes[position.Axis].Name : null).FirstOrDefault(name => name is not null);
        return Indices.OrderBy(index => index.Text == axis ? 0 : 1);
    }

    /// <summary>The letters of the statement that is typed: those in the brackets of its left side, and those of reductions.</summary>
    private IEnumerable<Suggestion> Typed
    {
        get
        {
            bool isLeft = true;
            var reduces = new Stack<bool>();
            for (int i = 0; i < place.Statement.Length; i++)
            {
                Token token = place.Statement[i], before = i > 0 ? place.Statement[i - 1] : default;
                bool isRead = i + 1 < place.Statement.Length && (place.Statement[i + 1].Is("[") || place.Statement[i + 1].Is("("));
                isLeft &= !token.Is("=");
                if (token.Is("(") || token.Is("["))
                {
                    reduces.Push(token.Is("(") && before.Text is { } name && ExpressionParser.Reductions.Contains(name));
                }
                else if ((token.Is(")") || token.Is("]")) && reduces.Count > 0)
                {
                    reduces.Pop();
                }
                else if (token.Kind == TokenKind.Name && reduces.Count > 0 && (isLeft || reduces.Peek()) && !isRead && (before.Is("[") || before.Is("(") || before.Is(",")))
                {
                    yield return new(token.Text, SuggestionKind.Index, "an index of this statement");
                }
            }
        }
    }

    private IEnumerable<Suggestion> Axes(DeclarationSyntax declaration) => declaration.Axes.Where(axis => !axis.IsPack).Select((axis, number) => new Suggestion(
        axis.Name,
        SuggestionKind.Index,
        axis.Extent is { } extent ? $"{axis.Name}:{Quote(extent.Span)}"
            : string.Format(CultureInfo.InvariantCulture, "axis {0} of {1}", number + 1, declaration.Name.Text)));

    /// <summary>What an extent names that has a largest value, <c>t:T&lt;=128</c>.</summary>
    private IEnumerable<Suggestion> Sizes(DeclarationSyntax declaration) => declaration.Axes
        .Where(axis => axis.Capacity is not null && axis.Extent is NameExpressionSyntax)
        .Select(axis => new Suggestion(((NameExpressionSyntax)axis.Extent!).Name.Text, SuggestionKind.Number, $"a size, at most {Quote(axis.Capacity!.Span)}"));

    private IEnumerable<Suggestion> Arguments => place.Statement.Length > 1 && place.Statement[1].Is("(")
        ? place.Statement.Skip(2).TakeWhile(token => !token.Is(")")).Where(token => token.Kind == TokenKind.Name)
            .Select(token => new Suggestion(token.Text, SuggestionKind.Number, $"an argument of {place.Statement[0].Text}"))
        : [];

    /// <summary>Whether a declaration is the one that is being typed.</summary>
    private bool IsTyped(DeclarationSyntax declaration) =>
        place.Statement.Length > 0 && declaration is not ScanSyntax && declaration.Name.Span.Start >= place.Statement[0].Span.Start && place.Statement.Any(token => token.Span == declaration.Name.Span);

    private IEnumerable<Suggestion> Of(SuggestionKind kind) => around.Where(name => name.Kind == kind);

    private string Quote(TextSpan span) => text.Substring(span.Start, span.Length).Trim();
}
