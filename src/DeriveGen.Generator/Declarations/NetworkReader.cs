using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Declarations;

/// <summary>The declaration stage: from the attributes of a class to a <see cref="NetworkModel"/>. It parses no equations.</summary>
public static class NetworkReader
{
    /// <summary>Reads the declaration of a network.</summary>
    /// <param name="network">A class with <c>[Network]</c>.</param>
    /// <param name="compilation">The compilation that it belongs to: problems can be pointed at in its source alone.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static DeclaredNetwork Read(INamedTypeSymbol network, Compilation compilation, CancellationToken cancellation) =>
        Stages.Guarded(
            () => ReadUnguarded(network, compilation, cancellation),
            problem => new DeclaredNetwork(null, [problem]),
            "reading of the attributes",
            network.Name);

    private static DeclaredNetwork ReadUnguarded(INamedTypeSymbol network, Compilation compilation, CancellationToken cancellation)
    {
        var attributes = WrittenAttributes.Of(network, cancellation);
        if (attributes.Any(attribute => attribute.HasErrors))
        {
            return new DeclaredNetwork(null, []);
        }

        var stack = attributes.Where(attribute => attribute.Role is not null).ToList();
        var declarations = stack.Select(attribute => DeclarationReader.Read(attribute, compilation)).ToList();
        if (AttributeClasses.NetworkAttributeOf(network) is { } settingsAttribute && stack.All(attribute => attribute.Role != DeclarationRole.Optimizer))
        {
            declarations.AddRange(WrittenAttributes.DefaultsOf(settingsAttribute).Select(attribute => DeclarationReader.Read(attribute, compilation)));
        }

        var settings = SettingsReader.Read(network);
        Problem[] problems =
        [
            .. ClassShape.Problems(network, cancellation),
            .. SettingsReader.Problems(settings),
            .. StackProblems(network, stack),
            .. declarations.SelectMany(declaration => declaration.Problems),
        ];
        var hasErrors = problems.Any(problem => problem.Descriptor.Severity == Severity.Error);
        return new DeclaredNetwork(hasErrors ? null : Model(network, settings, declarations.Select(read => read.Declaration!), cancellation), [.. problems]);
    }

    private static NetworkModel Model(
        INamedTypeSymbol network, NetworkSettings settings, IEnumerable<Declaration> declarations, CancellationToken cancellation) =>
        new(
            ClassShape.NamespaceOf(network),
            ClassShape.ContainingTypesOf(network),
            ClassShape.IdentifierOf(network),
            ClassShape.AccessibilityOf(network),
            settings,
            declarations.ToEquatableArray(),
            ClassShape.SummaryOf(network, cancellation),
            ClassShape.MembersOf(network));

    private static IEnumerable<Problem> StackProblems(INamedTypeSymbol network, List<WrittenAttribute> stack)
    {
        if (stack.FirstOrDefault(attribute => attribute.Part != stack[0].Part) is { } elsewhere)
        {
            yield return Problem.Of(Descriptors.SeveralParts, elsewhere.Ordinal, network.Name);
        }

        if (!stack.Any(attribute => attribute.Role is DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Equations))
        {
            yield return Problem.Of(Descriptors.NoLayers, Declaration.NotWritten, network.Name);
        }
    }
}
