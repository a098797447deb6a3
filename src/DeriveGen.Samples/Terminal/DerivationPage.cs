using System.Reflection;

namespace DeriveGen.Samples.Terminal;

/// <summary>The derivation pages of the sample networks, which the generator wrote; they travel as resources.</summary>
public static class DerivationPage
{
    private const string Heading = "In matrix notation\n";

    /// <summary>What stands before each formula of a page.</summary>
    private const string Indentation = "    ";

    /// <summary>The formulas of a network in its own convention.</summary>
    /// <param name="network">The class's name.</param>
    /// <exception cref="InvalidOperationException">There is no page, or it lacks the section; rewrite generated/ as the contributing page says.</exception>
    public static string Formulas(string network)
    {
        string resource = $"generated/{network}.txt";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The derivation page {resource} is missing.");
        using var reader = new StreamReader(stream);
        string[] parts = reader.ReadToEnd().Split(Heading, 2);
        IEnumerable<string> formulas = parts.Length < 2 ? [] : parts[1].Split('\n')
            .SkipWhile(line => !line.StartsWith(Indentation, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith(Indentation, StringComparison.Ordinal));
        string text = string.Join('\n', formulas.Select(line => line[Indentation.Length..]));
        return text.Length > 0 ? text : throw new InvalidOperationException($"The derivation page {resource} has no section \"{Heading.Trim()}\".");
    }
}
