using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Reports what is wrong with networks and with the attribute classes that they are made of.</summary>
/// <remarks>
/// It runs the stages of <see cref="NetworkGenerator"/> and maps their problems to source. A problem in the text of a layer in this
/// compilation sits in the layer's own string. Its spelling is the layer's own affair and reported without a network; what depends on
/// shapes may come up in several networks, and where it has the same place and the same words it is reported once for the compilation.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DescriptorTable.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var reported = new ConcurrentDictionary<(Location, string, string), bool>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, reported), SymbolKind.NamedType);
        });
    }

    /// <summary>
    /// What is reported of all types of a compilation. Where declarations have errors of C#'s own, the compiler ends before it asks any analyzer, so
    /// that only a generator can say it.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static IEnumerable<Diagnostic> DiagnosticsOf(Compilation compilation, CancellationToken cancellation) => TypesIn(compilation.Assembly.GlobalNamespace)
        .SelectMany(type => DiagnosticsOf(type, compilation, cancellation)).GroupBy(Key).Select(group => group.First());

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<(Location, string, string), bool> reported)
    {
        foreach (var diagnostic in DiagnosticsOf((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken))
        {
            if (reported.TryAdd(Key(diagnostic), true))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    private static (Location, string, string) Key(Diagnostic diagnostic) => (diagnostic.Location, diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture));

    private static IEnumerable<Diagnostic> DiagnosticsOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (AttributeClasses.NetworkAttributeOf(type) is not null)
        {
            return ProblemsOf(type, compilation, cancellation);
        }

        if (AttributeClasses.IsBlock(type))
        {
            var locator = new ProblemLocator(type, compilation, cancellation);
            var block = new StackReader(compilation, cancellation).ReadBlock(type);
            return block.HasErrors ? [] : block.Problems.Select(locator.Locate).OfType<Diagnostic>();
        }

        return AttributeClasses.ConsistsOfEquations(type) ? AttributeClassChecks.DiagnosticsOf(type, cancellation)
            : AttributeClasses.EquationsOf(type).Any() ? [AttributeClassChecks.UnusedEquations(type)]
            : [];
    }

    private static IEnumerable<Diagnostic> ProblemsOf(INamedTypeSymbol network, Compilation compilation, CancellationToken cancellation)
    {
        var declared = NetworkReader.Read(network, compilation, cancellation);
        IEnumerable<Problem> problems = declared.Problems;
        if (declared.Model is not null)
        {
            problems = problems.Concat(Stages.Compile(declared.Model, cancellation).Problems);
        }

        var locator = new ProblemLocator(network, compilation, cancellation);
        return problems.Select(locator.Locate).OfType<Diagnostic>();
    }
}
