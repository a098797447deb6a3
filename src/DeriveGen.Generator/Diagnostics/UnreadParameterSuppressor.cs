using System.Collections.Immutable;
using DeriveGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Silences CS9113, an unread parameter, on attribute classes that consist of equations: the equations read it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadParameterSuppressor : DiagnosticSuppressor
{
    /// <summary>The one suppression.</summary>
    public static readonly SuppressionDescriptor EquationsRead =
        new("DGS0001", "CS9113", "The equations of a layer, loss, optimizer or clipper read its constructor parameters");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => ImmutableArray.Create(EquationsRead);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
            {
                continue;
            }

            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
                && context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken) is INamedTypeSymbol type
                && AttributeClasses.ConsistsOfEquations(type))
            {
                context.ReportSuppression(Suppression.Create(EquationsRead, diagnostic));
            }
        }
    }
}
