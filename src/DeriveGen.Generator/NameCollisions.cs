using System.Globalization;
using DeriveGen.Symbolics;

namespace DeriveGen.Generator;

/// <summary>The networks whose names differ from another one's in case alone: the compiler refuses such file names with an exception.</summary>
/// <param name="Names">Their full names.</param>
public sealed record NameCollisions(EquatableArray<string> Names)
{
    /// <summary>Those among the full names of all networks.</summary>
    public static NameCollisions Among(IEnumerable<string> names) =>
        new([.. names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).SelectMany(group => group)]);

    /// <summary>A file's name, with a hash of the network's name where that collides with another one.</summary>
    public string UniqueHintName(EmittedFile file) =>
        Names.Contains(file.Network, StringComparer.Ordinal) ? Hash(file.Network) + "." + file.HintName : file.HintName;

    /// <summary>FNV-1a in 32 bits: the same on every machine, unlike <see cref="object.GetHashCode"/> of a string.</summary>
    private static string Hash(string text) =>
        text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}
