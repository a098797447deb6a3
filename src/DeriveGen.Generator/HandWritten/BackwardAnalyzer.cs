using System.Collections.Immutable;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using DeriveGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DeriveGen.Generator.HandWritten;

/// <summary>Compares backward passes that are written by hand, and marked by <c>[VerifyBackward]</c>, with the derived ones.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BackwardAnalyzer : DiagnosticAnalyzer
{
    private const string Attribute = "DeriveGen.VerifyBackwardAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.CreateRange(new[]
    {
        Descriptors.WrongGradient, Descriptors.UnknownParameter, Descriptors.ParameterType, Descriptors.NotFollowed, Descriptors.NothingToVerify, Descriptors.NoNetworkToVerify, Descriptors.NeverWritten, Descriptors.OutsideOfArray, Descriptors.InternalError,
    }.Select(row => DescriptorTable.Find(row.Id)));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(Analyze);
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method
            || method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute) is not { } attribute
            || context.OperationBlocks.FirstOrDefault(block => block is IBlockOperation) is not { } body)
        {
            return;
        }

        IEnumerable<Diagnostic> found = Stages.Guarded(
            () => DiagnosticsOf(method, attribute, body, context.Compilation, context.CancellationToken),
            problem => [Diagnostic.Create(DescriptorTable.Find(problem.Code), method.Locations[0], [.. problem.Arguments])],
            "following",
            method.Name);
        foreach (Diagnostic diagnostic in found)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static Diagnostic[] DiagnosticsOf(IMethodSymbol method, AttributeData attribute, IOperation body, Compilation compilation, CancellationToken cancellation)
    {
        INamedTypeSymbol named = attribute.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol ?? method.ContainingType;
        if (AttributeClasses.NetworkAttributeOf(named) is null)
        {
            return [Diagnostic.Create(DescriptorTable.Find(Descriptors.NoNetworkToVerify.Id), method.Locations[0], method.Name, named.Name)];
        }

        // What is wrong with the network is reported on the network.
        return NetworkReader.Read(named, compilation, cancellation).Model is { } model && Instantiation.Instantiate(model).Equations is { } network
            ? BackwardVerification.DiagnosticsOf(method, body, network, compilation, cancellation)
            : [];
    }
}
