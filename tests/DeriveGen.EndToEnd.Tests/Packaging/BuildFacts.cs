using System.Reflection;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>What the build that made these tests knew; the project file writes it into the assembly.</summary>
internal static class BuildFacts
{
    /// <summary>Debug or Release: the package is put together from what that build left.</summary>
    public static string Configuration { get; } = Read("Configuration");

    /// <summary>The patch of .NET 8 that the consumer for .NET 8 carries.</summary>
    public static string Net8RuntimeVersion { get; } = Read("Net8RuntimeVersion");

    /// <summary>Of the SDK that built the tests, such as linux-x64.</summary>
    public static string RuntimeIdentifier { get; } = Read("RuntimeIdentifier");

    /// <summary>Where restored packages lie on this machine.</summary>
    public static string PackageFolder { get; } = Read("PackageFolder");

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;
}
