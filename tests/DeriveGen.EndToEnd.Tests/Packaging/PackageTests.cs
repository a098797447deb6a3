using System.Globalization;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>The package, taken apart and used from a project outside the solution.</summary>
[Collection(LocalFeed.Collection)]
public sealed partial class PackageTests(LocalFeed feed)
{
    /// <summary>The systems that the package has a precompiled generator for.</summary>
    internal static readonly string[] Systems = ["linux-x64", "osx-arm64", "win-x64"];

    [Fact]
    public void It_holds_the_library_and_the_generator_with_all_it_loads()
    {
        using var package = ZipFile.OpenRead(feed.Package);
        var names = package.Entries.Select(entry => entry.FullName).ToHashSet();

        string[] expected =
        [
            "README.md", "LICENSE", "icon.png",
            "lib/net8.0/DeriveGen.dll", "lib/net8.0/DeriveGen.xml", "lib/net10.0/DeriveGen.dll", "lib/net10.0/DeriveGen.xml",
            .. new[] { "DeriveGen.Generator", "DeriveGen.CodeFixes", "DeriveGen.Completion", "DeriveGen.Compiler", "DeriveGen.Symbolics", "Scriban.Signed", "System.Text.Json", "System.Text.Encodings.Web" }
                .Select(name => $"analyzers/dotnet/cs/{name}.dll"),
        ];
        Assert.Empty(expected.Except(names));

        // The host brings its own compiler; a second one beside the generator would be loaded in its place.
        Assert.DoesNotContain(names, name => name.Contains("Microsoft.CodeAnalysis"));
    }

    [Fact]
    public void It_holds_the_generator_once_more_as_code_of_each_system()
    {
        using var package = ZipFile.OpenRead(feed.Package);

        ZipArchiveEntry[] portable = [.. package.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal))];
        Assert.NotEmpty(portable);
        Assert.Equal(Systems, package.Entries.Where(entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal)).Select(entry => entry.FullName.Split('/')[2]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Systems, system => Assert.All(portable, entry =>
        {
            var (identity, isPrecompiled) = Read(package.GetEntry($"tools/precompiled/{system}/{entry.Name}")!);
            Assert.Equal(Read(entry).Identity, identity);
            Assert.Equal(entry.Name is "DeriveGen.Generator.dll" or "DeriveGen.Compiler.dll" or "DeriveGen.Symbolics.dll" or "Scriban.Signed.dll", isPrecompiled);
        }));
    }

    [Fact]
    public async Task The_readmes_examples_build_and_train_on_net10()
    {
        using var consumer = ConsumerProject.ForNet10(feed, ReadmeExample.Program + ReadmeExample.OwnLayer);
        AssertTrained(await consumer.Run());
    }

    [Fact]
    public async Task The_readmes_first_example_builds_and_trains_on_net8()
    {
        using var consumer = ConsumerProject.ForNet8(feed, ReadmeExample.Program.Replace("\nvar net", "\nConsole.WriteLine(Environment.Version);\nvar net"));
        var output = await consumer.Run();
        AssertTrained(output);
        Assert.Contains(BuildFacts.Net8RuntimeVersion, output);
    }

    internal static void AssertTrained(string output)
    {
        var losses = Loss().Matches(output).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, losses.Length);
        Assert.InRange(losses[0], 1.0, 5.0);
        Assert.InRange(losses[1], 0.0, losses[0] / 10);
    }

    /// <summary>What an assembly was compiled as, the same in its precompiled form, and whether it is that form.</summary>
    private static (Guid Identity, bool IsPrecompiled) Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        bytes.Position = 0;
        using var assembly = new PEReader(bytes);
        var metadata = assembly.GetMetadataReader();
        return (metadata.GetGuid(metadata.GetModuleDefinition().Mvid), assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
    }

    [GeneratedRegex(@"loss \w+ +([0-9.]+)")]
    private static partial Regex Loss();
}
