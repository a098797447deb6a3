using System.Collections.Immutable;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using DeriveGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeriveGen.Cli;

/// <summary>The networks that C# declares, read as the generator reads them. Nothing of the user's is run.</summary>
internal static class Source
{
    // What a project has with <ImplicitUsings>.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Parse);

    /// <summary>Whether a file is C#, a project of it, or an assembly.</summary>
    public static bool DeclaresClasses(string file) => Path.GetExtension(file) is ".cs" or ".csproj" or ".dll";

    /// <summary>The networks of a C# file, of all files of a project, or of a built assembly, in the order of their names.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="FormatException">There is no network, or a declaration has errors, which are listed with their places.</exception>
    public static IReadOnlyList<NetworkModel> Networks(string file) => Path.GetExtension(file) == ".dll" ? BuiltAssembly.Networks(file) : Written(file);

    /// <summary>The classes of an assembly that are networks, in the order of their names.</summary>
    public static IEnumerable<INamedTypeSymbol> NetworksIn(IAssemblySymbol assembly) =>
        Types(assembly.GlobalNamespace).Where(type => AttributeClasses.NetworkAttributeOf(type) is not null).OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>The assemblies that the tool runs on.</summary>
    public static string[] Framework() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static IReadOnlyList<NetworkModel> Written(string file)
    {
        CSharpCompilation compilation = Compile(Files(file));
        INamedTypeSymbol[] declared = [.. Types(compilation.Assembly.GlobalNamespace)
            .Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() == nameof(DeriveGen)))];
        Diagnostic[] unbound = [.. compilation.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error && IsInAttributes(problem.Location, declared))];
        if (unbound.Length > 0)
        {
            throw InputFile.Refused(Listed(unbound).Append("What stands in other files is found when the project is given instead of a file."));
        }

        INamedTypeSymbol[] types = [.. NetworksIn(compilation.Assembly)];
        if (types.Length == 0)
        {
            throw new FormatException($"{file} declares no network: no class has [Network].");
        }

        ImmutableArray<Diagnostic> problems = compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (problems.Any(problem => problem.Severity == DiagnosticSeverity.Error))
        {
            throw InputFile.Refused(Listed(problems.Where(problem => problem.Severity == DiagnosticSeverity.Error)));
        }

        return [.. types.Select(type => NetworkReader.Read(type, compilation, CancellationToken.None).Model!)];
    }

    /// <summary>The file, or what a project compiles by default: every C# file beside it and below, but for what was built.</summary>
    private static IEnumerable<string> Files(string file)
    {
        if (Path.GetExtension(file) == ".cs")
        {
            return [file];
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return File.Exists(file)
            ? Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            : throw new FileNotFoundException($"There is no project {file}.");
    }

    private static CSharpCompilation Compile(IEnumerable<string> files) => CSharpCompilation.Create(
        "Networks",
        files.Select(path => CSharpSyntaxTree.ParseText(InputFile.Read(path), s_options, path)).Append(CSharpSyntaxTree.ParseText(ImplicitUsings, s_options)),
        Framework().Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    /// <summary>Whether a place is within the attributes of one of the types. What is emitted is missing here, so that errors elsewhere say nothing.</summary>
    private static bool IsInAttributes(Location place, INamedTypeSymbol[] types) => types.SelectMany(type => type.DeclaringSyntaxReferences).Any(reference =>
        reference.SyntaxTree == place.SourceTree && ((MemberDeclarationSyntax)reference.GetSyntax()).AttributeLists.Any(list => list.Span.Contains(place.SourceSpan)));

    private static IEnumerable<string> Listed(IEnumerable<Diagnostic> problems) => problems.Select(problem =>
    {
        FileLinePositionSpan place = problem.Location.GetLineSpan();
        return $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {problem.Id}: {problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    });
}
