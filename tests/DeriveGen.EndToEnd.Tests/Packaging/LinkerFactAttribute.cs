namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>A test that links native code, counted as skipped where no linker is installed.</summary>
public sealed class LinkerFactAttribute : FactAttribute
{
    private static readonly string[] s_linkers = ["clang", "gcc"];

    public LinkerFactAttribute()
    {
        if (Linker.Length == 0)
        {
            Skip = $"There is neither of {string.Join(", ", s_linkers)}.";
        }
    }

    /// <summary>What links; empty where there is nothing.</summary>
    public static string Linker { get; } = s_linkers.FirstOrDefault(name => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)))) ?? string.Empty;
}
