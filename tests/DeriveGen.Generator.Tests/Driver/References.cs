using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Driver;

/// <summary>What the compilations of the tests reference: the running framework and DeriveGen.</summary>
internal static class References
{
    /// <summary>The assemblies of the base class library.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The library with the attributes.</summary>
    public static MetadataReference Library { get; } = MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location);

    /// <summary>The framework and the library.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } = [.. Framework, Library];
}
