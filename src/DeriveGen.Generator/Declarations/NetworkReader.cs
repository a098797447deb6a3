using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        var stack = new StackReader(compilation, cancellation).Read(network);
        Problem[] obstacles = [.. ClassShape.Problems(network, cancellation)];
        NetworkSettings settings = SettingsReader.Read(network);
        NetworkModel? sketch = obstacles.Length > 0 || compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 } ? null : Model(network, settings, stack.Declarations, cancellation);
        if (stack.HasErrors)
        {
            return new DeclaredNetwork(null, [.. obstacles, .. SettingsReader.Problems(settings), .. stack.Problems], sketch) { HasErrors = true };
        }

        List<(Declaration? Declaration, EquatableArray<Problem> Problems)> defaults =
        [
            .. AttributeClasses.NetworkAttributeOf(network) is { } attribute && stack.Written.All(written => written.Role != DeclarationRole.Optimizer)
                ? WrittenAttributes.DefaultsOf(attribute).Select(written => DeclarationReader.Read(written, compilation))
                : [],
        ];

        Problem[] problems =
        [
            .. compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 and var version } ? [Problem.Of(Descriptors.LanguageTooOld, Declaration.NotWritten, network.Name, version.ToDisplayString())] : Array.Empty<Problem>(),
            .. obstacles,
            .. ClassShape.Clashes(network, settings).Select(clash => Problem.Of(Descriptors.OwnMember, Declaration.NotWritten, network.Name, clash.Shown, clash.Remedy)),
            .. SettingsReader.Problems(settings),
            .. stack.Written.Any(attribute => StackReader.IsPart(attribute.Role!.Value)) ? [] : new[] { Problem.Of(Descriptors.NoLayers, Declaration.NotWritten, network.Name) },
            .. stack.Problems,
            .. defaults.SelectMany(read => read.Problems),
        ];
        var hasErrors = problems.Any(problem => problem.Descriptor.Severity == Severity.Error);
        return hasErrors
            ? new DeclaredNetwork(null, [.. problems], sketch)
            : new DeclaredNetwork(Model(network, settings, stack.Declarations.Concat(defaults.Select(read => read.Declaration!)), cancellation), [.. problems]);
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
}
