using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Driver;

/// <summary>A project with its generated code, compiled and loaded into the running process.</summary>
internal sealed class LoadedProject
{
    private readonly Assembly _assembly;

    /// <summary>Generates, compiles and loads.</summary>
    public LoadedProject(UserProject project, params byte[][] dependencies)
    {
        var context = new AssemblyLoadContext(project.Compilation.AssemblyName, isCollectible: true);
        foreach (var dependency in dependencies)
        {
            context.LoadFromStream(new MemoryStream(dependency));
        }

        _assembly = context.LoadFromStream(new MemoryStream(Emit(project.Generate().Output)));
    }

    /// <summary>The bytes of an assembly.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return stream.ToArray();
    }

    /// <summary>A new network of single precision.</summary>
    public INetwork<float> Single(string name) => (INetwork<float>)Create(name);

    /// <summary>A new network of double precision.</summary>
    public INetwork<double> Double(string name) => (INetwork<double>)Create(name);

    private object Create(string name)
    {
        var type = _assembly.GetType(name, throwOnError: true)!;
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }
}
