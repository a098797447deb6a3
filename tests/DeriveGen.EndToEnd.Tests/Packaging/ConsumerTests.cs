using Xunit.Sdk;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>Projects that use the packages in ways of their own: trimmed, native, strict, old, from source; and the tool.</summary>
[Collection(LocalFeed.Collection)]
public sealed class ConsumerTests(LocalFeed feed)
{
    private const long Megabyte = 1 << 20;

    private const string Declaration = """
        using DeriveGen;

        namespace Consumer;

        /// <summary>Four numbers to two.</summary>
        [Network(SelfCheck = true, SecondOrder = true, Report = true, Keep = "z1")]
        [Input(4)]
        [Dense(8, Activation.Gelu)]
        [Dense(2)]
        [SoftmaxCrossEntropy]
        [Adam(0.01)]
        public sealed partial class Letters;
        """;

    [Fact]
    public async Task Published_it_adds_less_than_a_megabyte()
    {
        using var consumer = ConsumerProject.ForNet10(feed, ReadmeExample.Program);
        consumer.Write("Directory.Build.props", "<Project><PropertyGroup><SelfContained>false</SelfContained></PropertyGroup></Project>");

        (string folder, string output) = await consumer.Publish();

        PackageTests.AssertTrained(output);
        string[] assemblies = [.. Directory.EnumerateFiles(folder, "*.dll").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["Consumer.dll", "DeriveGen.dll"], assemblies);
        Assert.InRange(assemblies.Sum(name => new FileInfo(Path.Combine(folder, name)).Length), 1, Megabyte);
    }

    [Fact]
    public async Task Trimmed_it_trains_without_a_warning()
    {
        using var consumer = ConsumerProject.ForNet10(feed, ReadmeExample.Program);
        consumer.Write("Directory.Build.props", "<Project><PropertyGroup><PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained></PropertyGroup></Project>");

        PackageTests.AssertTrained((await consumer.Publish()).Output);
    }

    [LinkerFact]
    public async Task As_native_code_it_trains_and_stays_below_four_megabytes()
    {
        using var consumer = ConsumerProject.ForNet10(feed, ReadmeExample.Program);
        consumer.Write("Directory.Build.props", $"<Project><PropertyGroup><PublishAot>true</PublishAot><CppCompilerAndLinker>{LinkerFactAttribute.Linker}</CppCompilerAndLinker></PropertyGroup></Project>");

        (string folder, string output) = await consumer.Publish();

        PackageTests.AssertTrained(output);
        Assert.InRange(new FileInfo(Path.Combine(folder, "Consumer")).Length, 1, 4 * Megabyte);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task With_every_analyzer_on_there_is_no_warning(string framework)
    {
        using var consumer = new ConsumerProject(
            feed,
            $"""
            <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <AnalysisMode>All</AnalysisMode>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <IsAotCompatible>true</IsAotCompatible>
              </PropertyGroup>
              {ConsumerProject.Package}
            """,
            Declaration);

        Assert.Contains("0 Warning(s)", await consumer.Build(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_precompiled_generator_writes_what_the_portable_one_writes()
    {
        using var consumer = ConsumerProject.ForNet10(feed, ReadmeExample.Program);
        consumer.Write("Directory.Build.props", "<Project><PropertyGroup><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles></PropertyGroup></Project>");

        string precompiled = await Emitted(PackageTests.Systems.Contains(BuildFacts.RuntimeIdentifier) ? $"tools/precompiled/{BuildFacts.RuntimeIdentifier}/" : "analyzers/dotnet/cs/");
        Assert.Equal(await Emitted("analyzers/dotnet/cs/", "-p:DeriveGenPrecompiled=none"), precompiled);

        async Task<string> Emitted(string folder, params string[] properties)
        {
            string analyzers = (await DotNet.Run(consumer.Folder, ["build", "--no-incremental", "-t:Build", "-getItem:Analyzer", .. properties])).Replace('\\', '/');
            Assert.Contains(folder + "DeriveGen.Generator.dll", analyzers, StringComparison.Ordinal);
            Assert.Single(Lines(analyzers), line => line.Contains("\"Identity\"", StringComparison.Ordinal) && line.Contains("DeriveGen.Generator.dll", StringComparison.Ordinal));
            return await File.ReadAllTextAsync(Directory.EnumerateFiles(consumer.Folder, "DigitsNet.g.cs", SearchOption.AllDirectories).Single());
        }

        static string[] Lines(string text) => text.Split('\n');
    }

    [Fact]
    public async Task From_source_it_is_referenced_by_two_projects()
    {
        using var consumer = new ConsumerProject(feed, $"<PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>{ConsumerProject.Source}", ReadmeExample.Program);

        PackageTests.AssertTrained(await consumer.Run());
    }

    [Fact]
    public async Task An_older_language_is_told_which_it_takes()
    {
        using var consumer = new ConsumerProject(feed, $"<PropertyGroup><TargetFramework>net8.0</TargetFramework><LangVersion>10</LangVersion></PropertyGroup>{ConsumerProject.Package}", Declaration.Replace("class Letters;", "class Letters { }"));

        var refused = await Assert.ThrowsAsync<XunitException>(consumer.Build);

        Assert.Contains("error DG0034: 'Letters' is declared a network, but the project is compiled as C# 10.0", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_framework_that_it_does_not_support_is_refused_by_name()
    {
        using var consumer = new ConsumerProject(feed, $"<PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion></PropertyGroup>{ConsumerProject.Package}", Declaration);

        Assert.Contains("NU1202", (await Assert.ThrowsAsync<XunitException>(consumer.Build)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_is_installed_from_the_feed_and_checks_a_derivation()
    {
        using var folder = new ConsumerProject(feed, ConsumerProject.Package, Declaration);
        folder.Write("claims.md", "```network\ninput x[i:batch, j:4];  target t[i, k:3];  param W[j, k] ~ glorot\nz[i, k] = x[i, j] * W[j, k]\nL = sum(i, k: (z[i, k] - t[i, k])^2)\n```\n\n```claims\ndW = x' * dz\n```\n");

        await DotNet.Run(folder.Folder, "tool", "install", "DeriveGen.Tool", "--version", LocalFeed.Version, "--tool-path", "tools");
        string derivegen = Path.Combine(folder.Folder, "tools", OperatingSystem.IsWindows() ? "derivegen.exe" : "derivegen");

        Assert.Contains("All 1 lines hold.", await DotNet.Start(derivegen, folder.Folder, "check", "claims.md"), StringComparison.Ordinal);
        Assert.Contains("dW1 = ", await DotNet.Start(derivegen, folder.Folder, "explain", "Program.cs"), StringComparison.Ordinal);
    }
}
