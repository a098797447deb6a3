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

    /// <summary>What the first fix of each diagnostic makes of every file of the project, by the file's name.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> FixesOfAllFiles(UserProject project, IEnumerable<Diagnostic> diagnostics)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, project);
        List<IReadOnlyDictionary<string, string>> mended = [];
        foreach (var action in await Actions(document, diagnostics))
        {
            var operation = (ApplyChangesOperation)(await action.GetOperationsAsync(default)).Single();
            Dictionary<string, string> files = [];
            foreach (var file in operation.ChangedSolution.GetProject(document.Project.Id)!.Documents)
            {
                files[file.FilePath!] = (await file.GetTextAsync()).ToString();
            }

            mended.Add(files);
        }

        return mended;
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
        var opened = workspace.AddProject("UserProject", LanguageNames.CSharp)
            .WithCompilationOptions(project.Compilation.Options).WithParseOptions(project.Compilation.SyntaxTrees[0].Options).WithMetadataReferences(project.Compilation.References);
        foreach (var tree in project.Compilation.SyntaxTrees)
        {
            opened = opened.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project;
        }

        return opened.Documents.First();
    }

    private static async Task<List<CodeAction>> Actions(Document document, IEnumerable<Diagnostic> diagnostics)
    {
        List<CodeAction> actions = [];
        var trees = await Trees(document.Project);
        foreach (var diagnostic in diagnostics)
        {
            await new MendProvider().RegisterCodeFixesAsync(new(document, Rooted(diagnostic, trees), (action, _) => actions.Add(action), default));
        }

        return actions;
    }

    /// <summary>The trees of the documents by the names of their files.</summary>
    private static async Task<IReadOnlyDictionary<string, SyntaxTree>> Trees(Project project)
    {
        Dictionary<string, SyntaxTree> trees = [];
        foreach (var document in project.Documents)
        {
            trees[document.FilePath!] = (await document.GetSyntaxTreeAsync())!;
        }

        return trees;
    }

    /// <summary>The diagnostic in the trees of the documents, which are equal to those it was found in.</summary>
    private static Diagnostic Rooted(Diagnostic diagnostic, IReadOnlyDictionary<string, SyntaxTree> trees)
    {
        return Diagnostic.Create(diagnostic.Descriptor, InDocument(diagnostic.Location), diagnostic.AdditionalLocations.Select(InDocument), diagnostic.Properties);

        Location InDocument(Location place) => Location.Create(trees[place.SourceTree!.FilePath], place.SourceSpan);
    }

    private static async Task<string> Apply(Document document, CodeAction action)
    {
        var operation = (ApplyChangesOperation)(await action.GetOperationsAsync(default)).Single();
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var trees = await Trees(document.Project);
            return diagnostics.Select(diagnostic => Rooted(diagnostic, trees)).Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
