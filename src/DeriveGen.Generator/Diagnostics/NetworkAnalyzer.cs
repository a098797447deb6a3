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

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<(Location, string, string), bool> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (AttributeClasses.NetworkAttributeOf(type) is not null)
        {
            Report(ProblemsOf(type, context.Compilation, context.CancellationToken));
        }
        else if (AttributeClasses.IsBlock(type))
        {
            var locator = new ProblemLocator(type, context.Compilation, context.CancellationToken);
            var block = new StackReader(context.Compilation, context.CancellationToken).ReadBlock(type);
            Report(block.HasErrors ? [] : block.Problems.Select(locator.Locate).OfType<Diagnostic>());
        }
        else if (AttributeClasses.ConsistsOfEquations(type))
        {
            Report(AttributeClassChecks.DiagnosticsOf(type, context.CancellationToken));
        }

        void Report(IEnumerable<Diagnostic> diagnostics)
        {
            foreach (var diagnostic in diagnostics)
            {
                if (reported.TryAdd((diagnostic.Location, diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)), true))
                {
                    context.ReportDiagnostic(diagnostic);
                }
            }
        }
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
