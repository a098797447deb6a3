using System.IO.Compression;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>The package, taken apart and used from a project outside the solution.</summary>
[Collection(LocalFeed.Collection)]
public sealed class PackageTests(LocalFeed feed)
{
    [Fact]
    public void It_holds_the_library_and_the_generator_with_all_it_loads()
    {
        using var package = ZipFile.OpenRead(feed.Package);
        var names = package.Entries.Select(entry => entry.FullName).ToHashSet();

        string[] expected =
        [
            "README.md", "LICENSE",
            "lib/net8.0/DeriveGen.dll", "lib/net8.0/DeriveGen.xml", "lib/net10.0/DeriveGen.dll", "lib/net10.0/DeriveGen.xml",
            .. new[] { "DeriveGen.Generator", "DeriveGen.Compiler", "DeriveGen.Symbolics", "Scriban.Signed", "System.Text.Json", "System.Text.Encodings.Web" }
                .Select(name => $"analyzers/dotnet/cs/{name}.dll"),
        ];
        Assert.Empty(expected.Except(names));

        // The host brings its own compiler; a second one beside the generator would be loaded in its place.
        Assert.DoesNotContain(names, name => name.Contains("Microsoft.CodeAnalysis"));
    }
}
