using System.Globalization;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>A small network that uses one thing of the library, of extents that are uneven on purpose.</summary>
/// <param name="Name">What it is; the network's class is named after it.</param>
/// <param name="Stack">The attributes below <c>[Network]</c>.</param>
/// <param name="Given">What its inputs and targets may be.</param>
/// <param name="BatchSize">The most examples of a call.</param>
internal sealed record LibraryCase(string Name, string Stack, Given Given = Given.Real, int BatchSize = 5)
{
    /// <summary>The name of the class in a precision.</summary>
    public string ClassName(Precision precision) => Name + precision;

    /// <summary>The declaration in a precision. What it draws is kept, for the reference to take over.</summary>
    public string Declaration(Precision precision) => string.Create(CultureInfo.InvariantCulture, $$"""
        [Network(BatchSize = {{BatchSize}}, Precision = Precision.{{precision}}, Keep = "{{Draws}}")]
        {{Stack}}
        public sealed partial class {{ClassName(precision)}};
        """);

    /// <summary>The names of the random tensors.</summary>
    public string Draws { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What real targets of a network are.</summary>
internal enum Given
{
    /// <summary>Any numbers.</summary>
    Real,

    /// <summary>Numbers between 0 and 1.</summary>
    Probability,

    /// <summary>Rows that add up to 1, with zeros among them.</summary>
    Distribution,

    /// <summary>1 or −1.</summary>
    Sign,

    /// <summary>Whole numbers from 0, as real numbers.</summary>
    Count,
}
