using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Letters whose extent nothing says, each told once, where it first stands; and parameters that nothing reads.</summary>
internal static class OpenExtents
{
    /// <summary>The problems of a text without errors so far.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indices">The indices of its equations.</param>
    public static List<TextProblem> Of(TextInstance text, IEnumerable<WrittenIndex> indices)
    {
        var problems = new List<TextProblem>();
        var told = new HashSet<ExtentSlot>();
        var letters = new HashSet<string>();
        foreach (TensorSymbol symbol in text.Symbols.Values.Where(symbol => symbol.Kind is not (TensorKind.Forward or TensorKind.Constant)))
        {
            if (symbol.IsParameter && !symbol.IsRead)
            {
                problems.Add(new(TextErrors.UnusedParameter, symbol.Span, [symbol.Name]));
                continue;
            }

            if (symbol.Axes is null || symbol.Axes.Count != symbol.DeclaredAxes.Length)
            {
                problems.AddRange(symbol.Axes is null || symbol.Axes.Any(axis => axis.Value is null) ? [Conflicts.Open(symbol.Span, symbol.Name).Problem] : []);
                continue;
            }

            for (int axis = 0; axis < symbol.Axes.Count; axis++)
            {
                IndexSyntax letter = symbol.DeclaredAxes[axis];
                if (symbol.Axes[axis].Value is null && told.Add(symbol.Axes[axis].Root) & letters.Add(letter.Name))
                {
                    bool countsExamples = axis == 0 && symbol.Kind is TensorKind.Input or TensorKind.Target && text.Environment.Incoming is null;
                    problems.Add(countsExamples ? Examples(letter) : Conflicts.Open(letter.Span, letter.Name).Problem);
                }
            }
        }

        foreach ((string name, ExtentSlot slot, TextSpan span) in indices)
        {
            if (slot.Value is null && told.Add(slot.Root) && letters.Add(name))
            {
                problems.Add(Conflicts.Open(span, name).Problem);
            }
        }

        return problems;
    }

    private static TextProblem Examples(IndexSyntax letter)
    {
        string counted = $"{letter.Name}:{SizeTable.Batch}";
        return new(TextErrors.OpenExtent, letter.Span, [letter.Name, counted + " where it counts the examples"]) { Mends = [new(letter.Span, counted)] };
    }
}

/// <summary>An index where an equation writes it.</summary>
internal sealed record WrittenIndex(string Name, ExtentSlot Extent, TextSpan Span);
