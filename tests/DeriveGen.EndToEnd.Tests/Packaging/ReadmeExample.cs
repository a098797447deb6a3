using System.Text.RegularExpressions;
using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>The README's first example, word for word: what it shows is what is tested.</summary>
internal static partial class ReadmeExample
{
    /// <summary>The whole program.</summary>
    public static string Program => FirstFence().Match(File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n")).Groups[1].Value;

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FirstFence();
}
