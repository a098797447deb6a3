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
        var readers = new Dictionary<Tensor, HashSet<Step>>();
        foreach (Step step in steps)
        {
            foreach (Tensor tensor in StepReads.Reads(step))
            {
                if (!readers.TryGetValue(tensor, out HashSet<Step>? set))
                {
                    readers[tensor] = set = new HashSet<Step>(ReferenceComparer.Instance);
                }

                set.Add(step);
            }
        }

        bool IsNeeded(Tensor tensor, Step step) => tensor.Kind == TensorKind.Next || roots.Contains(tensor)
            || (readers.TryGetValue(tensor, out HashSet<Step>? set) && set.Any(reader => !ReferenceEquals(reader, step)));
        return steps.Map<Step>(step => step switch
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
        });
    }

    /// <summary>Whether a statement of the nest reads the value at another element of the row than the one it computes.</summary>
    private static bool IsReadElsewhere(Statement statement, Nest nest) => nest.Body.Any(reader => Walk.Accesses(reader.Equation.Value)
        .Any(access => ReferenceEquals(access.Tensor, statement.Target)
            && !access.Positions.Select(position => position.AsIndex).SequenceEqual(statement.Equation.Indices)));

    /// <summary>Whether the value is a row too long to stay in registers until a later statement reads it.</summary>
    private static bool IsLongRow(Statement statement, Nest nest) => statement.Kind is StatementKind.Pointwise or StatementKind.Window
        && statement.Lane!.Extent.AtCapacity() > LaneRules.LongestRegisterRow
        && nest.Body.Any(reader => reader.Equation.Reads.Contains(statement.Target));

    private sealed class ReferenceComparer : IEqualityComparer<Step>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Step? x, Step? y) => ReferenceEquals(x, y);

        public int GetHashCode(Step obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
