using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>A change of the source that mends what a diagnostic reports, as it travels with the diagnostic to the editor.</summary>
/// <param name="Place">The characters to replace; of no length where something is to be inserted.</param>
/// <param name="Text">What to write there; empty to remove them.</param>
/// <remarks>The places are the diagnostic's additional locations; its property named by a place's number is the text.</remarks>
public sealed record WrittenMend(Location Place, string Text)
{
    /// <summary>A diagnostic with its mends; those without a place are left out.</summary>
    internal static Diagnostic Attach(DiagnosticDescriptor descriptor, Location location, object[] arguments, IEnumerable<(Location? Place, string Text)> mends)
    {
        var placed = mends.Where(mend => mend.Place is not null).ToList();
        var texts = placed.Select((mend, number) => new KeyValuePair<string, string?>(Key(number), mend.Text)).ToImmutableDictionary();
        return Diagnostic.Create(descriptor, location, placed.Select(mend => mend.Place!), texts, arguments);
    }

    /// <summary>The mends of a diagnostic.</summary>
    public static IEnumerable<WrittenMend> Of(Diagnostic diagnostic) => diagnostic.AdditionalLocations
        .Select((place, number) => diagnostic.Properties.TryGetValue(Key(number), out var text) ? new WrittenMend(place, text ?? "") : null)
        .OfType<WrittenMend>();

    private static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);
}
