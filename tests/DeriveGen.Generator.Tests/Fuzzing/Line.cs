using System.Globalization;
using DeriveGen.Generator.Tests.Library;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>One attribute of a random network.</summary>
/// <param name="Type">The attribute's name.</param>
/// <param name="Arguments">Its arguments, without names that tie it to other layers.</param>
internal sealed record Line(string Type, string Arguments = "")
{
    /// <summary>The layer's name, given once another refers to it.</summary>
    public string? Name { get; init; }

    /// <summary>The layer that it reads; null for the one before.</summary>
    public string? From { get; init; }

    /// <summary>What it shares.</summary>
    public string? Share { get; init; }

    /// <summary>The factor of a loss.</summary>
    public double? Weight { get; init; }

    /// <summary>What a loss wants of its targets; null for anything else, and for a loss without targets.</summary>
    public Given? Target { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string[] parts =
        [
            Arguments,
            Name is null ? "" : $"Name = \"{Name}\"",
            From is null ? "" : $"From = \"{From}\"",
            Share is null ? "" : $"Share = \"{Share}\"",
            Weight is { } weight ? string.Create(CultureInfo.InvariantCulture, $"Weight = {weight}") : "",
        ];
        string all = string.Join(", ", parts.Where(part => part.Length > 0));
        return all.Length == 0 ? $"[{Type}]" : $"[{Type}({all})]";
    }
}
