using System.Reflection;
using System.Runtime.Loader;
using DeriveGen.Generator;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Benchmarks;

/// <summary>The generator from a folder of assemblies, loaded as a compiler loads them: what lies there goes before what this process has.</summary>
/// <param name="folder">The folder.</param>
internal sealed class GeneratorAssemblies(string folder) : AssemblyLoadContext(nameof(GeneratorAssemblies))
{
    /// <summary>Makes the generator of the folder.</summary>
    /// <exception cref="FileNotFoundException">The folder holds none.</exception>
    public IIncrementalGenerator NewGenerator() =>
        (IIncrementalGenerator)Activator.CreateInstance(LoadFromAssemblyPath(PathOf(typeof(NetworkGenerator).Assembly.GetName())).GetType(typeof(NetworkGenerator).FullName!, throwOnError: true)!)!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => File.Exists(PathOf(assemblyName)) ? LoadFromAssemblyPath(PathOf(assemblyName)) : null;

    private string PathOf(AssemblyName name) => Path.Combine(Path.GetFullPath(folder), name.Name + ".dll");
}
