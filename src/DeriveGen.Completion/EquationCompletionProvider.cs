using System.Collections.Immutable;
using System.Globalization;
using DeriveGen.Symbolics.Text.Completion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Completion;

/// <summary>Completes the names in equations and formulas: tensors, indices, functions, sizes, the layers before.</summary>
/// <remarks>
/// Editors look for providers in the assemblies of a package's analyzers, by this attribute. What may stand at a place is
/// <see cref="TextCompletion"/>'s to say; here a string is found, and what is known around it.
/// </remarks>
[ExportCompletionProvider(nameof(EquationCompletionProvider), LanguageNames.CSharp)]
public sealed class EquationCompletionProvider : CompletionProvider
{
    private const string Description = nameof(Description);

    /// <inheritdoc/>
    public override bool ShouldTriggerCompletion(SourceText text, int caretPosition, CompletionTrigger trigger, OptionSet options) =>
        trigger.Kind == CompletionTriggerKind.Insertion && (char.IsLetter(trigger.Character) || trigger.Character is '_' or '[' or '(' or '~');

    /// <inheritdoc/>
    public override async Task ProvideCompletionsAsync(CompletionContext context)
    {
        if (await EquationString.At(context.Document, context.Position, context.CancellationToken).ConfigureAwait(false) is not { } place || place.Suggestions() is not { } suggestions)
        {
            return;
        }

        context.IsExclusive = true;
        context.CompletionListSpan = place.SpanOf(suggestions.Replaced) ?? new(context.Position, 0);
        context.AddItems(suggestions.Items.Select((suggestion, order) => CompletionItem.Create(
            suggestion.Text,
            sortText: order.ToString("D4", CultureInfo.InvariantCulture),
            properties: ImmutableDictionary<string, string>.Empty.Add(Description, suggestion.Description),
            tags: ImmutableArray.Create(TagOf(suggestion.Kind)))));
    }

    /// <inheritdoc/>
    public override Task<CompletionDescription?> GetDescriptionAsync(Document document, CompletionItem item, CancellationToken cancellationToken) =>
        Task.FromResult<CompletionDescription?>(CompletionDescription.FromText(item.Properties.TryGetValue(Description, out var description) ? description : ""));

    private static string TagOf(SuggestionKind kind) => kind switch
    {
        SuggestionKind.Keyword => WellKnownTags.Keyword,
        SuggestionKind.Index => WellKnownTags.Local,
        SuggestionKind.Function => WellKnownTags.Method,
        SuggestionKind.Number => WellKnownTags.Constant,
        SuggestionKind.List => WellKnownTags.Parameter,
        SuggestionKind.Initializer => WellKnownTags.EnumMember,
        _ => WellKnownTags.Field,
    };
}
