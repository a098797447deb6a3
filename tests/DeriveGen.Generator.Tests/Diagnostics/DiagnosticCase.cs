using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>A file of the folder Cases: the expected messages and the titles of the code fixes as leading comments, source in which each place is marked, and for one file of each code the source mended.</summary>
/// <param name="Name">The file's name, which begins with the code.</param>
/// <param name="Messages">The messages, in order of their places.</param>
/// <param name="Fixes">What the editor offers, in the same order.</param>
/// <param name="Marked">The source.</param>
/// <param name="Mended">The source without the problem; null where another file of the code has it.</param>
internal sealed record DiagnosticCase(string Name, IReadOnlyList<string> Messages, IReadOnlyList<string> Fixes, MarkedSource Marked, string? Mended)
{
    private const string Separator = "// Mended:\n";
    private const string FixMark = "fix: ";

    /// <summary>The folder.</summary>
    private static readonly string Folder = Repository.PathOf("tests", "DeriveGen.Generator.Tests", "Diagnostics", "Cases");

    /// <summary>The code.</summary>
    public string Code => Name[..6];

    /// <summary>The names of all cases, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Reads a case.</summary>
    public static DiagnosticCase Read(string name)
    {
        string[] parts = File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n").Split(Separator, 2);
        string[] lines = parts[0].Split('\n');
        string[] comments = [.. lines.TakeWhile(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..])];
        string[] fixes = [.. comments.Where(comment => comment.StartsWith(FixMark, StringComparison.Ordinal))];
        return new(name, [.. comments.Except(fixes)], [.. fixes.Select(fix => fix[FixMark.Length..])], MarkedSource.Parse(string.Join('\n', lines.Skip(comments.Length))), parts.Length > 1 ? parts[1] : null);
    }

    /// <summary>Writes the case.</summary>
    public void Write() => File.WriteAllText(PathOf(Name), string.Concat(Messages.Concat(Fixes.Select(fix => FixMark + fix)).Select(comment => $"// {comment}\n")) + Marked.Marked() + (Mended is null ? string.Empty : Separator + Mended));

    private static string PathOf(string name) => Path.Combine(Folder, name + ".txt");
}
