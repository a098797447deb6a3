using System.Reflection;
using System.Runtime.Loader;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>Networks that were declared in source, generated, compiled without a warning, and loaded.</summary>
internal sealed class LoadedNetworks
{
    private readonly Assembly _assembly;
    private readonly UserProject _project;

    private LoadedNetworks(Assembly assembly, UserProject project)
    {
        _assembly = assembly;
        _project = project;
    }

    /// <summary>Compiles sources with what is generated for them.</summary>
    public static LoadedNetworks Of(params string[] sources)
    {
        UserProject project = UserProject.Of(sources);
        var output = project.Generate().Output;
        using var image = new MemoryStream();
        var result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(5)) + "\n" + string.Join("\n", sources));
        image.Position = 0;
        return new(new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image), project);
    }

    /// <summary>A new network of a class.</summary>
    public INetwork<T> Create<T>(string name, int seed)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => (INetwork<T>)Activator.CreateInstance(_assembly.GetType(name, throwOnError: true)!, seed)!;

    /// <summary>The declaration of a class.</summary>
    public NetworkModel ModelOf(string name) => _project.Read(name).Model!;
}
