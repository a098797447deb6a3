using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Turns products round that would need a larger copy than they are worth: <c>y[i,j] = Σk z[i,k]·w[j,k]</c> reads its lanes j against the
/// grain of w, and for few rows i a copy of w with its axes exchanged takes nearly as long as the product. <c>yᵀ[j,i] = Σk w[j,k]·z[i,k]</c> has
/// its lanes along i; what is copied then is z and the result. The sums are the same, in the same order.
/// </summary>
internal static class TurnedProducts
{
    /// <summary>Fewer rows leave lanes of single precision idle.</summary>
    private const int LeastRows = 8;

    /// <summary>So much smaller the copies must be: the result is read once more than where it is still in registers.</summary>
    private const int LeastGain = 2;

    /// <summary>The equations with such products turned round, each followed by its result as it was asked for.</summary>
    /// <param name="equations">Equations in normal form.</param>
    /// <param name="scans">Recurrences among them; what has an axis as long as time is left alone.</param>
    public static EquatableArray<Equation> Of(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans)
    {
        HashSet<Extent> times = [.. scans.SelectMany(scan => scan.Tensors.Select(tensor => tensor.Shape[scan.TimeAxisOf(tensor)]))];
        var names = new FreshNames(equations);
        var result = new List<Equation>();
        foreach (Equation equation in equations)
        {
            if (!IsWorthwhile(equation) || equation.Value.Terms[0].AllIndices.Any(index => times.Contains(index.Extent)))
            {
                result.Add(equation);
                continue;
            }

            EquatableArray<IndexVar> turned = [equation.Indices[1], equation.Indices[0]];
            var tensor = new Tensor(names.Of(equation.Target.Name + "T"), turned.Map(index => index.Extent), TensorKind.Temporary);
            result.Add(new(tensor, turned, equation.Value));
            result.Add((equation with { Value = Polynomial.Of(tensor, turned) }).Freshen());
        }

        return result.ToEquatableArray();
    }

    /// <summary>The equation as the copy of a matrix that the schedule computes, with its axes exchanged; null where it is something else.</summary>
    public static Relayout? AsRelayout(Equation equation) =>
        equation is { Indices.Length: 2, Target.Kind: not TensorKind.Next } && equation.Value.AsAtom is Access { Tensor: { Kind: TensorKind.Temporary, Rank: 2 } source } access
        && IsRead(access, equation.Indices[1], equation.Indices[0])
        && source.Shape[0].Equals(equation.Target.Shape[1]) && source.Shape[1].Equals(equation.Target.Shape[0])
            ? new(source, equation.Target, 0)
            : null;

    private static bool IsWorthwhile(Equation equation)
    {
        if (equation.Indices.Length != 2 || Recognition.AsContraction(equation) is not { Bound.Length: 1, A.Tensor.Rank: 2, B.Tensor.Rank: 2 } contraction)
        {
            return false;
        }

        (IndexVar row, IndexVar lane, IndexVar point) = (equation.Indices[0], contraction.Lane, contraction.Bound[0]);
        (long rows, long lanes, long points) = (row.Extent.AtCapacity(), lane.Extent.AtCapacity(), point.Extent.AtCapacity());
        return IsRead(contraction.A, row, point) && IsRead(contraction.B, lane, point) && !Relayouts.IsArgument(contraction.A.Tensor)
            && rows >= LeastRows && lanes * points > LeastGain * rows * (lanes + points);
    }

    private static bool IsRead(Access access, IndexVar first, IndexVar second) => access.Positions[0].AsIndex == first && access.Positions[1].AsIndex == second;
}
