using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Gives contractions over a sliding window whose rows fill half of the widest register a second form for such registers, two neighbouring
/// rows side by side: y[v,c] = Σs,n x[v+s,n]·W[s,n,c] reads x for both at v = 2j + q, and takes for q its tap t − q of the weights,
/// Wpairs[t,n,q,c] = [0 ≤ t−q]·[t−q &lt; S]·W[t−q,n,c], with t from 0 to S. For S = 3 these are four products for two rows instead of six.
/// The zeros add 0 to a sum, which leaves it as it is; an infinity or a NaN in x they carry one row further.
/// </summary>
internal sealed class PairedRows
{
    /// <summary>Fewer rows do not pay for the second form of the weights.</summary>
    private const int ManyRows = 64;

    private readonly Dictionary<(Tensor Weights, int Axis, int Steps), Tensor> _pairs = [];

    /// <summary>The steps with second forms, each made before its first reader.</summary>
    /// <param name="sequence">The steps, with the copies that they need.</param>
    /// <param name="lanes">The widest vector.</param>
    public static StepSequence Insert(StepSequence sequence, int lanes)
    {
        var pass = new PairedRows();
        return sequence.Expand(step => step is Contraction contraction && Layout.IsNarrow(contraction.Lane.Extent, lanes) ? pass.Pair(contraction) : [step]);
    }

    private IEnumerable<Step> Pair(Contraction contraction)
    {
        EquatableArray<IndexVar> free = contraction.Core.Indices.RemoveAt(contraction.Core.Indices.Length - 1);
        long rows = free.Aggregate(1L, (points, index) => points * index.Extent.AtCapacity());
        IndexVar? row = free.LastOrDefault(index => contraction.A.Indices.Contains(index) && !contraction.B.Indices.Contains(index));
        if (contraction.IsDeep || rows < ManyRows || row?.Extent.Static is not int extent || extent % 2 != 0 || extent < TileChoice.LeastRowsOfAWindow
            || Halo.Of(contraction.B) is not { IsEmpty: true } || contraction.Epilogue.Any(statement => statement.IsLate && statement.Equation.Indices.Contains(row))
            || contraction.Bound.FirstOrDefault(index => StepsOf(contraction, row, index) is not null) is not { } tap)
        {
            return [contraction];
        }

        int steps = StepsOf(contraction, row, tap)!.Value, axis = AxisOf(contraction.B, tap)!.Value, first = Math.Min(0, steps);
        var made = new List<Step>();
        if (!_pairs.TryGetValue((contraction.B.Tensor, axis, steps), out Tensor? pairs))
        {
            Equation equation = Weights(contraction.B, axis, steps);
            _pairs[(contraction.B.Tensor, axis, steps)] = pairs = equation.Target;
            made.Add(LoopNests.For(equation));
        }

        Affine which = Affine.Of(row).Modulo(2);
        EquatableArray<Affine> positions = contraction.B.Positions.Select((position, place) => place == axis ? position + (which * steps) - first : position)
            .ToEquatableArray().Insert(contraction.B.Positions.Length - 1, which);
        return made.Append(contraction with { Pairs = new(row, tap, steps, new Access(pairs, positions)) });
    }

    /// <summary>How many taps the next row is away, where all that the operands read along the row and the taps is a window's; else null.</summary>
    private static int? StepsOf(Contraction contraction, IndexVar row, IndexVar tap)
    {
        Affine[] along = [.. contraction.A.Positions.Where(position => position.Indices.Contains(row) || position.Indices.Contains(tap))];
        bool isWindow = along.Length == 1 && tap.Extent.Static is > 1 and <= TileChoice.MostTaps
            && AxisOf(contraction.B, tap) is int axis && contraction.B.Tensor.Shape[axis].Equals(tap.Extent)
            && contraction.B.Positions[contraction.B.Positions.Length - 1].AsIndex == contraction.Lane;
        return isWindow && along[0].CoefficientOf(tap) is (1 or -1) and var one && along[0].CoefficientOf(row) is (1 or -1) and var other ? other * one : null;
    }

    /// <summary>The one axis along which the taps lie, without anything else; or null.</summary>
    private static int? AxisOf(Access weights, IndexVar tap)
    {
        int[] axes = [.. Enumerable.Range(0, weights.Positions.Length).Where(axis => weights.Positions[axis].Indices.Contains(tap))];
        return axes.Length == 1 && weights.Positions[axes[0]].AsIndex == tap ? axes[0] : null;
    }

    private static Equation Weights(Access b, int axis, int steps)
    {
        Tensor weights = b.Tensor;
        int taps = weights.Shape[axis].Static!.Value, last = weights.Rank - 1;
        EquatableArray<IndexVar> indices = Enumerable.Range(0, weights.Rank)
            .Select(place => place == axis ? new IndexVar("t", taps + Math.Abs(steps)) : new IndexVar(b.Positions[place].AsIndex?.Name ?? "k", weights.Shape[place])).ToEquatableArray();
        var which = new IndexVar("q", 2);
        Affine tap = Affine.Of(indices[axis]) - (Affine.Of(which) * steps) + Math.Min(0, steps);
        var read = new Access(weights, indices.Select((index, place) => place == axis ? tap : Affine.Of(index)).ToEquatableArray());
        EquatableArray<IndexVar> all = indices.Insert(last, which);
        var target = new Tensor(weights.Name + "Pairs", all.Map(index => index.Extent), TensorKind.Temporary);
        return new(target, all, Polynomial.Create(new Term(1, [], [new(read, 1)], [Guard.AtLeast(tap, 0), Guard.AtLeast(taps - 1, tap)])));
    }
}
