using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Decides which values are written to memory. The others never leave the registers, the largest saving of all.</summary>
internal static class StoredValues
{
    /// <summary>The steps with every statement marked.</summary>
    /// <param name="steps">The steps with their copies.</param>
    /// <param name="roots">The tensors that outlive the schedule.</param>
    public static EquatableArray<Step> Mark(EquatableArray<Step> steps, IReadOnlyCollection<Tensor> roots)
    {
        // A slice stands for its whole, and is needed too where its own step reads the whole at another time.
        Dictionary<Tensor, Tensor> wholes = steps.OfType<Sweep>().SelectMany(sweep => sweep.Slices).ToDictionary(slice => slice.Tensor, slice => slice.Whole);
        Tensor WholeOf(Tensor tensor) => wholes.TryGetValue(tensor, out Tensor? whole) ? whole : tensor;
        ILookup<Tensor, (Step Step, Tensor Read)> readers = steps.SelectMany(Sweeps.Leaves)
            .SelectMany(step => StepReads.Reads(step).Select(read => (step, read))).ToLookup(pair => WholeOf(pair.read));
        bool IsNeeded(Tensor tensor, Step step) => tensor.Kind == TensorKind.Next || roots.Contains(WholeOf(tensor))
            || readers[WholeOf(tensor)].Any(reader => !ReferenceEquals(reader.Step, step) || !ReferenceEquals(reader.Read, tensor));
        return steps.Map(outer => Sweeps.Map(outer, step => step switch
        {
            Contraction contraction => contraction with
            {
                Stored = IsNeeded(contraction.Core.Target, step),
                Epilogue = contraction.Epilogue.Map(statement => statement with { Stored = statement.IsLate || IsNeeded(statement.Target, step) }),
            },
            Nest nest => nest with
            {
                Body = nest.Body.Map(statement => statement with
                {
                    Stored = statement.IsLate || IsNeeded(statement.Target, step) || IsReadElsewhere(statement, nest) || IsLongRow(statement, nest),
                }),
            },
            _ => step,
        }));
    }

    /// <summary>Whether a statement of the nest reads the value at another element of the row than the one it computes; one that loops inside reads them all.</summary>
    private static bool IsReadElsewhere(Statement statement, Nest nest) => nest.Body.Any(reader => Walk.Accesses(reader.Equation.Value)
        .Any(access => ReferenceEquals(access.Tensor, statement.Target)
            && (!access.Positions.Select(position => position.AsIndex).SequenceEqual(statement.Equation.Indices)
                || (reader.Kind is StatementKind.Window or StatementKind.General && Rewrite.BoundOf(reader.Equation).Any(access.Indices.Contains)))));

    /// <summary>Whether the value is a row too long to stay in registers until a later statement reads it.</summary>
    private static bool IsLongRow(Statement statement, Nest nest) => statement.Kind is StatementKind.Pointwise or StatementKind.Window
        && statement.Lane!.Extent.AtCapacity() > LaneRules.LongestRegisterRow
        && nest.Body.Any(reader => reader.Equation.Reads.Contains(statement.Target));
}
