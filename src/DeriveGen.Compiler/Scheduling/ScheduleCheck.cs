using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>The well-formedness of a schedule. It is verified each time one is made.</summary>
public static class ScheduleCheck
{
    /// <summary>Verifies a schedule.</summary>
    /// <exception cref="InvalidOperationException">It is not well-formed; the message says what is wrong and prints it.</exception>
    public static void Verify(Schedule schedule)
    {
        if (Problem(schedule) is { } problem)
        {
            throw new InvalidOperationException($"The schedule {schedule.Name} is not well-formed: {problem}\n{schedule}");
        }
    }

    /// <summary>What is wrong with a schedule, or null.</summary>
    public static string? Problem(Schedule schedule)
    {
        Step[] steps = schedule.Steps.ToArray();
        return Order(schedule, steps) ?? Aliases(schedule, steps) ?? Overlap(schedule) ?? Rows(schedule, steps) ?? Roots(schedule, steps) ?? Splits(steps);
    }

    /// <summary>Producers precede readers, and what accumulates is not read before its step ends.</summary>
    private static string? Order(Schedule schedule, Step[] steps)
    {
        HashSet<Tensor> known = [.. schedule.Storage.Entries.Where(entry => entry.Value.Region != Region.Workspace).Select(entry => entry.Key), .. schedule.Given];
        for (int number = 0; number < steps.Length; number++)
        {
            string? problem = steps[number] is Sweep sweep ? Order(sweep, number, known) : Order(steps[number], number, known);
            if (problem is not null)
            {
                return problem;
            }

            known.UnionWith(StepReads.Writes(steps[number]));
        }

        return null;
    }

    /// <summary>In a sweep, what it computes is read at this time behind its producer, or at a time that was.</summary>
    private static string? Order(Sweep sweep, int number, HashSet<Tensor> before)
    {
        HashSet<Tensor> written = [.. sweep.Body.SelectMany(StepReads.Writes)];
        HashSet<Tensor> computed = [.. sweep.Slices.Where(slice => written.Contains(slice.Tensor)).Select(slice => slice.Whole)];
        bool IsPast(Slice slice) => ((slice.At - Affine.Of(new SizeAtom(sweep.Time))) * sweep.Direction).AsConstant < 0;
        HashSet<Tensor> known = [.. before.Where(tensor => !computed.Contains(tensor) && !written.Contains(tensor))];
        known.UnionWith(sweep.Slices.Where(slice => computed.Contains(slice.Whole) ? IsPast(slice) : before.Contains(slice.Whole)).Select(slice => slice.Tensor).ToList());
        foreach (Step step in sweep.Body)
        {
            if (Order(step, number, known) is { } problem)
            {
                return problem;
            }

            known.UnionWith(StepReads.Writes(step));
        }

        return null;
    }

    private static string? Order(Step step, int number, HashSet<Tensor> known)
    {
        HashSet<Tensor> inside = step is Contraction contraction ? [contraction.Core.Target] : [];
        var late = new HashSet<Tensor>();
        IEnumerable<Tensor> outer = step switch
        {
            Contraction product => StepReads.Operands(product).Select(operand => operand.Tensor).Concat(product.Start is null ? [] : product.Start.Tensors),
            Nest => [],
            _ => StepReads.Reads(step),
        };
        if (outer.FirstOrDefault(tensor => !known.Contains(tensor)) is { } missing)
        {
            return $"step {number} reads {missing} before it is computed.";
        }

        foreach (Statement statement in StepReads.Statements(step))
        {
            foreach (Tensor tensor in statement.Equation.Reads)
            {
                if (late.Contains(tensor))
                {
                    return $"step {number} reads {tensor}, which is complete only when the step ends.";
                }

                if (!known.Contains(tensor) && !inside.Contains(tensor))
                {
                    return $"step {number} reads {tensor} before it is computed.";
                }
            }

            (statement.IsLate ? late : inside).UnionWith(statement.Equation.ArgMax.Prepend(statement.Target));
        }

        return null;
    }

