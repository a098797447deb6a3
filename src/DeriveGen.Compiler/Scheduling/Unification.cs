using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Puts an equation into a step that there is: its indices are matched with the step's through the tensors that
/// both know. What the step computes must be read at the same point of its loops (matched first); what the step merely
/// reads may be read anywhere, and matches the loops that are left.
/// </summary>
internal static class Unification
{
    /// <summary>The step with the equation as its last statement, or null where it does not fit.</summary>
    public static Step? Join(Step step, Equation equation)
    {
        if (step is not (Nest or Contraction) || !SharesTensor(step, equation) || StepReads.Statements(step).Any(statement => statement.IsLate && equation.Reads.Contains(statement.Target)))
        {
            return null;
        }

        Dictionary<Tensor, EquatableArray<IndexVar>> produced = StepReads.Produced(step);
        if (Walk.Gathers(equation.Value).Any(gather => produced.ContainsKey(gather.Tensor)))
        {
            return null;
        }

        EquatableArray<IndexVar> outer = step is Nest nest ? nest.Outer : ((Contraction)step).Core.Indices;
        var names = new Dictionary<IndexVar, IndexVar>();
        if (!MatchProduced(equation, produced, outer, names)
            || (outer.Length == 0 && !equation.Reads.Any(produced.ContainsKey)))
        {
            return null;
        }

        if (step is Nest && outer.Any(index => !names.ContainsValue(index)))
        {
            MatchRead(equation, step, produced, outer, names);
        }

        return outer.Any(index => !names.ContainsValue(index)) ? null
            : step is Contraction contraction ? Join(contraction, Rewrite.Rename(equation, names))
            : Join((Nest)step, equation, names);
    }

    /// <summary>Whether the equation reads something that the step knows; without that nothing can be matched.</summary>
    private static bool SharesTensor(Step step, Equation equation)
    {
        IReadOnlyList<Tensor> reads = equation.Reads;
        bool Knows(Equation other) => reads.Contains(other.Target) || other.Reads.Any(reads.Contains);
        return step is Contraction contraction
            ? reads.Contains(contraction.Core.Target) || contraction.Epilogue.Any(statement => reads.Contains(statement.Target))
            : ((Nest)step).Body.Any(statement => Knows(statement.Equation));
    }

    private static Step? Join(Nest nest, Equation equation, Dictionary<IndexVar, IndexVar> names)
    {
        // Rows of one length share one lane index, so that a value in registers is read under the index that computed it.
        List<IndexVar> own = equation.Indices.Concat(Rewrite.BoundOf(equation)).Where(index => !names.ContainsKey(index)).ToList();
        if (own.Count == 1 && nest.Body.Select(statement => statement.Lane).FirstOrDefault(lane => lane is not null && lane.Extent.Equals(own[0].Extent)) is { } shared
            && !names.ContainsValue(shared))
        {
            names[own[0]] = shared;
        }

        return LoopNests.Fit(Rewrite.Rename(equation, names), nest.Outer) is { Kind: not StatementKind.General } statement
            ? nest with { Body = nest.Body.Add(statement) }
            : null;
    }

    private static Step? Join(Contraction contraction, Equation equation)
    {
        EquatableArray<IndexVar> space = contraction.Core.Indices;
        EquatableArray<IndexVar> bound = Rewrite.BoundOf(equation);
        if (contraction.IsDeep || !IsEpilogue(equation.Value))
        {
            return null;
        }

        bool isPointwise = bound.Length == 0 && equation.Indices.Length == space.Length && equation.Indices[space.Length - 1] == contraction.Lane;
        bool isColumnSum = NormalForm.IsBareReduction(equation) && equation.Indices.Length > 0 && equation.Indices[equation.Indices.Length - 1] == contraction.Lane
            && bound.Length == space.Length - equation.Indices.Length && bound.Length > 0;
        return (isPointwise || isColumnSum) && LaneRules.Fits(equation.Value, contraction.Lane)
            ? contraction with
            {
                Epilogue = contraction.Epilogue.Add(new Statement(
                    equation, isPointwise ? StatementKind.Pointwise : StatementKind.AccumulateLane, contraction.Lane, false)),
            }
            : null;
    }

    /// <summary>Whether a formula can be evaluated on a tile: no guards, no gathers, positions that are sums of multiples of indices.</summary>
    private static bool IsEpilogue(Polynomial value) => value.Terms.All(term => term.Guards.Length == 0 && term.Factors.All(factor => factor.Atom switch
    {
        Access access => Recognition.IsLinear(access) && !access.Tensor.IsInteger,
        Apply apply => IsEpilogue(apply.Argument),
        Group group => IsEpilogue(group.Value),
        IndexValue or Maximum => false,
        _ => true,
    }));

    /// <summary>Matches indices through what the step computes; false where something is read at another point of the loops.</summary>
    private static bool MatchProduced(
        Equation equation, Dictionary<Tensor, EquatableArray<IndexVar>> produced, EquatableArray<IndexVar> outer, Dictionary<IndexVar, IndexVar> names)
    {
        foreach (Access access in Walk.Accesses(equation.Value))
        {
            if (!produced.TryGetValue(access.Tensor, out EquatableArray<IndexVar> indices))
            {
                continue;
            }

            for (int axis = 0; axis < indices.Length; axis++)
            {
                IndexVar theirs = indices[axis];
                bool isLoop = outer.IndexOf(theirs) >= 0;
                if (access.Positions[axis].AsIndex is not { } ours)
                {
                    if (isLoop)
                    {
                        return false;
                    }
                }
                else if (names.TryGetValue(ours, out IndexVar? known))
                {
                    if (known != theirs && (isLoop || outer.IndexOf(known) >= 0))
                    {
                        return false;
                    }
                }
                else if (!ours.Extent.Equals(theirs.Extent) || names.ContainsValue(theirs))
                {
                    return false;
                }
                else
                {
                    names[ours] = theirs;
                }
            }
        }

        return true;
    }

    /// <summary>Matches indices that are left with loops that are left, through what both read.</summary>
    private static void MatchRead(
        Equation equation, Step step, Dictionary<Tensor, EquatableArray<IndexVar>> produced, EquatableArray<IndexVar> outer, Dictionary<IndexVar, IndexVar> names)
    {
        List<Access> seen = StepReads.Accesses(step).Where(access => !produced.ContainsKey(access.Tensor)).ToList();
        foreach (Access access in Walk.Accesses(equation.Value))
        {
            if (seen.Find(other => ReferenceEquals(other.Tensor, access.Tensor) && other.Positions.All(position => position.AsIndex is not null)) is not { } other)
            {
                continue;
            }

            for (int axis = 0; axis < access.Positions.Length; axis++)
            {
                IndexVar theirs = other.Positions[axis].AsIndex!;
                if (access.Positions[axis].AsIndex is { } ours && outer.IndexOf(theirs) >= 0
                    && !names.ContainsKey(ours) && !names.ContainsValue(theirs) && ours.Extent.Equals(theirs.Extent))
                {
                    names[ours] = theirs;
                }
            }
        }
    }
}
