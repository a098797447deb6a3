using System.Collections.Immutable;
using System.Globalization;
using DeriveGen.Symbolics;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>One change of the source that mends what a diagnostic reports, as it travels with the diagnostic to the editor.</summary>
/// <param name="Changes">The characters to replace, in one file or several; none of them overlap.</param>
/// <remarks>The places are the diagnostic's additional locations; its property named by a place's number says which mend the place belongs to, and the text.</remarks>
public sealed record WrittenMend(EquatableArray<WrittenChange> Changes)
{
    private const char AfterMend = ':';

    /// <summary>A mend at one place; null where there is none.</summary>
    internal static WrittenMend? At(Location? place, string text) => place is null ? null : new([new WrittenChange(place, text)]);

    /// <summary>A diagnostic with its mends; those without a place are left out.</summary>
    internal static Diagnostic Attach(DiagnosticDescriptor descriptor, Location location, object[] arguments, IEnumerable<WrittenMend?> mends)
    {
        var placed = mends.OfType<WrittenMend>().SelectMany((mend, number) => mend.Changes.Select(change => (change.Place, Text: Written(number) + AfterMend + change.Text))).ToList();
        var texts = placed.Select((change, number) => new KeyValuePair<string, string?>(Written(number), change.Text)).ToImmutableDictionary();
        return Diagnostic.Create(descriptor, location, placed.Select(change => change.Place), texts, arguments);
    }

    /// <summary>The mends of a diagnostic.</summary>
    public static IEnumerable<WrittenMend> Of(Diagnostic diagnostic) => diagnostic.AdditionalLocations
        .Select((place, number) => (place, written: diagnostic.Properties.TryGetValue(Written(number), out var text) ? text : null))
        .Where(change => change.written is not null)
        .Select(change => (change.place, parts: change.written!.Split([AfterMend], 2)))
        .GroupBy(change => change.parts[0], (_, changes) => new WrittenMend([.. changes.Select(change => new WrittenChange(change.place, change.parts[1]))]));

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);
}
