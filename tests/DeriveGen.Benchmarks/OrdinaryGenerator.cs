using Microsoft.CodeAnalysis;

namespace DeriveGen.Benchmarks;

/// <summary>A small generator like those of the SDK: an attribute's classes, and a file for each. It makes the compiler's driver warm.</summary>
internal sealed class OrdinaryGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("System.ObsoleteAttribute", static (_, _) => true, static (marked, _) => marked.TargetSymbol.Name).Where(static name => name.Length > 0),
        static (production, name) => production.AddSource(name + ".g.cs", "// " + name));
}
