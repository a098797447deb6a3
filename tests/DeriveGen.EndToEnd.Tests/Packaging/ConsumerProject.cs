using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>A project outside the solution that knows DeriveGen from the local feed alone, or from its source.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("derivegen-consumer-");

    /// <summary>A folder that restores from the feed alone, with a project in it.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="project">What stands in the project file beside the reference to DeriveGen.</param>
    /// <param name="program">The program.</param>
    public ConsumerProject(LocalFeed feed, string project, string program)
    {
        Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <clear />
                <add key="local" value="{feed.Folder}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
                <packageSource key="local">
                  <package pattern="*" />
                </packageSource>
              </packageSourceMapping>
              <fallbackPackageFolders>
                <clear />
                <add key="restored with the tests" value="{BuildFacts.PackageFolder}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
              </PropertyGroup>
              {project}
            </Project>
            """);
        Write("Program.cs", program);
    }

    /// <summary>The reference to the package.</summary>
    public const string Package = $"<ItemGroup><PackageReference Include=\"DeriveGen\" Version=\"{LocalFeed.Version}\" /></ItemGroup>";

    /// <summary>References to the library's and the generator's projects, as this build left them.</summary>
    public static string Source => $"""
        <ItemGroup>
          <ProjectReference Include="{Repository.PathOf("src", "DeriveGen", "DeriveGen.csproj")}" />
          <ProjectReference Include="{Repository.PathOf("src", "DeriveGen.Generator", "DeriveGen.Generator.csproj")}" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
        </ItemGroup>
        """;

    /// <summary>The folder of the project.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A program for .NET 10, run on the runtime that is installed.</summary>
    public static ConsumerProject ForNet10(LocalFeed feed, string program) => new(feed, $"<PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>{Package}", program);

    /// <summary>A program for .NET 8, carrying its own runtime: rolling forward to a newer one would test something else.</summary>
    public static ConsumerProject ForNet8(LocalFeed feed, string program) => new(
        feed,
        $"""
        <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net8.0</TargetFramework>
            <RuntimeIdentifier>{BuildFacts.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <RuntimeFrameworkVersion>{BuildFacts.Net8RuntimeVersion}</RuntimeFrameworkVersion>
          </PropertyGroup>
          <ItemGroup>
            <KnownAppHostPack Update="Microsoft.NETCore.App" AppHostPackVersion="{BuildFacts.Net8RuntimeVersion}" />
          </ItemGroup>
          {Package}
        """,
        program);

    /// <summary>Builds it, and returns what the build printed.</summary>
    public Task<string> Build() => DotNet.Run(Folder, "build", "--configuration", BuildFacts.Configuration);

    /// <summary>Builds and runs it, and returns what it printed.</summary>
    public async Task<string> Run()
    {
        await Build();
        return await DotNet.Run(Folder, "run", "--configuration", BuildFacts.Configuration, "--no-build");
    }

    /// <summary>Publishes it into a folder, runs what is there, and returns what it printed.</summary>
    public async Task<(string Folder, string Output)> Publish()
    {
        string published = Path.Combine(Folder, "published");
        string built = await DotNet.Run(Folder, "publish", "--configuration", BuildFacts.Configuration, "--runtime", BuildFacts.RuntimeIdentifier, "--output", published);
        Assert.DoesNotContain("warning", built, StringComparison.Ordinal);
        return (published, await DotNet.Start(Path.Combine(published, "Consumer"), Folder));
    }

    /// <summary>Removes the project and the packages it restored.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes a file beside the project.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
