using System.Globalization;

namespace DeriveGen.Symbolics.Text;

/// <summary>How much a problem matters.</summary>
public enum Severity
{
    /// <summary>Nothing is generated.</summary>
    Error,

    /// <summary>Something is probably not meant so.</summary>
    Warning,
}

/// <summary>A kind of problem: one row of a table of what can be wrong.</summary>
/// <param name="Id">The code: <c>DG</c> and four digits.</param>
/// <param name="Title">The kind in a few words.</param>
/// <param name="MessageFormat">What is wrong here, with holes {0}, {1}, … for the names and extents.</param>
/// <param name="Remedy">What to do, with the same holes; empty where a hole of the message says it.</param>
/// <param name="Severity">How much it matters.</param>
public sealed record Descriptor(string Id, string Title, string MessageFormat, string Remedy, Severity Severity = Severity.Error)
{
    /// <summary>The message and the remedy as one format, for whoever formats later.</summary>
    public string FullFormat => Remedy.Length == 0 ? MessageFormat : MessageFormat + ": " + Remedy;

    /// <summary>The message with its holes filled.</summary>
    public string Format(EquatableArray<string> arguments) => string.Format(CultureInfo.InvariantCulture, FullFormat, arguments.ToArray());
}
