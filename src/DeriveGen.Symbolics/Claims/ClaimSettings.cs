using System.Globalization;
using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Symbolics.Claims;

/// <summary>What a letter of the claims is called in the network, layer by layer: <c>Theta^{l-1} = W_l</c>.</summary>
/// <param name="Claimed">The letters in the claims.</param>
/// <param name="Named">The letters in the network; <c>dz</c> for the adjoint of z.</param>
/// <param name="Shift">What is added to the claim's layer to get the network's.</param>
internal sealed record LetterName(string Claimed, string Named, int Shift);

/// <summary>What the lines before the claims say.</summary>
internal sealed record ClaimSettings
{
    /// <summary>How matrices lie in the claims; null: as the network declares them.</summary>
    public MatrixConvention? Convention { get; init; }

    /// <summary>Whether dX of a tensor with an axis of examples is m·∂J/∂X.</summary>
    public bool PerExample { get; init; }

    /// <summary>Whether dX is the differential of X.</summary>
    public bool Tangents { get; init; }

    /// <summary>The letter that counts layers with its first and last value.</summary>
    public (string Letter, int First, int Last)? Layers { get; init; }

    /// <summary>Letters that stand for one layer: L = 3.</summary>
    public EquatableArray<(string Letter, int Value)> FixedLayers { get; init; } = [];

    /// <summary>The claims' letters.</summary>
    public EquatableArray<LetterName> Names { get; init; } = [];

    /// <summary>Functions that nothing is known of.</summary>
    public EquatableArray<string> Functions { get; init; } = [];

    /// <summary>The settings with one more line, or null where the line is no setting.</summary>
    /// <exception cref="FormatException">It begins as a setting and cannot be read.</exception>
    public ClaimSettings? With(string line)
    {
        int space = line.IndexOf(' ');
        string word = space < 0 ? line : line.Substring(0, space), rest = space < 0 ? "" : line.Substring(space + 1).Trim();
        return (word, rest) switch
        {
            ("convention", _) => Enum.TryParse(rest, out MatrixConvention convention) && Enum.IsDefined(typeof(MatrixConvention), convention) && !char.IsDigit(rest[0])
                ? this with { Convention = convention }
                : throw new FormatException($"'{rest}' is no convention; there are R, C, Cw and P."),
            ("adjoints", "total") => this with { PerExample = false },
            ("adjoints", "per-example") => this with { PerExample = true },
            ("adjoints", _) => throw new FormatException($"adjoints are 'total' or 'per-example', not '{rest}'."),
            ("tangents", "") => this with { Tangents = true },
            ("layers", _) => WithLayers(rest),
            ("names", _) => this with { Names = Names.AddRange(rest.Split(',').Select(Letter)) },
            ("function" or "functions", _) when rest.IndexOf('=') < 0 => this with { Functions = Functions.AddRange(rest.Split(new[] { ',', ' ' }, StringSplitOptions.RemoveEmptyEntries)) },
            _ => null,
        };
    }

    private ClaimSettings WithLayers(string text)
    {
        ClaimSettings result = this;
        foreach (string part in text.Split(','))
        {
            Match range = Regex.Match(part, @"^\s*([A-Za-z])\s*=\s*(\d{1,3})(?:\s*\.\.\s*(\d{1,3}))?\s*$");
            if (!range.Success || (range.Groups[3].Success && int.Parse(range.Groups[3].Value, CultureInfo.InvariantCulture) < int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture)))
            {
                throw new FormatException($"'{part.Trim()}' is no range of layers; write layers l = 1..3, or L = 3.");
            }

            int first = Number(range.Groups[2].Value);
            result = range.Groups[3].Success
                ? result with { Layers = (range.Groups[1].Value, first, Number(range.Groups[3].Value)) }
                : result with { FixedLayers = result.FixedLayers.Add((range.Groups[1].Value, first)) };
        }

        return result;
    }

    private static LetterName Letter(string text)
    {
        string[] sides = text.Split('=');
        Match[] parts = [.. sides.Select(side => Regex.Match(side.Trim(), @"^\\?(\p{L}[\p{L}\p{M}]*)(?:[_^]\{?[\[(]?([A-Za-z])?\s*([+-]?\s*\d+)?[\])]?\}?)?$"))];
        if (parts.Length != 2 || !parts.All(part => part.Success) || parts[0].Groups[2].Value != parts[1].Groups[2].Value)
        {
            throw new FormatException($"'{text.Trim()}' maps no letter; write names h = z, or names Theta^{{l-1}} = W_l.");
        }

        return new(parts[0].Groups[1].Value, parts[1].Groups[1].Value, Offset(parts[1]) - Offset(parts[0]));
    }

    private static int Offset(Match part) => part.Groups[3].Success ? Number(part.Groups[3].Value.Replace(" ", "")) : 0;

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
