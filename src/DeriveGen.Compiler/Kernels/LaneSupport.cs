using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>What the lane form of a statement covers; any other statement is computed number by number.</summary>
internal static class LaneSupport
{
    /// <summary>Whether a statement has no lane, or everything in it has a form in lanes.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="lanes">The elements of a row that are read at once.</param>
    public static bool Fits(Statement statement, int lanes)
    {
        if (statement.Lane is not { } lane)
        {
            return true;
        }

        bool wantsPosition = statement.Kind == StatementKind.RowReduce && statement.Equation.ArgMax.Length > 0;
        return !wantsPosition && LaneRules.Fits(statement.Equation.Value, lane)
            && IsInRange(statement.Equation.Value, lane, lanes, [])
            && Walk.Guards(statement.Equation.Value).All(guard => Fits(guard, lane));
    }

    /// <summary>
    /// Whether a guard holds for all lanes that are read at once or for none: it bounds the lane index at a whole number of rows. What it
    /// guards is then computed only where it holds, and may leave its tensor elsewhere.
    /// </summary>
    public static bool IsUniform(Guard guard, IndexVar lane, int lanes)
    {
        int? coefficient = guard.Argument.CoefficientOf(lane);
        return guard.Kind == GuardKind.NonNegative && coefficient is 1 or -1
            && (guard.Argument - (Affine.Of(lane) * coefficient!.Value)).AsConstant is int bound
            && (coefficient == 1 ? -bound : bound + 1) % lanes == 0
            && lane.Extent.AtCapacity() > lanes;
    }

    private static bool IsInRange(Polynomial value, IndexVar lane, int lanes, EquatableArray<Guard> around) => value.Terms.All(term =>
    {
        EquatableArray<Guard> guards = around.AddRange(term.Guards.Where(guard => !guard.Argument.Indices.Contains(lane) || IsUniform(guard, lane, lanes)));
        return term.Factors.All(factor => IsInRange(factor.Atom, lane, lanes, guards));
    });

    private static bool IsInRange(Atom atom, IndexVar lane, int lanes, EquatableArray<Guard> guards) => atom switch
    {
        Access access => !access.Indices.Contains(lane) || access.IsProvablyInRange || GuardProver.IsInRange(access, guards),
        Apply apply => IsInRange(apply.Argument, lane, lanes, guards),
        Group group => IsInRange(group.Value, lane, lanes, guards),
        Maximum maximum => IsInRange(maximum.Body, lane, lanes, guards),
        _ => true,
    };

    /// <summary>A Kronecker delta needs the lane itself or the position of a maximum; an inequality any multiple of the lane.</summary>
    private static bool Fits(Guard guard, IndexVar lane) => !guard.Argument.Indices.Contains(lane)
        || LaneRules.AsPositionDelta(guard, lane) is not null
        || (guard.Argument.CoefficientOf(lane) is int coefficient && (guard.Kind == GuardKind.NonNegative || (guard.Kind == GuardKind.Equal && Math.Abs(coefficient) == 1)));
}
