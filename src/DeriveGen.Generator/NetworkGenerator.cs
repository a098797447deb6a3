using System.Text;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator;

/// <summary>Compiles every class with <c>[Network]</c> into its own generated file.</summary>
/// <remarks>
/// Two values are kept between edits: the <see cref="NetworkModel"/>, which holds nothing of the compiler, and the emitted file. The first
/// is read again after every edit, which costs no parsing of equations; the second only where the first has changed.
/// <see cref="Diagnostics.NetworkAnalyzer"/> runs the same stages and reports. Only where a declaration of the project has an error of C# itself, so that
/// the compiler asks no analyzer, the same is reported here; editors, which do ask, leave that output out.
/// What the named steps hand on are classes: for each value type the runtime would compile some hundred methods of the compiler's tables when the first network is read.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The step whose outputs are the models.</summary>
    public const string DeclarationStep = "Declaration";

    /// <summary>The step whose outputs are the emitted files.</summary>
    public const string EmissionStep = "Emission";

    /// <summary>The step whose output are the names that a file system without case cannot tell apart.</summary>
    public const string CollisionStep = "Collision";

    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeClasses.Network,
                static (node, _) => node is TypeDeclarationSyntax,
                static (declaration, cancellation) => Read(declaration, cancellation))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(DeclarationStep);

        var files = models
            .Select(static (declared, cancellation) => EmittedFile.Of(declared, cancellation))
            .WithTrackingName(EmissionStep);

        var collisions = models
            .Select(static (declared, _) => declared.Model.FullName)
            .Collect()
            .Select(static (names, _) => NameCollisions.Among(names))
            .WithTrackingName(CollisionStep);

        // Without problems there is no compilation to look at, whatever was edited.
        var withProblems = files
            .Collect()
            .Select(static (files, _) => files.FirstOrDefault(file => file.HasProblems)?.Network)
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => pair.Left is null ? null : pair.Right);

        context.RegisterImplementationSourceOutput(withProblems, static (production, compilation) =>
        {
            foreach (var diagnostic in compilation is null ? [] : Unasked(compilation, production.CancellationToken))
            {
                production.ReportDiagnostic(diagnostic);
            }
        });

        context.RegisterSourceOutput(files.Combine(collisions), static (production, pair) =>
        {
            var (file, collisions) = pair;
            if (file.Source.Length > 0)
            {
                production.AddSource(collisions.UniqueHintName(file), SourceText.From(file.Source, Utf8WithoutMark));
            }
        });
    }

    private static IEnumerable<Diagnostic> Unasked(Compilation compilation, CancellationToken cancellation) =>
        compilation.GetDeclarationDiagnostics(cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? Diagnostics.NetworkAnalyzer.DiagnosticsOf(compilation, cancellation)
            : [];

    private static DeclaredFile? Read(GeneratorAttributeSyntaxContext declaration, CancellationToken cancellation)
    {
        var network = (INamedTypeSymbol)declaration.TargetSymbol;

        // A second [Network] on another part is an error of C#, but two files of one name would be an exception.
        var first = declaration.Attributes[0].ApplicationSyntaxReference?.SyntaxTree == declaration.TargetNode.SyntaxTree
            && declaration.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == declaration.TargetNode
            && IsFirst(network, declaration.Attributes[0]);
        return first ? DeclaredFile.Of(NetworkReader.Read(network, declaration.SemanticModel.Compilation, cancellation)) : null;
    }

    private static bool IsFirst(INamedTypeSymbol network, AttributeData attribute) =>
        AttributeClasses.NetworkAttributeOf(network)?.ApplicationSyntaxReference is { } first
        && attribute.ApplicationSyntaxReference is { } own
        && first.SyntaxTree == own.SyntaxTree
        && first.Span == own.Span;
}
