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
                // A problem of a network may sit in the text of a layer in another file.
                if (context.Document.Project.Solution.GetDocument(mend.Place.SourceTree) is { } document)
                {
                    var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                    var old = text.ToString(mend.Place.SourceSpan);
                    context.RegisterCodeFix(CodeAction.Create(Title(mend, old), cancellation => Apply(document, mend, cancellation), $"{diagnostic.Id}.{Kind(mend, old)}"), diagnostic);
                }
            }
        }
    }

    /// <summary>What is applied to all problems at once is of one kind: names are not replaced where sums are added.</summary>
    private static string Kind(WrittenMend mend, string old) => mend.Text.Length == 0 ? "remove"
        : old.Length == 0 ? "insert"
        : mend.Text.Contains(old) ? "surround" : "replace";

    private static string Title(WrittenMend mend, string old) => mend.Text.Length == 0 ? $"Remove '{old.Trim()}'"
        : old.Length == 0 ? $"Insert '{mend.Text.Trim()}'"
        : $"Replace '{old}' by '{mend.Text}'";

    private static async Task<Solution> Apply(Document document, WrittenMend mend, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(new TextChange(mend.Place.SourceSpan, mend.Text))).Project.Solution;
    }
}
