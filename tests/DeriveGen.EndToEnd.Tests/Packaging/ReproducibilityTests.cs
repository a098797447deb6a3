using System.IO.Compression;
using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>Two builds of the same source, in different folders, give the same bytes.</summary>
[Collection(LocalFeed.Collection)]
public sealed class ReproducibilityTests(LocalFeed feed)
{
    private static readonly string[] s_projects = ["src/DeriveGen", "src/DeriveGen.Cli"];

    [Fact]
    public async Task Packages_depend_on_neither_folder_nor_clock()
    {
        DirectoryInfo other = Directory.CreateTempSubdirectory("derivegen-of-another-length-");
        try
        {
            Copy(other.FullName);
            string again = Path.Combine(other.FullName, "feed");
            foreach (string project in s_projects)
            {
                // As the feed was made: built, then packed.
                await DotNet.Run(other.FullName, "build", project, "--configuration", BuildFacts.Configuration);
                await DotNet.Run(other.FullName, "pack", project, "--no-build", "--configuration", BuildFacts.Configuration, "--output", again, $"-p:PackageVersion={LocalFeed.Version}");
            }

            string[] packages = [.. Directory.EnumerateFiles(again).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
            Assert.Equal(4, packages.Length);
            Assert.Contains(Contents(again, packages[0]), entry => entry.StartsWith("lib/net10.0/DeriveGen.dll", StringComparison.Ordinal));
            Assert.All(packages, name => Assert.Equal(Contents(feed.Folder, name), Contents(again, name)));
            Assert.All(packages, name => Assert.Equal(File.ReadAllBytes(Path.Combine(feed.Folder, name)), File.ReadAllBytes(Path.Combine(again, name))));
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    /// <summary>The entries of a package with what tells their bytes apart; says more than that two files differ.</summary>
    private static string[] Contents(string folder, string name)
    {
        using var package = ZipFile.OpenRead(Path.Combine(folder, name));
        return [.. package.Entries.Select(entry => $"{entry.FullName} {entry.Length} {entry.Crc32:x8} {entry.LastWriteTime:u}")];
    }

    /// <summary>The sources of both packages and the version control's notes, which say of what commit they are, without what was built from them.</summary>
    private static void Copy(string target)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Repository.Root).Concat(new[] { "src", "templates", ".git" }.Where(folder => Directory.Exists(Repository.PathOf(folder)))
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
