using DeriveGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeriveGen.Generator.Tests.Driver;

/// <summary>The code fixes that an editor offers for a file, and what they make of it.</summary>
internal static class Editor
{
    /// <summary>Every fix that is offered for diagnostics of a project's first file: its title, and the file with it applied.</summary>
    public static async Task<IReadOnlyList<(string Title, string Mended)>> Fixes(UserProject project, IEnumerable<Diagnostic> diagnostics)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, project);
        List<(string, string)> fixes = [];
        foreach (var action in await Actions(document, diagnostics))
        {
            fixes.Add((action.Title, await Apply(document, action)));
        }

        return fixes;
    }

    /// <summary>The first file with the same fix of every diagnostic of one code applied at once.</summary>
    public static async Task<string> FixAll(UserProject project, string code)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, project);
        var diagnostics = (await project.Analyze()).Where(diagnostic => diagnostic.Id == code).ToList();
        var provider = new MendProvider();
        var action = (await Actions(document, diagnostics))[0];
        var context = new FixAllContext(document, provider, FixAllScope.Document, action.EquivalenceKey!, [code], new Known(diagnostics), default);
        return await Apply(document, (await provider.GetFixAllProvider().GetFixAsync(context))!);
    }

    private static Document Open(AdhocWorkspace workspace, UserProject project)
    {
        var tree = project.Compilation.SyntaxTrees[0];
        return workspace.AddProject("UserProject", LanguageNames.CSharp)
            .WithCompilationOptions(project.Compilation.Options).WithParseOptions(tree.Options).WithMetadataReferences(project.Compilation.References)
            .AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath);
    }

    private static async Task<List<CodeAction>> Actions(Document document, IEnumerable<Diagnostic> diagnostics)
    {
        List<CodeAction> actions = [];
        var tree = await document.GetSyntaxTreeAsync();
        foreach (var diagnostic in diagnostics)
        {
            await new MendProvider().RegisterCodeFixesAsync(new(document, Rooted(diagnostic, tree!), (action, _) => actions.Add(action), default));
        }

        return actions;
    }

    /// <summary>The diagnostic in the tree of the document, which is equal to the one it was found in.</summary>
    private static Diagnostic Rooted(Diagnostic diagnostic, SyntaxTree tree) => Diagnostic.Create(
        diagnostic.Descriptor,
        Location.Create(tree, diagnostic.Location.SourceSpan),
        diagnostic.AdditionalLocations.Select(place => Location.Create(tree, place.SourceSpan)),
        diagnostic.Properties);

    private static async Task<string> Apply(Document document, CodeAction action)
    {
        var operation = (ApplyChangesOperation)(await action.GetOperationsAsync(default)).Single();
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Select(diagnostic => Rooted(diagnostic, tree!));
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
