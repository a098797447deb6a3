using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>A folder of packages that holds DeriveGen as this build made it, put together once for all tests that use it.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    /// <summary>The tests that share the feed.</summary>
    public const string Collection = "local feed";

    /// <summary>A version that no public package has.</summary>
    public const string Version = "0.0.0-local";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("derivegen-feed-");

    /// <summary>The feed's folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The package's path.</summary>
    public string Package => Path.Combine(Folder, $"DeriveGen.{Version}.nupkg");

    /// <summary>Packs the library and the tool from what the build of these tests left.</summary>
    public async Task InitializeAsync()
    {
        foreach (var project in new[] { "src/DeriveGen", "src/DeriveGen.Cli" })
        {
            await DotNet.Run(Repository.Root, "pack", project, "--no-build", "--configuration", BuildFacts.Configuration, "--output", Folder, $"-p:PackageVersion={Version}");
        }
    }

    /// <summary>The tool's package.</summary>
    public string Tool => Path.Combine(Folder, $"DeriveGen.Tool.{Version}.nupkg");

    /// <summary>Removes the feed.</summary>
    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Hands the one feed to every test class of its collection.</summary>
[CollectionDefinition(LocalFeed.Collection)]
public sealed class LocalFeedCollection : ICollectionFixture<LocalFeed>;
