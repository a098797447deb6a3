using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Recognises contractions and scatters in equations in normal form, from the membership of indices alone.</summary>
internal static class Recognition
{
    /// <summary>
    /// A halo may make an operand this many times larger: as many as a window of five makes a map of four by four, whose adjoint would
    /// otherwise test each of its products.
    /// </summary>
    private const int LargestHaloGrowth = 9;

    /// <summary>
    /// The equation as a contraction, or null. It is one when it sums products of two accesses, the target's last index is
    /// read by exactly one of them, as a plain index or with unit stride along the rows, and they share a bound index. Guards may only
    /// be the range guards of an access: the zeros of a halo take their place.
    /// </summary>
    public static Contraction? AsContraction(Equation equation)
    {
        if (equation.Indices.Length == 0 || !NormalForm.IsBareReduction(equation))
        {
            return null;
        }

        Term sum = equation.Value.Terms[0];
        IndexVar lane = equation.Indices[equation.Indices.Length - 1];
        if (sum.Factors.Length != 2 || sum.Factors.Any(factor => !factor.Exponent.IsOne || factor.Atom is not Access { Tensor.IsInteger: false }))
        {
            return null;
        }

        var a = (Access)sum.Factors[0].Atom;
        var b = (Access)sum.Factors[1].Atom;
        if (a.Indices.Contains(lane))
        {
            (a, b) = (b, a);
        }

        Affine[] along = b.Positions.Where(position => position.Indices.Contains(lane)).ToArray();
        bool hasUnitStride = b.Positions[b.Positions.Length - 1].CoefficientOf(lane) == 1;
        bool isPlain = !a.Indices.Contains(lane)
            && along.Length == 1 && (along[0].AsIndex == lane || hasUnitStride)
            && sum.Bound.Any(index => a.Indices.Contains(index) && b.Indices.Contains(index));
        if (!isPlain || !IsStorable(a) || !IsStorable(b) || !sum.Guards.All(guard => IsRangeGuard(guard, a) || IsRangeGuard(guard, b)))
        {
            return null;
        }

        // A row of matrix times vector products against the grain is a row reduction, not a contraction with a transposed copy.
        bool hasRows = equation.Indices.Any(index => a.Indices.Contains(index) && !b.Indices.Contains(index));
        if (!hasRows && !hasUnitStride)
        {
            return null;
        }

        return new Contraction(equation, a, b, null, false, [], new TileChoice(LoopOrder.ColumnsOutside, false));
    }

    /// <summary>
    /// The equation as a scatter, or null. It is one when a Kronecker delta puts a target's index equal to a gathered
    /// value: Σi δ[v, t[i]]·x[i,d] adds row after row at t[i].
    /// </summary>
    public static Scatter? AsScatter(Equation equation)
    {
        if (!NormalForm.IsBareReduction(equation))
        {
            return null;
        }

        Term sum = equation.Value.Terms[0];
        var solved = new Substitution();
        var rest = new List<Guard>();
        foreach (Guard guard in sum.Guards)
        {
            IndexVar? index = guard.Kind == GuardKind.Equal && Gathers(guard.Argument) && Protection.IsSafe(guard.Argument)
                ? equation.Indices.FirstOrDefault(free => !solved.ContainsKey(free) && guard.Argument.CoefficientOf(free) is 1 or -1)
                : null;
            if (index is null)
            {
                rest.Add(guard);
                continue;
            }

            int coefficient = guard.Argument.CoefficientOf(index)!.Value;
            solved[index] = (guard.Argument - (Affine.Of(index) * coefficient)) * -coefficient;
        }

        if (solved.Count == 0 || solved.Values.Any(value => solved.Keys.Any(value.Indices.Contains)))
        {
            return null;
        }

        Polynomial addend = Polynomial.Create(new Term(sum.Coefficient, [], sum.Factors, rest.ToEquatableArray()).Substitute(solved));
        EquatableArray<Affine> positions = equation.Indices.Map(index => solved.TryGetValue(index, out Affine? value) ? value : Affine.Of(index));
        IndexVar last = equation.Indices[equation.Indices.Length - 1];
        bool hasLane = !solved.ContainsKey(last) && LaneRules.Fits(addend, last)
            && positions.Take(positions.Length - 1).All(position => !position.Indices.Contains(last));
        IEnumerable<IndexVar> points = LoopNests.InOrderOfReading(equation).Where(index => !solved.ContainsKey(index) && !(hasLane && index == last));
        return new Scatter(equation, positions, points.ToEquatableArray(), hasLane ? last : null, addend);
    }

    /// <summary>Whether every position is a sum of multiples of indices.</summary>
    public static bool IsLinear(Access access) => access.Positions.All(position => position.Terms.All(term => term.Atom is IndexAtom));

    /// <summary>Whether the operand can be read without guards, from a storage with zeros around it.</summary>
    private static bool IsStorable(Access access)
    {
        if (!IsLinear(access) || Halo.Of(access) is not { } halo)
        {
            return false;
        }

        if (halo.IsEmpty)
        {
            return true;
        }

        double growth = 1;
        for (int axis = 0; axis < access.Positions.Length; axis++)
        {
            int extent = access.Tensor.Shape[axis].AtCapacity();
            growth *= (double)(extent + halo.Low[axis] + halo.High[axis]) / extent;
        }

        return growth <= LargestHaloGrowth;
    }

    private static bool IsRangeGuard(Guard guard, Access access) => Enumerable.Range(0, access.Positions.Length).Any(axis =>
        guard.Equals(Guard.AtLeast(access.Positions[axis], 0)) || guard.Equals(Guard.AtLeast(access.Tensor.Shape[axis].Value - 1, access.Positions[axis])));

    private static bool Gathers(Affine affine) => Walk.Gathers(affine).Any();
}
