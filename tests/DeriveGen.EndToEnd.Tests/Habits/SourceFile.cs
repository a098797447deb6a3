using System.Text.RegularExpressions;
using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Habits;

/// <summary>One hand-written source file: its path from the repository's root with forward slashes, and its text.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The text without comments; strings stay.</summary>
    public string Code => CommentOrString().Replace(Text, match => match.Value[0] == '/' ? " " : match.Value);

    /// <summary>The text without comments and with every string empty.</summary>
    public string Identifiers => CommentOrString().Replace(Text, match => match.Value[0] == '/' ? " " : "\"\"");

    /// <summary>The number of lines.</summary>
    public int LineCount => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);

    /// <summary>The namespaces of the project that the code names: those of its usings, and of qualified names.</summary>
    public IEnumerable<string> Namespaces => QualifiedName().Matches(Code).Select(match => match.Value).Distinct();

    /// <summary>Every source file below one of the folders, build output apart.</summary>
    public static IReadOnlyList<SourceFile> Below(params string[] folders) =>
    [
        .. from folder in folders
           let full = Repository.PathOf(folder)
           where Directory.Exists(full)
           from file in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           where !path.Contains("/obj/") && !path.Contains("/bin/")
           orderby path
           select new SourceFile(path, File.ReadAllText(file)),
    ];

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\"{3}.*?\"{3}|@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'""", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"\bDeriveGen(\.[A-Z]\w*)+")]
    private static partial Regex QualifiedName();
}
