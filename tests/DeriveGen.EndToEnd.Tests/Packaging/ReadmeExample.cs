using System.Text.RegularExpressions;
using DeriveGen.Testing;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>The README's examples, word for word: what it shows is what is tested.</summary>
internal static partial class ReadmeExample
{
    /// <summary>The first network, a whole program.</summary>
    public static string Program => Fences[0];

    /// <summary>A network in equations, a network of the second order, and a layer of a user's own with a network that has it.</summary>
    public static string OwnLayer => Fences[1] + Fences[2] + Fences[3] + "\n[Network, Input(4), Gain, Dense(2), SquaredError]\npublic sealed partial class GainNet;\n";

    private static string[] Fences { get; } =
        [.. Fence().Matches(File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
