using System.Globalization;
using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Claims.Syntax;

namespace DeriveGen.Symbolics.Claims;

/// <summary>The layers that a line with a letter for them speaks of.</summary>
/// <param name="settings">The letter and its range.</param>
/// <param name="names">The letters that have one value.</param>
internal sealed class LayerRange(ClaimSettings settings, Vocabulary names)
{
    /// <summary>The values of the letters, one row for each layer.</summary>
    public IEnumerable<IReadOnlyDictionary<string, int>> All =>
        settings.Layers is { } layers ? Enumerable.Range(layers.First, layers.Last - layers.First + 1).Select(With) : [names.FixedLayers];

    /// <summary>The values of the letters in a claim: one row for each layer, or one row alone.</summary>
    public IEnumerable<IReadOnlyDictionary<string, int>> Of(StatedClaim claim)
    {
        bool isForEachLayer = settings.Layers is { } layers && Regex.IsMatch(claim.ToString(), $@"[_^][\{{(\[]*{layers.Letter}\b");
        return isForEachLayer ? All : [names.FixedLayers];
    }

    /// <summary>Which layer a row is, in words; nothing where there is one alone.</summary>
    public string Named(IReadOnlyDictionary<string, int> row) => settings.Layers is { } range && row.TryGetValue(range.Letter, out int value)
        ? string.Format(CultureInfo.InvariantCulture, " for {0} = {1}", range.Letter, value)
        : "";

    /// <summary>The formula with every layer a number, so that it means the same in lines with other letters.</summary>
    /// <exception cref="ClaimException">A letter has no value.</exception>
    public static ClaimExpression Instantiate(ClaimExpression formula, IReadOnlyDictionary<string, int> layers) => formula is ClaimExpression.Name { Layer: { } layer } name
        ? name with { Layer = new LayerIndex(null, layer.Value(layers) ?? throw new ClaimException(name.Span, $"the layer of {name} is not known"), layer.IsRaised) }
        : formula.With(formula.Operands.Map(operand => Instantiate(operand, layers)));

    private IReadOnlyDictionary<string, int> With(int layer)
    {
        var letters = names.FixedLayers.ToDictionary(pair => pair.Key, pair => pair.Value);
        letters[settings.Layers!.Value.Letter] = layer;
        return letters;
    }
}
