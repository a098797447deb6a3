using System.Globalization;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Finds out which axes <c>...</c> and <c>s...</c> stand for in one statement: those of a tensor of known rank that its other indices leave over.</summary>
internal sealed class PackFinder(TextInstance text)
{
    private static readonly string[] SpareLetters = ["i", "n", "a", "b", "c", "d", "e", "f", "g", "h"];

    private readonly Dictionary<string, (IndexSlot[] Slots, TensorSymbol Source)> _packs = [];
    private readonly HashSet<string> _used = [];

    /// <summary>The packs of a statement.</summary>
    /// <param name="expressions">Its expressions.</param>
    /// <param name="left">What it defines and the indices there, where that tensor's rank is known.</param>
    /// <param name="letters">The indices on its left side.</param>
    public IReadOnlyDictionary<string, IndexSlot[]> Find(IEnumerable<ExpressionSyntax> expressions, (TensorSymbol Symbol, EquatableArray<IndexSyntax> Axes)? left, IEnumerable<string> letters)
    {
        ExpressionSyntax[] all = [.. expressions];
        _used.UnionWith(letters);
        _used.UnionWith(all.SelectMany(SyntaxWalk.Names));
        if (text.Environment.Elements is { } elements)
        {
            Take(PackSyntax.Unnamed, elements, 0, elements.Axes!.Count, default);
        }

        foreach (AccessSyntax access in all.SelectMany(SyntaxWalk.All).OfType<AccessSyntax>())
        {
            int packed = access.Positions.Count(position => position is PackSyntax);
            if (packed == 1 && Symbol(access) is { Axes: { } axes } symbol)
            {
                int start = access.Positions.ToList().FindIndex(position => position is PackSyntax);
                Take(((PackSyntax)access.Positions[start]).Name, symbol, start, axes.Count - (access.Positions.Length - 1), access.Span);
            }
        }

        if (left is var (target, indices) && target.Axes is { } own && indices.Count(index => index.IsPack && !index.IsFlat) == 1)
        {
            int start = indices.ToList().FindIndex(index => index.IsPack && !index.IsFlat);
            Take(indices[start].Name, target, start, own.Count - (indices.Length - 1), indices[start].Span);
        }

        return _packs.ToDictionary(pack => pack.Key, pack => pack.Value.Slots);
    }

    private void Take(string name, TensorSymbol source, int start, int count, TextSpan span)
    {
        if (count < 0)
        {
            throw TextException.Of(TextErrors.WrongRank, span, source.Shown, ExtentEvaluator.Counted(source.Axes!.Count, "axis", "axes"), "more indices");
        }

        if (_packs.TryGetValue(name, out (IndexSlot[] Slots, TensorSymbol Source) known))
        {
            if (known.Slots.Length != count)
            {
                throw TextException.Of(TextErrors.PackConflict, span, Occurrences.PackKey(name),
                    ExtentEvaluator.Counted(known.Slots.Length, "axis", "axes"), known.Source.Shown, ExtentEvaluator.Counted(count, "axis", "axes"), source.Shown);
            }

            return;
        }

        var slots = new IndexSlot[count];
        for (int i = 0; i < count; i++)
        {
            string? letter = source.AxisNames.Count > start + i ? source.AxisNames[start + i] : null;
            var extent = new ExtentSlot();
            extent.Join(source.Axes![start + i]);
            slots[i] = text.Track(new(Unused(letter), extent, isDeclared: false) { Source = source.Shown }, span);
        }

        _packs[name] = (slots, source);
    }

    private TensorSymbol? Symbol(AccessSyntax access)
    {
        string name = access.Name.Text;
        return text.Broken.Contains(name) ? null : access.IsNext
            ? text.NextValues.TryGetValue(name, out TensorSymbol? next) ? next : null
            : text.Environment.Parameters.TryGetValue(name, out ParameterValue? value) ? (value is ParameterValue.Text layer ? text.Environment.FindLayer(layer.Value) : null)
            : text.Reach(name);
    }

    private string Unused(string? letter)
    {
        string chosen = letter is not null && !_used.Contains(letter) ? letter
            : Array.Find(SpareLetters, spare => !_used.Contains(spare)) ?? "i" + _used.Count.ToString(CultureInfo.InvariantCulture);
        _used.Add(chosen);
        return chosen;
    }
}
