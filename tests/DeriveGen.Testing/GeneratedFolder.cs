using Xunit.Sdk;

namespace DeriveGen.Testing;

/// <summary>The committed folder generated/: what DeriveGen emits, compared in whole subfolders and rewritten by the switch of <see cref="Acceptance"/>.</summary>
public static class GeneratedFolder
{
    /// <summary>Compares a subfolder of generated/ with the files that it should hold, no more and no fewer.</summary>
    /// <param name="subfolder">For example <c>networks</c>.</param>
    /// <param name="files">The text of each file by its path relative to the subfolder, with forward slashes.</param>
    /// <exception cref="XunitException">A file is missing, differs, or is not among those that should be there.</exception>
    public static void Verify(string subfolder, IReadOnlyDictionary<string, string> files)
    {
        var problems = Problems(Repository.PathOf("generated", subfolder), files, Acceptance.IsOn);
        if (problems.Count > 0)
        {
            throw new XunitException(
                $"generated/{subfolder} is not what DeriveGen emits; {Acceptance.Variable}=1 tests/test.sh rewrites it.\n{string.Join("\n", problems)}");
        }
    }

    /// <summary>Compares a folder with the files that it should hold, or empties and rewrites it.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="files">The text of each file by its path relative to the folder, with forward slashes.</param>
    /// <param name="accept">Whether the folder is to be rewritten.</param>
    /// <returns>One sentence for each file that is not as it should be.</returns>
    public static IReadOnlyList<string> Problems(string folder, IReadOnlyDictionary<string, string> files, bool accept)
    {
        if (accept)
        {
            Rewrite(folder, files);
            return [];
        }

        var found = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            : [];
        var superfluous = found.Where(name => !files.ContainsKey(name)).Select(name => $"{name}: is not emitted by anything.");
        var different = files.Select(file => Difference(folder, file.Key, file.Value)).OfType<string>();
        return [.. superfluous.Concat(different).Order(StringComparer.Ordinal)];
    }

    private static string? Difference(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return $"{name}: is missing.";
        }

        return TextComparison.FirstDifference(TextComparison.Read(path), TextComparison.Normalize(text)) is { } difference ? $"{name}: {difference}" : null;
    }

    private static void Rewrite(string folder, IReadOnlyDictionary<string, string> files)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (name, text) in files)
        {
            TextComparison.Write(Path.Combine(folder, name), TextComparison.Normalize(text));
        }
    }
}
