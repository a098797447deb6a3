using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Which elements of a tensor are 0 by its equation, as those of <c>p[t,u] = [u ≤ t]·exp(s[t,u])</c> above the diagonal; and which points of
/// a contraction's sum need not be looked at, because an operand is 0 there.
/// </summary>
internal sealed class Supports
{
    private readonly Dictionary<Tensor, Support> _known = [];

    /// <summary>The steps with the <see cref="Contraction.Triangle"/> of their contractions.</summary>
    public static EquatableArray<Step> Mark(EquatableArray<Step> steps)
    {
        var supports = new Supports();
        return steps.Map(supports.Mark);
    }

    private Step Mark(Step step)
    {
        foreach (Statement statement in StepReads.Statements(step).Where(statement => Rewrite.BoundOf(statement.Equation).Length == 0))
        {
            List<Guard> guards = Of(statement.Equation.Value);
            if (guards.Count > 0)
            {
                _known[statement.Target] = new(statement.Equation.Indices, guards);
            }
        }

        return step is Contraction { Start: null, Pairs: null } contraction && contraction.Epilogue.All(IsTheSameInEveryRow) ? contraction with { Triangle = TriangleOf(contraction) } : step;
    }

    /// <summary>Whether a statement asks for no row's number.</summary>
    private static bool IsTheSameInEveryRow(Statement statement) => statement.Kind == StatementKind.Pointwise
        && !Walk.Guards(statement.Equation.Value).Any() && !Walk.Gathers(statement.Equation.Value).Any() && !Walk.Atoms(statement.Equation.Value).Any(atom => atom is IndexValue);

    /// <summary>The triangle of A: what B has no index of is a row.</summary>
    private Triangle? TriangleOf(Contraction contraction)
    {
        List<IndexVar> rows = [.. contraction.Core.Indices.Where(index => contraction.A.Indices.Contains(index) && !contraction.B.Indices.Contains(index))];
        foreach (Guard guard in Of(contraction.A))
        {
            IndexVar? row = rows.FirstOrDefault(guard.Argument.Indices.Contains), point = contraction.Bound.FirstOrDefault(guard.Argument.Indices.Contains);
            if (row is not null && point is not null && guard.Argument.Constant <= 0 && guard.Argument.Terms.Length == 2 && row.Extent.IsStatic && point.Extent.IsStatic
                && guard.Argument.CoefficientOf(row) is 1 or -1 && guard.Argument.CoefficientOf(point) == -guard.Argument.CoefficientOf(row))
            {
                return new(row, point, guard.Argument.CoefficientOf(row) == 1);
            }
        }

        return null;
    }

    /// <summary>What holds wherever a value is not 0.</summary>
    private List<Guard> Of(Polynomial value)
    {
        List<Guard>? common = null;
        foreach (Term term in value.Terms)
        {
            List<Guard> here = [.. term.Guards.Where(guard => guard.Kind == GuardKind.NonNegative), .. term.Factors.Where(factor => factor.Exponent.Sign > 0).SelectMany(Of)];
            common = common is null ? here : [.. common.Where(here.Contains)];
        }

        return common ?? [];
    }

    private List<Guard> Of(Factor factor) => factor.Atom switch
    {
        Access access => Of(access),
        Group group => Of(group.Value),
        _ => [],
    };

    private List<Guard> Of(Access access)
    {
        if (!_known.TryGetValue(access.Tensor, out Support? known))
        {
            return [];
        }

        var at = new Substitution(known.Indices, access.Positions);
        return known.Guards.ConvertAll(guard => guard.Substitute(at));
    }

    /// <summary>What holds wherever a tensor is not 0, at indices of its own.</summary>
    private sealed record Support(EquatableArray<IndexVar> Indices, List<Guard> Guards);
}
