using System.IO.Compression;
using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>Two builds of the same source, in different folders, give the same bytes.</summary>
public sealed class ReproducibilityTests
{
    private static readonly string[] s_projects = ["src/DeriveGen", "src/DeriveGen.Cli"];

    [Fact]
    public async Task Packages_depend_on_neither_folder_nor_clock()
    {
        DirectoryInfo[] folders = [Directory.CreateTempSubdirectory("derivegen-"), Directory.CreateTempSubdirectory("derivegen-of-another-length-")];
        try
        {
            foreach (DirectoryInfo folder in folders)
            {
                Copy(folder.FullName);
                foreach (string project in s_projects)
                {
                    await DotNet.Run(folder.FullName, "pack", project, "--configuration", "Release", "--output", Path.Combine(folder.FullName, "feed"));
                }
            }

            string[] packages = [.. Directory.EnumerateFiles(Path.Combine(folders[0].FullName, "feed")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
            Assert.Equal(4, packages.Length);
            Assert.Contains(Contents(folders[0], packages[0]), entry => entry.StartsWith("lib/net10.0/DeriveGen.dll", StringComparison.Ordinal));
            Assert.All(packages, name => Assert.Equal(Contents(folders[0], name), Contents(folders[1], name)));
            Assert.All(packages, name => Assert.Equal(File.ReadAllBytes(Path.Combine(folders[0].FullName, "feed", name)), File.ReadAllBytes(Path.Combine(folders[1].FullName, "feed", name))));
        }
        finally
        {
            Array.ForEach(folders, folder => folder.Delete(recursive: true));
        }
    }

    /// <summary>The entries of a package with what tells their bytes apart; says more than that two files differ.</summary>
    private static string[] Contents(DirectoryInfo folder, string name)
    {
        using var package = ZipFile.OpenRead(Path.Combine(folder.FullName, "feed", name));
        return [.. package.Entries.Select(entry => $"{entry.FullName} {entry.Length} {entry.Crc32:x8} {entry.LastWriteTime:u}")];
    }

    /// <summary>The sources of both packages, without what was built from them.</summary>
    private static void Copy(string target)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Repository.Root).Concat(new[] { "src", "templates" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)));
        foreach (string file in files)
        {
            string relative = Path.GetRelativePath(Repository.Root, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                string copy = Path.Combine(target, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
