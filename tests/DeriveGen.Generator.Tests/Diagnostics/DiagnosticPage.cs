using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>The page of a diagnostic: what it says, an example that has it, and the example mended.</summary>
internal static partial class DiagnosticPage
{
    /// <summary>The page.</summary>
    /// <param name="row">The descriptor.</param>
    /// <param name="example">A case with its mend; null where none can be shown.</param>
    public static string Write(Descriptor row, DiagnosticCase? example) => string.Join("\n\n",
    [
        $"# {row.Id}: {row.Title}",
        $"{row.Severity}. The message says: {Holes(row.MessageFormat)}.",
        $"What to do: {(Hole().Replace(row.Remedy, "").Any(char.IsLetter) ? Holes(row.Remedy) : "the message says it")}.",
        .. example is null ? [] : Sections(example),
        "[All diagnostics](README.md)",
    ]) + "\n";

    private static IEnumerable<string> Sections(DiagnosticCase example) =>
    [
        "## For example", Fence(example.Marked.Source), "is reported at",
        string.Join("\n", example.Marked.Spans.Zip(example.Messages, (span, message) => $"- {Underlined(example.Marked.Source.Substring(span.Start, span.Length))}: {message}")),
        "## Mended", Fence(example.Mended!),
        .. example.Fixes.Count == 0 ? Array.Empty<string>() : ["An editor offers: " + string.Join("; ", example.Fixes.Distinct().Select(fix => fix.Replace("*", "\\*", StringComparison.Ordinal))) + "."],
    ];

    /// <summary>The table of all pages.</summary>
    public static string Index(IEnumerable<Descriptor> rows) =>
        "# Diagnostics\n\nWhat DeriveGen reports of declarations and equations, each with an example and its mend.\n\n| code | what is asked |\n|---|---|\n"
        + string.Concat(rows.Select(row => $"| [{row.Id}]({row.Id}.md) | {row.Title} |\n"));

    private static string Fence(string source) => $"```csharp\n{source.Trim('\n')}\n```";

    private static string Underlined(string text) => "`" + text.Split('\n')[0] + (text.Contains('\n', StringComparison.Ordinal) ? " …`" : "`");

    /// <summary>What stands for names and numbers of the declaration.</summary>
    private static string Holes(string format) => Hole().Replace(format, "…").Replace("<", "\\<", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();
}
