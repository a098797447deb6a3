namespace DeriveGen.Testing;

/// <summary>Where things lie in the working copy that the running test was built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds DeriveGen.sln, found upwards from the test's own assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real data that the environment variable DERIVEGEN_DATA names, or null; see <see cref="RealDataFactAttribute"/>.</summary>
    public static string? Data => Environment.GetEnvironmentVariable("DERIVEGEN_DATA") is { Length: > 0 } folder ? folder : null;

    /// <summary>The full path of a file or folder given relative to <see cref="Root"/>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DeriveGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"DeriveGen.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
