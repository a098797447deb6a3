using System.Collections.Immutable;
using DeriveGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.CodeFixes;

/// <summary>Offers in the editor the mends that a diagnostic brings along; see <see cref="WrittenMend"/>.</summary>
/// <remarks>What mends a problem is decided where the problem is found, so a new mend needs nothing here.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MendProvider))]
public sealed class MendProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.CreateRange(DescriptorTable.All.Select(row => row.Id));

    /// <summary>Mends at different places do not touch each other.</summary>
    /// <returns>The provider that applies a batch of them.</returns>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var mend in WrittenMend.Of(diagnostic))
            {
                // A problem of a network may sit in the text of a layer in another file, and its class in several.
                var documents = mend.Changes.Select(change => context.Document.Project.Solution.GetDocument(change.Place.SourceTree)).ToList();
                if (documents.All(document => document is not null))
                {
                    var text = await documents[0]!.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                    var old = text.ToString(mend.Changes[0].Place.SourceSpan);
                    context.RegisterCodeFix(CodeAction.Create(Title(mend, old), cancellation => Apply(context.Document.Project.Solution, mend, cancellation), $"{diagnostic.Id}.{Kind(mend, old)}"), diagnostic);
                }
            }
        }
    }

    /// <summary>What is applied to all problems at once is of one kind: names are not replaced where sums are added.</summary>
    private static string Kind(WrittenMend mend, string old) => mend.Changes[0].Text.Length == 0 ? "remove"
        : old.Length == 0 ? "insert"
        : mend.Changes[0].Text.Contains(old) ? "surround" : "replace";

    private static string Title(WrittenMend mend, string old) => Title(mend.Changes[0].Text, old) + (mend.Changes.Length == 1 ? string.Empty : $" at {mend.Changes.Length} places");

    private static string Title(string text, string old) => text.Length == 0 ? $"Remove '{old.Trim()}'"
        : old.Length == 0 ? $"Insert '{text.Trim()}'"
        : $"Replace '{old}' by '{text}'";

    private static async Task<Solution> Apply(Solution solution, WrittenMend mend, CancellationToken cancellation)
    {
        foreach (var file in mend.Changes.GroupBy(change => solution.GetDocumentId(change.Place.SourceTree)!))
        {
            var text = await solution.GetDocument(file.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentText(file.Key, text.WithChanges(file.Select(change => new TextChange(change.Place.SourceSpan, change.Text)).OrderBy(change => change.Span)));
        }

        return solution;
    }
}
