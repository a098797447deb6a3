using DeriveGen.Generator.Declarations;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Symbolics.Text.Completion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace DeriveGen.Completion;

/// <summary>A string of equations, or of a formula, with the place in it at which the user types.</summary>
/// <param name="Expression">The argument of the attribute.</param>
/// <param name="Value">Its value.</param>
/// <param name="Offset">The place in the value.</param>
/// <param name="IsFormula">Whether it is a formula in x.</param>
/// <param name="Owner">The class on which the attribute stands.</param>
/// <param name="Compilation">The compilation.</param>
internal sealed record EquationString(ExpressionSyntax Expression, string Value, int Offset, bool IsFormula, INamedTypeSymbol Owner, Compilation Compilation)
{
    // The names that [StringSyntax] gives the two languages in the library, which is not referenced here.
    private const string Equations = "DeriveGenEquations";
    private const string Formula = "DeriveGenFormula";

    /// <summary>The string at a position of a document; null where there is none.</summary>
    public static async Task<EquationString?> At(Document document, int position, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var token = root?.FindToken(position) ?? default;
        var argument = IsString(token) && (token.SpanStart < position || !IsLiteral(token)) ? token.Parent!.FirstAncestorOrSelf<AttributeArgumentSyntax>() : null;
        if (argument?.Parent?.Parent is not AttributeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } attribute
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || LanguageOf(argument, attribute, model, cancellation) is not { } language
            || language is not (Equations or Formula)
            || model.GetConstantValue(argument.Expression, cancellation).Value is not string value
            || StringExpression.OffsetAt(argument.Expression, value, position) is not { } offset
            || model.GetDeclaredSymbol(declaration, cancellation) is not { } owner)
        {
            return null;
        }

        return new(argument.Expression, value, offset, language == Formula, owner, model.Compilation);
    }

    /// <summary>What may stand at the place.</summary>
    public Suggestions? Suggestions()
    {
        if (IsFormula)
        {
            return TextCompletion.InFormula(Value, Offset);
        }

        // The texts of an attribute class are one; those of a network are each in its place of the stack.
        string before = string.Concat(Texts().TakeWhile(text => text.Written != Expression).Select(text => text.Value + "\n"));
        string behind = string.Concat(Texts().SkipWhile(text => text.Written != Expression).Skip(1).Select(text => "\n" + text.Value));
        return TextCompletion.At(before + Value + behind, before.Length + Offset, Surroundings.Of(Owner, Compilation, Expression)) is { } found
            ? found with { Replaced = new(found.Replaced.Start - before.Length, found.Replaced.Length) }
            : null;
    }

    /// <summary>Where a part of the value stands in the source.</summary>
    public TextSpan? SpanOf(Symbolics.Text.TextSpan part) => StringExpression.SpanOf(Expression, Value, part.Start, part.Length);

    private IEnumerable<(ExpressionSyntax? Written, string Value)> Texts() => AttributeClasses.ConsistsOfEquations(Owner)
        ? AttributeClasses.EquationsOf(Owner).Select(attribute => (
            (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression,
            attribute.ConstructorArguments.FirstOrDefault().Value as string ?? ""))
        : [(Expression, Value)];

    private static bool IsLiteral(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;

    private static bool IsString(SyntaxToken token) => IsLiteral(token) || token.Kind() is SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedRawStringEndToken;

    /// <summary>What <c>[StringSyntax]</c> says of the parameter behind an argument.</summary>
    private static string? LanguageOf(AttributeArgumentSyntax argument, AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var symbol = model.GetSymbolInfo(attribute, cancellation);
        var constructor = (symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
        var parameter = constructor?.Parameters.FirstOrDefault(parameter => WrittenArgument.Of(attribute, parameter) == argument);
        return parameter?.GetAttributes().FirstOrDefault(one => one.AttributeClass?.Name == "StringSyntaxAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;
    }
}
