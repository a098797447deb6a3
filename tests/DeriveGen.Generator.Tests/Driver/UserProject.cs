using System.Collections.Immutable;
using DeriveGen.Generator.Declarations;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.HandWritten;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Tests.Driver;

/// <summary>A user's project in memory: the strictest warnings, nullable, C# of the newest version.</summary>
internal sealed class UserProject
{
    /// <summary>Stands before every source, as implicit usings would.</summary>
    public const string GlobalUsings = "global using System; global using DeriveGen;";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private CSharpParseOptions _parseOptions = ParseOptions;

    private UserProject(CSharpCompilation compilation) => Compilation = compilation;

    /// <summary>What the compiler sees.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The file names are <c>File0.cs</c>, <c>File1.cs</c>, … in the order of the sources.</summary>
    public static UserProject Of(params string[] sources) => With([], sources);

    /// <summary>A project that references others besides the framework and DeriveGen.</summary>
    public static UserProject With(IEnumerable<MetadataReference> references, params string[] sources) => new(CSharpCompilation.Create(
        "UserProject",
        [.. sources.Select((source, number) => Parse(source, $"File{number}.cs")), Parse(GlobalUsings, "Usings.cs")],
        [.. References.All, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            .WithWarningLevel(9999)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
            // The sources of the tests need no documentation of their own.
            .WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1591", ReportDiagnostic.Suppress)])));

    /// <summary>The same project under another assembly name.</summary>
    public UserProject Named(string assembly) => new(Compilation.WithAssemblyName(assembly));

    /// <summary>The project with other compiler options.</summary>
    public UserProject WithOptions(Func<CSharpCompilationOptions, CSharpCompilationOptions> change) => new(Compilation.WithOptions(change(Compilation.Options)));

    /// <summary>The project in an older C#.</summary>
    public UserProject InLanguage(LanguageVersion version)
    {
        var options = ParseOptions.WithLanguageVersion(version);
        var trees = Compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), options, tree.FilePath));
        return new(Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees)) { _parseOptions = options };
    }

    /// <summary>The project with the text of one file replaced.</summary>
    public UserProject WithFile(string path, string source)
    {
        var old = Compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return new(Compilation.ReplaceSyntaxTree(old, Parse(source, path)));
    }

    /// <summary>Reads the declaration of a network.</summary>
    public DeclaredNetwork Read(string network = "Net") =>
        NetworkReader.Read(Compilation.GetTypeByMetadataName(network)!, Compilation, CancellationToken.None);

    /// <summary>Runs the generator.</summary>
    public GeneratorRun Generate() => new(GeneratorRun.NewDriver(_parseOptions), this);

    /// <summary>What the analyzer reports, and the compiler where nothing suppresses it; in order of place.</summary>
    public async Task<ImmutableArray<Diagnostic>> Analyze(bool generate = false)
    {
        var compilation = generate ? Generate().Output : Compilation;
        var all = await compilation
            .WithAnalyzers([new NetworkAnalyzer(), new BackwardAnalyzer(), new UnreadParameterSuppressor()], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true))
            .GetAllDiagnosticsAsync();
        return [.. all.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan)];
    }

    /// <summary>The source that a diagnostic underlines.</summary>
    public static string Underlined(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, path);
}
