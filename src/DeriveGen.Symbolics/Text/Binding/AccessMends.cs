using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>What may have been meant by an access whose indices do not fit the tensor's axes.</summary>
internal static class AccessMends
{
    /// <summary>The access with its two indices swapped, where that fits.</summary>
    public static Mend? Transposed(TextInstance text, TensorSymbol tensor, IReadOnlyList<BoundPosition> positions, TextSpan span)
    {
        if (positions.Count != 2 || !Fits(positions[0], tensor.Axes![1]) || !Fits(positions[1], tensor.Axes[0]))
        {
            return null;
        }

        string access = text.Quote(span), first = text.Quote(positions[0].Span), second = text.Quote(positions[1].Span);
        string name = access.Split('[')[0];
        return access == $"{name}[{first}, {second}]" ? new(span, $"{name}[{second}, {first}]") : null;
    }

    /// <summary>The declaration of the tensor with the extent of the index, where it was written as a number.</summary>
    public static Mend? Resized(TextInstance text, TensorSymbol tensor, int axis, IndexSlot index) =>
        text.Symbols.ContainsValue(tensor) && tensor.DeclaredAxes.Length == tensor.Axes!.Count && tensor.DeclaredAxes[axis] is { Extent: NumberSyntax number } && index.Extent.Value is { } extent
            ? new(number.Span, extent.ToString())
            : null;

    /// <summary>0 outside the axis.</summary>
    public static Mend? Padded(TextInstance text, TextSpan position) => position.Length == 0 ? null : new(position, $"pad({text.Quote(position)})");

    /// <summary>Puts the first change that is offered into the advice about an index and an axis of different extents.</summary>
    /// <param name="exception">What is wrong; its last argument is what can always be done.</param>
    /// <param name="transposed">The indices exchanged, where that fits.</param>
    /// <param name="resized">Another extent in the declaration, where a number is written there.</param>
    /// <param name="axis">The axis, from 0.</param>
    /// <param name="tensor">The tensor.</param>
    public static TextException Advised(TextException exception, Mend? transposed, Mend? resized, int axis, TensorSymbol tensor)
    {
        EquatableArray<string> arguments = exception.Problem.Arguments;
        string remedy = transposed is { } exchange ? $"exchange the indices, {exchange.Text}"
            : resized is { } extent ? $"declare axis {axis + 1} of {tensor.Name} with the extent {extent.Text}"
            : arguments[arguments.Length - 1];
        return new TextException(exception.Problem with { Arguments = arguments.Take(arguments.Length - 1).Append(remedy).ToEquatableArray() })
            .Or(transposed).Or(transposed is null ? resized : null);
    }

    private static bool Fits(BoundPosition position, ExtentSlot axis) =>
        position is BoundIndex { Slot.Extent.Value: var extent } && (extent is null || axis.Value is null || extent.Equals(axis.Value));
}
