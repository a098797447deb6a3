using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>
/// One file for each way to go wrong, in the folder Cases: the expected messages as leading comments, then source in which each place
/// is marked. The file is named by its code; nothing else may be reported.
/// </summary>
public sealed class DiagnosticCases
{
    private static readonly string Folder = Repository.PathOf("tests", "DeriveGen.Generator.Tests", "Diagnostics", "Cases");

    /// <summary>Cannot be brought about by a declaration alone; <see cref="InternalErrorTests"/> and the tests of unusual projects do it otherwise.</summary>
    private static readonly string[] WithoutCase = [Descriptors.LanguageTooOld.Id, Descriptors.InternalError.Id];

    public static TheoryData<string> Names => [.. CaseNames];

    private static IEnumerable<string> CaseNames =>
        Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_problem_is_reported_at_its_place_and_nothing_else(string name)
    {
        var path = Path.Combine(Folder, name + ".txt");
        var lines = File.ReadAllLines(path);
        var messages = lines.TakeWhile(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..]).ToList();
        var marked = MarkedSource.Parse(string.Join("\n", lines.Skip(messages.Count)) + "\n");

        using var culture = new HostileCulture();
        var reported = (await UserProject.Of(marked.Source).Analyze()).Where(diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal)).ToList();
        if (Acceptance.IsOn)
        {
            messages = [.. reported.Select(Message)];
            marked = marked with { Spans = [.. reported.Select(diagnostic => diagnostic.Location.SourceSpan)] };
            File.WriteAllText(path, string.Concat(messages.Select(message => $"// {message}\n")) + marked.Marked());
        }

        Assert.NotEmpty(messages);
        Assert.Equal(marked.Spans.Count, messages.Count);
        Assert.Equal(
            marked.Spans.Zip(messages, (span, message) => $"{name[..6]} {span} '{marked.Source.Substring(span.Start, span.Length)}': {message}"),
            reported.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan} '{UserProject.Underlined(diagnostic)}': {Message(diagnostic)}"));
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    [Fact]
    public void Every_code_has_a_case() =>
        Assert.Equal(Descriptors.All.Select(row => row.Id).Except(WithoutCase), CaseNames.Select(name => name[..6]).Distinct());

    [Fact]
    public void Every_code_has_a_row_among_the_releases()
    {
        var shipped = File.ReadLines(PathOfReleases("Shipped")).Where(line => line.StartsWith("DG", StringComparison.Ordinal)).ToHashSet();
        var rows = DescriptorTable.All.Select(row => $"{row.Id} | {row.Category} | {row.DefaultSeverity} | {row.Title}").Where(row => !shipped.Contains(row));
        var unshipped = PathOfReleases("Unshipped");
        var expected = string.Join("\n", File.ReadLines(unshipped).TakeWhile(line => !line.StartsWith("DG", StringComparison.Ordinal)).Concat(rows)) + "\n";
        if (Acceptance.IsOn)
        {
            File.WriteAllText(unshipped, expected);
        }

        Assert.Equal(expected, File.ReadAllText(unshipped));
    }

    [Fact]
    public void Codes_are_unique_and_in_order() =>
        Assert.Equal(Descriptors.All.Select(row => row.Id).Distinct().Order(StringComparer.Ordinal), Descriptors.All.Select(row => row.Id));

    private static string PathOfReleases(string which) => Repository.PathOf("src", "DeriveGen.Generator", $"AnalyzerReleases.{which}.md");
}
