using System.Text.RegularExpressions;
using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Habits;

/// <summary>README and CONTRIBUTING point at files that exist.</summary>
public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_path_in_it_exists(string document)
    {
        Assert.Equal(["src/Nowhere"], Missing("See [here](src/Nowhere), `src/DeriveGen`, [there](README.md) and `tests/test.sh --filter A`."));

        var text = File.ReadAllText(Repository.PathOf(document));
        Assert.NotEmpty(Paths(text));
        Assert.Empty(Missing(text));
    }

    /// <summary>A file named alone is one of the sources, such as <c>ScheduleInterpreter</c> or <c>DenseAttribute.cs</c>.</summary>
    [Fact]
    public void Every_source_file_that_is_named_exists()
    {
        var names = SourceFile.Below("src", "tests").Select(file => Path.GetFileName(file.Path)).ToHashSet();
        var named = FileName().Matches(File.ReadAllText(Repository.PathOf("CONTRIBUTING.md"))).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(names));
    }

    [Fact]
    public void The_formulas_in_the_readme_are_those_of_the_derivation_page()
    {
        var formulas = TextFence().Match(File.ReadAllText(Repository.PathOf("README.md"))).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(formulas);
        Assert.Empty(formulas.Except(File.ReadAllLines(Repository.PathOf("generated", "networks", "DigitsNet", "DigitsNet.txt")).Select(line => line.Trim())));
    }

    private static IEnumerable<string> Missing(string text) =>
        Paths(text).Where(path => !File.Exists(Repository.PathOf(path)) && !Directory.Exists(Repository.PathOf(path)));

    private static string[] Paths(string text) => [.. RelativePath().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value).Distinct()];

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)|`((?:src|tests|templates|generated)/[\w./-]*)")]
    private static partial Regex RelativePath();

    [GeneratedRegex(@"^```text\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex TextFence();

    [GeneratedRegex(@"`(\w+\.cs)`")]
    private static partial Regex FileName();
}
