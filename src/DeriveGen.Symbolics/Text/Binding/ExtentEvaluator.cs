using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>The extents of the letters that a text declares.</summary>
internal sealed class ExtentEvaluator(TextInstance text)
{
    private readonly Dictionary<string, Letter> _letters = [];

    /// <summary>Whole-number arithmetic over what is known.</summary>
    public WholeArithmetic Numbers { get; } = new(text);

    private sealed class Letter(ExtentSlot? slot, IndexSyntax? syntax, string origin, bool mayDeclareSize)
    {
        public ExtentSlot? Slot { get; set; } = slot;

        public IndexSyntax? Syntax { get; } = syntax;

        public string Origin { get; } = origin;

        public bool MayDeclareSize { get; } = mayDeclareSize;

        public bool IsBeingEvaluated { get; set; }

        public bool IsBroken { get; set; }
    }

    /// <summary>Notes that a letter has a written extent, or the extent of an incoming axis, throughout the text.</summary>
    public void Declare(string letter, IndexSyntax syntax, string tensor, bool mayDeclareSize)
    {
        if (!_letters.ContainsKey(letter))
        {
            _letters[letter] = new(null, syntax, tensor, mayDeclareSize);
        }
    }

    /// <summary>Notes that a letter has a known extent throughout the text.</summary>
    public void Declare(string letter, ExtentSlot slot) => _letters[letter] = new(slot, null, slot.Origin, false);

    /// <summary>The extent that a letter has throughout the text, or null.</summary>
    public ExtentSlot? Find(string letter)
    {
        if (!_letters.TryGetValue(letter, out Letter? found))
        {
            return null;
        }

        return found.Slot ??= Evaluate(letter, found);
    }

    private ExtentSlot Evaluate(string letter, Letter found)
    {
        if (found.IsBroken)
        {
            // What is wrong with the extent was said where it is declared.
            throw new BrokenReadException();
        }

        if (found.IsBeingEvaluated)
        {
            throw Conflicts.Open(found.Syntax!.Span, letter);
        }

        found.IsBeingEvaluated = true;
        try
        {
            return Slot(found.Syntax!, null, found.Origin, found.MayDeclareSize);
        }
        catch (TextException)
        {
            found.IsBroken = true;
            throw;
        }
        finally
        {
            found.IsBeingEvaluated = false;
        }
    }

    /// <summary>The written extent of an index.</summary>
    public ExtentSlot Slot(IndexSyntax index, Scope? scope, string tensor, bool mayDeclareSize)
    {
        if (mayDeclareSize && index.Extent is NameExpressionSyntax { IsNext: false } name && IsNewSize(name.Name.Text))
        {
            int? capacity = index.Capacity is null ? null : Number(index.Capacity, scope);
            return new(Extent.Of(text.Environment.Sizes.Declare(name.Name.Text, capacity)), tensor);
        }

        Extent extent;
        try
        {
            extent = Evaluate(index.Extent!, scope);
        }
        catch (OverflowException)
        {
            throw TextException.Of(TextErrors.BadExtent, index.Span, index.Name, "more than " + int.MaxValue.ToString(CultureInfo.InvariantCulture), "");
        }

        if (extent.Static is < 1)
        {
            throw Bad(index.Span, index.Name, extent, index.Extent!);
        }

        return new(extent, tensor);
    }

    /// <summary>An extent below 1, with the numbers that make it so; of one that is given as it stands, at that argument.</summary>
    public TextException Bad(TextSpan span, string index, Extent extent, ExpressionSyntax written)
    {
        string[] values = [.. SyntaxWalk.All(written).Select(text.Valued).OfType<string>().Distinct()];
        TextProblem problem = TextException.Of(TextErrors.BadExtent, span, index, extent.ToString().Replace('-', '−'), values.Length == 0 ? "" : ", as " + string.Join(", ", values)).Problem;
        return new(written is NameExpressionSyntax { IsNext: false, Name.Text: var name } && text.NumberOf(name) is not null ? problem with { Span = default, Parameter = name } : problem);
    }

    /// <summary>Notes that what says the extent of a letter is wrong, which was told.</summary>
    public void Break(string letter) => _letters[letter] = new(null, null, "", false) { IsBroken = true };

    /// <summary>The value of an extent.</summary>
    public Extent Evaluate(ExpressionSyntax syntax, Scope? scope) => Extent.Of(Numbers.Evaluate(syntax, scope));

    /// <summary>The axis that <c>size(…)</c> asks for.</summary>
    public ExtentSlot SizeOf(CallSyntax call, Scope? scope)
    {
        if (call.Arguments.Length is < 1 or > 2 || NameOf(call.Arguments[0]) is not { } name)
        {
            throw TextException.Of(TextErrors.ArgumentCount, call.Span, "size", "an index, or a tensor and the number of an axis", call.Arguments.Length + " arguments");
        }

        if (call.Arguments.Length == 1)
        {
            return (scope?.Letter(name) as BoundIndex)?.Slot.Extent ?? Find(name)
                ?? throw TextException.Of(TextErrors.UnknownIndex, call.Arguments[0].Span, name);
        }

        if (text.Environment.Tables.TryGetValue(name, out EquatableArray<Rational> table))
        {
            return new(Extent.Of(table.Length), name);
        }

        TensorSymbol tensor = text.Environment.Parameters.TryGetValue(name, out ParameterValue? value) && value is ParameterValue.Text layer
            ? Layers.Find(text, layer.Value, new(name, call.Arguments[0].Span))
            : text.Reach(name) ?? throw TextException.Misspelled(TextErrors.UnknownName, call.Arguments[0].Span, name, text.KnownNames);
        int axis = Number(call.Arguments[1], scope);
        int rank = tensor.Axes?.Count ?? 0;
        return -rank <= axis && axis < rank
            ? tensor.Axes![axis < 0 ? axis + rank : axis]
            : throw TextException.Of(TextErrors.WrongRank, call.Arguments[1].Span, tensor.Shown, Counted(rank, "axis", "axes"), "axis " + axis.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary><c>1 axis</c>, <c>2 axes</c>.</summary>
    public static string Counted(int count, string one, string many) => count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many);

    private static string? NameOf(ExpressionSyntax syntax) => syntax is NameExpressionSyntax { IsNext: false } name ? name.Name.Text : null;

    private bool IsNewSize(string name) =>
        text.Environment.Sizes.Find(name) is null && !text.Environment.Parameters.ContainsKey(name) && text.Environment.Incoming is null;

    private int Number(ExpressionSyntax syntax, Scope? scope) => Numbers.Evaluate(syntax, scope).AsConstant
        ?? throw TextException.Of(TextErrors.NotAnExtent, syntax.Span, "'" + text.Quote(syntax.Span) + "'", "");
}

/// <summary>Finds the layers that strings name.</summary>
internal static class Layers
{
    /// <summary>The output of the layer called <paramref name="layer"/>.</summary>
    public static TensorSymbol Find(TextInstance text, string layer, NameSyntax parameter)
    {
        if (text.Environment.FindLayer(layer) is { } found)
        {
            return found;
        }

        TextSpan span = new(0, layer.Length);
        string? nearest = Spelling.Nearest(layer, text.Environment.LayerNames);
        throw new TextException(new(TextErrors.UnknownLayerName, span, [parameter.Text, layer, Spelling.Hint(nearest)], parameter.Text) { Mends = nearest is null ? [] : [new(span, nearest)] });
    }
}