    /// <summary>A next value overwrites the old one after its last reader, and never before the loss is known.</summary>
    private static string? Aliases(Schedule schedule, Step[] steps)
    {
        var firstWriter = new Dictionary<Tensor, int>();
        var lastReader = new Dictionary<Tensor, int>();
        for (int number = 0; number < steps.Length; number++)
        {
            foreach (Tensor written in StepReads.Writes(steps[number]).Where(written => !firstWriter.ContainsKey(written)))
            {
                firstWriter[written] = number;
            }

            foreach (Tensor read in StepReads.Reads(steps[number]))
            {
                lastReader[read] = number;
            }
        }

        foreach (KeyValuePair<Tensor, Tensor> alias in schedule.Storage.Aliases)
        {
            if (!firstWriter.TryGetValue(alias.Key, out int writer))
            {
                return $"no step computes {alias.Key}, which overwrites {alias.Value}.";
            }

            int reader = lastReader.TryGetValue(alias.Value, out int last) ? last : -1;
            if (reader > writer)
            {
                return $"step {writer} overwrites {alias.Value}, which step {reader} still reads.";
            }

            if (writer < schedule.Forward.Length)
            {
                return $"step {writer} overwrites {alias.Value} before the loss is known.";
            }

            EquatableArray<Statement> statements = StepReads.Statements(steps[writer]);
            int written = statements.ToList().FindIndex(statement => ReferenceEquals(statement.Target, alias.Key));
            if (statements.Skip(written + 1).Any(statement => statement.Equation.Reads.Contains(alias.Value)))
            {
                return $"step {writer} reads {alias.Value} after overwriting it.";
            }
        }

        return null;
    }

    /// <summary>What lives at the same time does not share memory.</summary>
    private static string? Overlap(Schedule schedule)
    {
        KeyValuePair<Tensor, Storage>[] entries = schedule.Storage.Entries.Where(entry => entry.Value.Region != Region.Argument).ToArray();
        for (int a = 0; a < entries.Length; a++)
        {
            Storage first = entries[a].Value;
            int end = first.Region == Region.Persistent ? schedule.Storage.PersistentSize : schedule.Storage.WorkspaceSize;
            if (first.Offset < 0 || first.Offset + first.Size > end)
            {
                return $"{entries[a].Key} lies outside its region.";
            }

            for (int b = a + 1; b < entries.Length; b++)
            {
                Storage second = entries[b].Value;
                bool together = first.Region == second.Region && first.First <= second.Last && second.First <= first.Last;
                if (together && first.Offset < second.Offset + second.Size && second.Offset < first.Offset + first.Size)
                {
                    return $"{entries[a].Key} and {entries[b].Key} live at the same time in the same place.";
                }
            }
        }

        return null;
    }

    /// <summary>What is written along lanes has rows of whole vectors, and what is read along lanes too, or rows that end with a vector.</summary>
    private static string? Rows(Schedule schedule, Step[] steps)
    {
        int line = schedule.Storage.Lanes;
        steps = [.. steps.SelectMany(Sweeps.Leaves)];
        foreach (Statement statement in steps.SelectMany(step => StepReads.Statements(step)))
        {
            if (statement.Stored && statement.Lane is not null && statement.Kind is not (StatementKind.RowReduce or StatementKind.AccumulateScalar)
                && WrongRow(schedule, statement.Target, line) is { } problem)
            {
                return problem;
            }
        }

        foreach (Contraction contraction in steps.OfType<Contraction>())
        {
            if (!contraction.B.Indices.Contains(contraction.Lane) || !LaneRules.Fits(contraction.B, contraction.Lane))
            {
                return $"{contraction.B} does not read the lanes of {contraction.Core.Target} with unit stride.";
            }

            if (contraction.Stored && WrongRow(schedule, contraction.Core.Target, line) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? WrongRow(Schedule schedule, Tensor tensor, int line)
    {
        Storage storage = schedule.Storage[tensor];
        int rank = storage.Strides.Length;
        return storage.IsDense ? $"{tensor} is written along lanes, but its rows are not padded."
            : rank > 1 && storage.Strides[rank - 2] % Layout.LanesOf(tensor.Shape[rank - 1], line) != 0 ? $"{tensor} is written along lanes, but its rows are not whole vectors."
            : storage.HaloLow[rank - 1] + storage.HaloHigh[rank - 1] > 0 ? $"{tensor} is written along lanes, which would run into its halo."
            : null;
    }

    /// <summary>What threads share has points that do not depend on one another.</summary>
    private static string? Splits(Step[] steps) => steps.SelectMany((step, number) => Sweeps.Leaves(step).Select(leaf => (leaf, number))).Select(pair =>
        pair.leaf.Split is not { } split ? null
            : split.Axis < 0 || split.Axis >= ThreadSplits.Indices(pair.leaf).Length ? $"step {pair.number} has no index {split.Axis} that threads could share."
            : ThreadSplits.Independence(pair.leaf, split.Axis) is { } reason ? $"threads cannot share step {pair.number}: {reason}."
            : null).FirstOrDefault(problem => problem is not null);

    /// <summary>The loss and the results live to the end.</summary>
    private static string? Roots(Schedule schedule, Step[] steps) => schedule.Results.Concat(schedule.Loss is null ? [] : [schedule.Loss])
        .Where(root => schedule.Storage[root].Last < steps.Length).Select(root => $"{root} must live to the end.").FirstOrDefault();
}
