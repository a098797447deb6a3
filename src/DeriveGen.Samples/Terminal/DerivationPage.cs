using System.Reflection;

namespace DeriveGen.Samples.Terminal;

/// <summary>The derivation pages of the sample networks, which the generator wrote; they travel as resources.</summary>
public static class DerivationPage
{
    private const string Heading = "## In matrix notation";
    private const string Fence = "```";

    /// <summary>The formulas of a network in its own convention.</summary>
    /// <param name="network">The class's name.</param>
    /// <exception cref="InvalidOperationException">There is no page, or it lacks the section; rewrite generated/ as the contributing page says.</exception>
    public static string Formulas(string network)
    {
        string resource = $"generated/{network}.md";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The derivation page {resource} is missing.");
        using var reader = new StreamReader(stream);
        string[] parts = reader.ReadToEnd().Split(Heading, 2);
        string[] fenced = parts.Length == 2 ? parts[1].Split(Fence, 3) : [];
        return fenced.Length == 3
            ? fenced[1].TrimStart("text".ToCharArray()).Trim('\n')
            : throw new InvalidOperationException($"The derivation page {resource} has no section \"{Heading}\".");
    }
}
