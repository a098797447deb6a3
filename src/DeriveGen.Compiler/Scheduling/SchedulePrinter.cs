using System.Globalization;
using System.Text;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Prints a schedule as the pseudo-code of the emitted method: a numbered step a line, its statements below, then the storage.</summary>
/// <remarks>A <c>!</c> marks a value that is written to memory; the others live in registers.</remarks>
internal static class SchedulePrinter
{
    public static string Print(Schedule schedule)
    {
        var text = new StringBuilder();
        int number = 0;
        foreach ((string title, EquatableArray<Step> steps) in new[] { ("forward", schedule.Forward), ("backward", schedule.Backward), ("update", schedule.Update) })
        {
            if (steps.Length == 0)
            {
                continue;
            }

            text.Append(schedule.Name).Append(", ").Append(title).Append('\n');
            foreach (Step step in steps)
            {
                text.Append(number++.ToString(CultureInfo.InvariantCulture).PadLeft(3)).Append("  ");
                Print(text, step);
            }
        }

        Print(text, schedule.Storage);
        return text.ToString();
    }

    /// <summary>A statement: <c>MZ[i] = max_j Z[i,j]</c>, with <c>+=</c> where it accumulates.</summary>
    public static string Print(Statement statement)
    {
        string equation = TextPrinter.Print(statement.Equation);
        string target = Left(statement.Equation);
        string relation = statement.IsLate ? " += " : " = ";
        return (statement.Stored ? "! " : "  ") + target + relation + equation.Substring(target.Length + 3)
            + "   " + Words[statement.Kind] + (statement.Lane is null ? string.Empty : " " + statement.Lane.Name);
    }

    private static IReadOnlyDictionary<StatementKind, string> Words { get; } = new Dictionary<StatementKind, string>
    {
        [StatementKind.Pointwise]        = "lanes",
        [StatementKind.Scalar]           = "scalar",
        [StatementKind.RowReduce]        = "reduce lanes",
        [StatementKind.AccumulateScalar] = "accumulate",
        [StatementKind.AccumulateLane]   = "accumulate lanes",
        [StatementKind.Window]           = "window, lanes",
        [StatementKind.General]          = "loops",
    };

    private static void Print(StringBuilder text, Step step)
    {
        switch (step)
        {
            case Contraction contraction:
                // What is computed: the broadcast operand, then the one in lanes; the zeros around them stand for the guards of the formula.
                Equation core = contraction.Core;
                var product = new Term(1, contraction.Bound, [new(contraction.A, 1), new(contraction.B, 1)], []);
                text.Append("contraction ").Append(contraction.Stored ? "! " : "  ").Append(TextPrinter.Print(core.Left)).Append(" = ")
                    .Append(contraction.Start is null ? string.Empty : contraction.Start + " + ").Append(TextPrinter.Print(product))
                    .Append("   lanes ").Append(contraction.Lane.Name)
                    .Append(contraction.Pairs is { } pairs ? $", two of {pairs.Row.Name} by {pairs.B.Tensor.Name}" : string.Empty).Append(Parts(contraction)).Append('\n');
                Print(text, contraction.Epilogue);
                break;
            case Nest nest:
                text.Append("nest ").Append(nest.Outer.Length == 0 ? "once" : Loops(nest.Outer)).Append(Parts(nest)).Append('\n');
                Print(text, nest.Body);
                break;
            case Relayout relayout:
                text.Append("relayout ").Append(relayout.Target.Name).Append(" ← ").Append(relayout.Source.Name);
                if (relayout.AxisMovedLast >= 0)
                {
                    text.Append(", axis ").Append(relayout.AxisMovedLast.ToString(CultureInfo.InvariantCulture)).Append(" last");
                }

                text.Append(Parts(relayout)).Append('\n');
                break;
            case Sweep sweep:
                text.Append("sweep ").Append(sweep.Time.Name).Append(':').Append(sweep.Length).Append(sweep.Direction > 0 ? "\n" : " backwards\n");
                foreach (Step inner in sweep.Body)
                {
                    text.Append("     ");
                    Print(text, Sweeps.Spelled(inner, sweep.SliceOf));
                }

                break;
            case Clear clear:
                text.Append("clear ").Append(clear.Target.Name).Append('\n');
                break;
            case Draw draw:
                text.Append("draw ").Append(draw.Target.Name).Append('\n');
                break;
            case Scatter scatter:
                text.Append("scatter ").Append(Loops(scatter.Points)).Append("  ").Append(new Access(scatter.Equation.Target, scatter.Positions))
                    .Append(" += ").Append(scatter.Addend).Append(scatter.Lane is null ? string.Empty : "   lanes " + scatter.Lane.Name).Append('\n');
                break;
        }
    }

    private static void Print(StringBuilder text, EquatableArray<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            text.Append("       ").Append(Print(statement)).Append('\n');
        }
    }

    private static void Print(StringBuilder text, StorageTable table)
    {
        foreach (KeyValuePair<Tensor, Storage> entry in table.Entries)
        {
            Storage storage = entry.Value;
            text.Append("     ").Append(entry.Key.Name).Append(" [").Append(string.Join(",", entry.Key.Shape)).Append("]  ")
                .Append(storage.Region switch { Region.Persistent => "persistent", Region.Workspace => "workspace", _ => "argument" });
            if (storage.Region != Region.Argument)
            {
                text.Append('@').Append(storage.Offset.ToString(CultureInfo.InvariantCulture)).Append(" size ").Append(storage.Size.ToString(CultureInfo.InvariantCulture));
            }

            text.Append(" strides [").Append(string.Join(",", storage.Strides)).Append(']');
            if (storage.Panels is { } panels)
            {
                text.Append(string.Format(CultureInfo.InvariantCulture, " panels of {0} at {1}", panels.Width, panels.Stride));
            }

            if (storage.HasHalo)
            {
                text.Append(" halo [").Append(string.Join(",", storage.HaloLow)).Append("]/[").Append(string.Join(",", storage.HaloHigh)).Append(']');
            }

            text.Append(string.Format(CultureInfo.InvariantCulture, " live {0}..{1}\n", storage.First, storage.Last));
        }

        foreach (KeyValuePair<Tensor, Tensor> alias in table.Aliases)
        {
            text.Append("     ").Append(alias.Key.Name).Append(" in place of ").Append(alias.Value.Name).Append('\n');
        }

        text.Append(string.Format(CultureInfo.InvariantCulture, "     {0} persistent, {1} workspace elements\n", table.PersistentSize, table.WorkspaceSize));
    }

    /// <summary>Who shares a step: <c>2 threads share k by multiples of 32</c>.</summary>
    private static string Parts(Step step) => step.Split is not { } split ? string.Empty : string.Format(
        CultureInfo.InvariantCulture, "   {0} threads share {1}{2}", split.Parts, step is Relayout ? "axis " + split.Axis : ThreadSplits.Indices(step)[split.Axis].Name,
        split.Multiple == 1 ? string.Empty : " by multiples of " + split.Multiple);

    private static string Loops(EquatableArray<IndexVar> indices) => string.Join(", ", indices.Select(index => index.Name + ":" + index.Extent));

    private static string Left(Equation equation)
    {
        string text = TextPrinter.Print(equation);
        return text.Substring(0, text.IndexOf(" = ", StringComparison.Ordinal));
    }
}
