using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Habits;

/// <summary>Every text file of the repository: UTF-8 without BOM, LF, and no snapshot that no test reads.</summary>
public sealed class TextFileTests
{
    private static readonly string[] s_extensions =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".scriban", ".txt", ".sh", ".yml", ".editorconfig", ".html"];

    [Fact]
    public void They_have_no_byte_order_mark_and_lf_line_ends()
    {
        Assert.NotNull(Fault("bad.cs", "\uFEFFclass A;\n"u8));
        Assert.NotNull(Fault("bad.cs", "class A;\r\n"u8));
        Assert.Null(Fault("good.cs", "class A;\n"u8));

        var files = TextFiles().ToArray();
        Assert.Contains("README.md", files);
        Assert.Empty(files.Select(path => Fault(path, File.ReadAllBytes(Repository.PathOf(path)))).OfType<string>());
    }

    [Fact]
    public void Every_snapshot_has_its_test()
    {
        Assert.True(IsOrphan("tests/Nowhere.Case.verified.txt"));

        Assert.Empty(TextFiles().Where(path => path.Contains(".verified.")).Where(IsOrphan));
    }

    private static string? Fault(string path, ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? $"{path}: begins with a byte order mark."
        : bytes.Contains((byte)'\r') ? $"{path}: has CR line ends."
        : null;

    // Snapshots.Case.verified.txt belongs to Snapshots.cs, wherever below the project's folder a test puts the one or the other.
    private static bool IsOrphan(string snapshot)
    {
        var project = Repository.PathOf(string.Join('/', snapshot.Split('/')[..2]));
        var source = Path.GetFileName(snapshot).Split('.')[0] + ".cs";
        return !Directory.Exists(project) || !Directory.EnumerateFiles(project, source, SearchOption.AllDirectories).Any();
    }

    private static IEnumerable<string> TextFiles() =>
        from folder in new[] { "", "src", "tests", "templates", "generated" }
        let full = Repository.PathOf(folder)
        where Directory.Exists(full)
        from file in Directory.EnumerateFiles(full, "*", folder == "" ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where s_extensions.Contains(Path.GetExtension(path))
        where !path.Split('/').Any(part => part is "obj" or "bin") && !path.Contains(".received.")
        select path;
}
