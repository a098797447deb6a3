namespace DeriveGen.EndToEnd.Tests.Habits;

/// <summary>The stages in their order: what a folder's files may use of the other folders.</summary>
internal static class StageDirection
{
    /// <summary>Each row is a stage, or the folders that make up one together; a row may use itself and the rows above it.</summary>
    /// <remarks>Between the projects the direction is that of the project references, so that only the order inside each is left to say.</remarks>
    public static readonly string[][] Stages =
    [
        ["DeriveGen.Symbolics.Expressions", "DeriveGen.Symbolics.Algebra"],
        ["DeriveGen.Symbolics.Text"],
        // A derivation ends with its check, and the check knows derivations.
        ["DeriveGen.Symbolics.Derivation", "DeriveGen.Symbolics.Verification"],
        ["DeriveGen.Symbolics.Notation"],
        ["DeriveGen.Symbolics.Claims"],
        ["DeriveGen.Compiler.Model"],
        ["DeriveGen.Compiler.Equations"],
        ["DeriveGen.Compiler.Scheduling"],
        // Both write C#: the one the kernels, the other what is around them.
        ["DeriveGen.Compiler.Kernels", "DeriveGen.Compiler.Emission"],
        ["DeriveGen.Compiler.Documentation"],
    ];

    /// <summary>One sentence for each later stage that a file uses.</summary>
    public static IEnumerable<string> Violations(SourceFile file)
    {
        var own = StageOf(FolderNamespace(file.Path));
        return own < 0
            ? []
            : from name in file.Namespaces
              let used = StageOf(name)
              where used > own
              select $"{file.Path}: {string.Join("/", Stages[own].Select(Last))} comes before {name} and may not use it.";
    }

    /// <summary>One sentence for a file that declares another namespace than its folder's.</summary>
    public static IEnumerable<string> MisplacedNamespaces(SourceFile file)
    {
        var folder = FolderNamespace(file.Path);

        // Outside the projects is what several of them compile: types that C# itself looks for by their names.
        return (folder.Length == 0 && file.Code.Split('\n').Where(line => line.StartsWith("namespace ", StringComparison.Ordinal)).All(line => line.StartsWith("namespace System", StringComparison.Ordinal)))
            || file.Code.Contains($"\nnamespace {folder};") || file.Code.StartsWith($"namespace {folder};") || !file.Code.Contains("namespace ")
            ? []
            : [$"{file.Path}: its folder stands for the namespace {folder}."];
    }

    private static int StageOf(string name) =>
        Array.FindIndex(Stages, row => row.Any(stage => name == stage || name.StartsWith(stage + ".", StringComparison.Ordinal)));

    // src/DeriveGen.Compiler/Emission/Shell.cs → DeriveGen.Compiler.Emission
    private static string FolderNamespace(string path) => string.Join(".", path.Split('/')[1..^1]);

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
