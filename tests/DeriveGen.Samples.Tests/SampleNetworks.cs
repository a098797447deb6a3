using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Samples.Tests;

/// <summary>The declarations of the sample networks, read from their source as the generator reads them.</summary>
internal static class SampleNetworks
{
    /// <summary>The models, in the order of their files' names.</summary>
    public static IReadOnlyList<NetworkModel> Models { get; } = Read();

    private static List<NetworkModel> Read()
    {
        string[] files = Directory.GetFiles(Repository.PathOf("src", "DeriveGen.Samples", "Networks"), "*.cs").Order(StringComparer.Ordinal).ToArray();
        var options = CSharpParseOptions.Default.WithDocumentationMode(DocumentationMode.Parse);
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Samples", files.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path)), references);
        return files.Select(path => NetworkReader.Read(
            compilation.GetTypeByMetadataName("DeriveGen.Samples.Networks." + Path.GetFileNameWithoutExtension(path))!, compilation, CancellationToken.None).Model!).ToList();
    }
}
