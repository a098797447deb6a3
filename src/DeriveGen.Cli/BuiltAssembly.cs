using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Cli;

/// <summary>The networks that a built assembly holds, read from its metadata. It is not loaded: nothing of it runs.</summary>
internal static class BuiltAssembly
{
    /// <summary>The networks of an assembly, in the order of their names.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">It is no .NET assembly, holds no network, or a declaration in it has errors.</exception>
    public static IReadOnlyList<NetworkModel> Networks(string file)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no assembly {file}.");
        }

        PortableExecutableReference assembly = MetadataReference.CreateFromFile(file);
        CSharpCompilation compilation = CSharpCompilation.Create("Networks", references: Beside(file).Select(path => MetadataReference.CreateFromFile(path)).Prepend(assembly));
        if (compilation.GetAssemblyOrModuleSymbol(assembly) is not IAssemblySymbol read)
        {
            throw new FormatException($"{file} is no .NET assembly. Give the file that a build writes, bin/Release/net10.0/NAME.dll.");
        }

        DeclaredNetwork[] declared = [.. Source.NetworksIn(read).Select(type => NetworkReader.Read(type, compilation, CancellationToken.None))];
        return declared.Length == 0 ? throw new FormatException($"{file} holds no network: no class has [Network].")
            : declared.All(network => network.Model is not null) ? [.. declared.Select(network => network.Model!)]
            : throw InputFile.Refused(declared.Where(network => network.Model is null).SelectMany(network => network.Problems.Length == 0
                ? [$"{file}: the attributes of a network use types that are not found beside it. Give the assembly in its output folder."]
                : network.Problems.Select(problem => $"{file}: {problem.Code}: {problem.Message}")));
    }

    /// <summary>What the assembly may refer to: the files of its folder, then the tool's own framework for what is not there.</summary>
    private static IEnumerable<string> Beside(string file)
    {
        string[] own = [.. Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, "*.dll").Where(path => Path.GetFileName(path) != Path.GetFileName(file))];
        HashSet<string> names = [.. own.Select(path => Path.GetFileName(path)!)];
        return own.Concat(Source.Framework().Where(path => !names.Contains(Path.GetFileName(path))));
    }
}
