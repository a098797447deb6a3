using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using DeriveGen.Symbolics.Text.Completion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Completion;

/// <summary>What an equation text can name that it does not declare.</summary>
internal static class Surroundings
{
    private static readonly Suggestion s_incoming = new("x", SuggestionKind.Tensor, "what comes in");

    private static readonly Suggestion[] s_optimizer =
    [
        new("p", SuggestionKind.Tensor, "an element of a parameter; p' is its next value"),
        new("g", SuggestionKind.Tensor, "the same element of its gradient; g' is what a clipper makes of it"),
        new("rate", SuggestionKind.Number, "the learning rate"),
        new("step", SuggestionKind.Number, "the number of the update, from 1"),
        new("all", SuggestionKind.Index, "sum(all: g^2): over every element of every parameter"),
    ];

    /// <summary>The names, for a text on a class.</summary>
    /// <param name="owner">The class.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="text">The text as written.</param>
    public static IEnumerable<Suggestion> Of(INamedTypeSymbol owner, Compilation compilation, ExpressionSyntax text) => AttributeClasses.RoleOf(owner) switch
    {
        DeclarationRole.Optimizer or DeclarationRole.Clipper => [.. Parameters(owner), .. s_optimizer],
        DeclarationRole.Layer or DeclarationRole.Loss => [.. Parameters(owner), s_incoming, Batch],
        _ when AttributeClasses.IsBlock(owner) => [s_incoming, Batch, .. LayerNames(owner, text)],
        _ => [.. Stack(owner, compilation, text), Batch],
    };

    private static Suggestion Batch => new("batch", SuggestionKind.Number, "the number of examples of a call");

    private static IEnumerable<Suggestion> Parameters(INamedTypeSymbol owner) => owner.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Select(parameter => new Suggestion(
        parameter.Name, KindOf(parameter), "the constructor parameter " + parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));

    private static SuggestionKind KindOf(IParameterSymbol parameter) => parameter.Type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => SuggestionKind.List,
        IArrayTypeSymbol => SuggestionKind.Tensor,
        { SpecialType: SpecialType.System_String } => parameter.GetAttributes().IsEmpty ? SuggestionKind.Tensor : SuggestionKind.Function,
        _ => SuggestionKind.Number,
    };

    /// <summary>What the attributes before the text declare, bound as far as they can be.</summary>
    private static IEnumerable<Suggestion> Stack(INamedTypeSymbol network, Compilation compilation, ExpressionSyntax text) =>
        NetworkReader.Read(network, compilation, default).Model is { } model && OrdinalOf(network, text) is { } ordinal ? StackNames.Before(model, ordinal) : [];

    /// <summary>The names that layers before the text are given.</summary>
    private static IEnumerable<Suggestion> LayerNames(INamedTypeSymbol block, ExpressionSyntax text) => WrittenAttributes.Of(block, default)
        .Where(attribute => attribute.Ordinal < OrdinalOf(block, text))
        .Select(attribute => (attribute.Attribute.AttributeClass, Name: attribute.Assigned(nameof(Declaration.Name)) as string))
        .Where(layer => layer.Name is not null)
        .Select(layer => new Suggestion(layer.Name!, SuggestionKind.Tensor, $"the output of {layer.AttributeClass!.Name}"));

    private static int? OrdinalOf(INamedTypeSymbol type, ExpressionSyntax text) =>
        WrittenAttributes.Of(type, default).FirstOrDefault(attribute => attribute.Syntax is { } syntax && syntax.Span.Contains(text.Span))?.Ordinal;
}
