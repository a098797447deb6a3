namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>A console project outside the solution that knows DeriveGen from the local feed alone.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("derivegen-consumer-");

    private ConsumerProject(LocalFeed feed, string framework, string program)
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
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {framework}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DeriveGen" Version="{LocalFeed.Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
    }

    /// <summary>For .NET 10, run on the runtime that is installed.</summary>
    public static ConsumerProject ForNet10(LocalFeed feed, string program) => new(feed, "<TargetFramework>net10.0</TargetFramework>", program);

    /// <summary>For .NET 8, carrying its own runtime: rolling forward to a newer one would test something else.</summary>
    public static ConsumerProject ForNet8(LocalFeed feed, string program) => new(
        feed,
        $"""
        <TargetFramework>net8.0</TargetFramework>
            <RuntimeIdentifier>{BuildFacts.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <RuntimeFrameworkVersion>{BuildFacts.Net8RuntimeVersion}</RuntimeFrameworkVersion>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
          </PropertyGroup>
          <ItemGroup>
            <KnownAppHostPack Update="Microsoft.NETCore.App" AppHostPackVersion="{BuildFacts.Net8RuntimeVersion}" />
          </ItemGroup>
          <PropertyGroup>
        """,
        program);

    /// <summary>Builds and runs it, and returns what it printed.</summary>
    public async Task<string> Run()
    {
        await DotNet.Run(_folder.FullName, "build", "--configuration", "Release");
        return await DotNet.Run(_folder.FullName, "run", "--configuration", "Release", "--no-build");
    }

    /// <summary>Removes the project and the packages it restored.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
