using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>What the lane form of a statement covers; any other statement is computed number by number.</summary>
internal static class LaneSupport
{
    /// <summary>Whether a statement has no lane, or everything in it has a form in lanes.</summary>
    public static bool Fits(Statement statement)
    {
        if (statement.Lane is not { } lane)
        {
            return true;
        }

        bool wantsPosition = statement.Kind == StatementKind.RowReduce && statement.Equation.ArgMax.Length > 0;
        return !wantsPosition && LaneRules.Fits(statement.Equation.Value, lane)
            && Accesses(statement.Equation.Value).All(access => !access.Indices.Contains(lane) || access.IsProvablyInRange)
            && Guards(statement.Equation.Value).All(guard => Fits(guard, lane));
    }

    /// <summary>A Kronecker delta needs the lane itself; an inequality any multiple of it.</summary>
    private static bool Fits(Guard guard, IndexVar lane) => !guard.Argument.Indices.Contains(lane)
        || (guard.Argument.CoefficientOf(lane) is int coefficient && (guard.Kind == GuardKind.NonNegative || (guard.Kind == GuardKind.Equal && Math.Abs(coefficient) == 1)));

    private static IEnumerable<Access> Accesses(Polynomial value) => Walk.Accesses(value);

    /// <summary>Every condition in an expression.</summary>
    public static IEnumerable<Guard> Guards(Polynomial value) => value.Terms.SelectMany(term => term.Guards.Concat(term.Factors.SelectMany(factor => Guards(factor.Atom))));

    private static IEnumerable<Guard> Guards(Atom atom) => atom switch
    {
        Apply apply => Guards(apply.Argument),
        Group group => Guards(group.Value),
        Maximum maximum => maximum.Guards.Concat(Guards(maximum.Body)),
        _ => [],
    };
}
