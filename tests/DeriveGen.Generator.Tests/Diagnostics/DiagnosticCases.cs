using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>
/// One file for each way to go wrong, in the folder Cases; see <see cref="DiagnosticCase"/>. The file is named by its code; nothing else may be
/// reported.
/// </summary>
public sealed class DiagnosticCases
{
    /// <summary>Cannot be brought about by a declaration alone, or not by a short one; <see cref="InternalErrorTests"/>, the tests of unusual projects and of emission do it otherwise.</summary>
    private static readonly string[] WithoutCase = [Descriptors.LanguageTooOld.Id, Descriptors.LongMethod.Id, Descriptors.InternalError.Id];

    public static TheoryData<string> Names => [.. DiagnosticCase.Names];

    public static TheoryData<string> Mended => [.. DiagnosticCase.Names.Where(name => DiagnosticCase.Read(name).Mended is not null)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_problem_is_reported_at_its_place_and_nothing_else(string name)
    {
        var expected = DiagnosticCase.Read(name);
        using var culture = new HostileCulture();
        var project = UserProject.Of(expected.Marked.Source);
        var reported = (await project.Analyze()).Where(diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal)).ToList();
        var fixes = await Editor.Fixes(project, reported);
        if (Acceptance.IsOn)
        {
            expected = expected with { Messages = [.. reported.Select(Message)], Fixes = [.. fixes.Select(fix => fix.Title)], Marked = expected.Marked with { Spans = [.. reported.Select(diagnostic => diagnostic.Location.SourceSpan)] } };
            expected.Write();
        }

        Assert.NotEmpty(expected.Messages);
        Assert.Equal(expected.Marked.Spans.Count, expected.Messages.Count);
        Assert.Equal(
            expected.Marked.Spans.Zip(expected.Messages, (span, message) => $"{expected.Code} {span} '{expected.Marked.Source.Substring(span.Start, span.Length)}': {message}"),
            reported.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan} '{UserProject.Underlined(diagnostic)}': {Message(diagnostic)}"));
        Assert.Equal(expected.Fixes, fixes.Select(fix => fix.Title));
        foreach (var (title, mended) in fixes)
        {
            var left = (await UserProject.Of(mended).Analyze(generate: true)).Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity == DiagnosticSeverity.Error).ToList();
            Assert.True(left.Count(diagnostic => diagnostic.Id == expected.Code) < reported.Count, $"{title} mends nothing.");
            Assert.DoesNotContain(left, diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Mended))]
    public async Task Mended_there_is_nothing_to_report(string name) => Assert.Empty(
        (await UserProject.Of(DiagnosticCase.Read(name).Mended!).Analyze(generate: true)).Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Warning));

    [Fact]
    public void Every_code_is_mended_once() =>
        Assert.Equal(Descriptors.All.Select(row => row.Id).Except(WithoutCase), DiagnosticCase.Names.Where(name => DiagnosticCase.Read(name).Mended is not null).Select(name => name[..6]));

    /// <summary>generated/diagnostics has a page for each code, to which the editor leads.</summary>
    [Fact]
    public void The_committed_pages_are_what_the_rows_and_cases_say()
    {
        Dictionary<string, DiagnosticCase> cases = DiagnosticCase.Names.Select(DiagnosticCase.Read).Where(one => one.Mended is not null).ToDictionary(one => one.Code);
        var files = Descriptors.All.ToDictionary(row => row.Id + ".md", row => DiagnosticPage.Write(row, cases.GetValueOrDefault(row.Id)));
        files["README.md"] = DiagnosticPage.Index(Descriptors.All);
        GeneratedFolder.Verify("diagnostics", files);
        Assert.All(DescriptorTable.All, row => Assert.EndsWith($"/generated/diagnostics/{row.Id}.md", row.HelpLinkUri, StringComparison.Ordinal));
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    [Fact]
    public void Every_code_has_a_case() =>
        Assert.Equal(Descriptors.All.Select(row => row.Id).Except(WithoutCase), DiagnosticCase.Names.Select(name => name[..6]).Distinct());

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
