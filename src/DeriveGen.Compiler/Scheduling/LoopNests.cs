using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Chooses the loops of a nest for one equation, and says how an equation fits loops that there are.</summary>
internal static class LoopNests
{
    /// <summary>A reduction over at most this many points is looped inside, along the lanes.</summary>
    private const int LargestWindow = 64;

    /// <summary>A nest for the equation alone.</summary>
    public static Nest For(Equation equation)
    {
        foreach (EquatableArray<IndexVar> outer in Candidates(equation))
        {
            if (Fit(equation, outer) is { Kind: not StatementKind.General } statement)
            {
                return new Nest(outer, [statement]);
            }
        }

        return Plain(equation);
    }

    /// <summary>A nest that computes the equation element by element, without lanes; any equation has one.</summary>
    public static Nest Plain(Equation equation)
    {
        StatementKind kind = Rewrite.BoundOf(equation).Length == 0 ? StatementKind.Scalar : StatementKind.General;
        return new Nest(equation.Indices, [new Statement(equation, kind, null, false)]);
    }

    /// <summary>
    /// How the equation, its indices already named as the loops', fits into loops over <paramref name="outer"/>; null where it does not.
    /// </summary>
    public static Statement? Fit(Equation equation, EquatableArray<IndexVar> outer)
    {
        EquatableArray<IndexVar> bound = Rewrite.BoundOf(equation);
        if (outer.Any(index => equation.Indices.IndexOf(index) < 0 && bound.IndexOf(index) < 0))
        {
            return null;
        }

        List<IndexVar> inner = equation.Indices.Where(index => outer.IndexOf(index) < 0).ToList();
        List<IndexVar> summed = bound.Where(index => outer.IndexOf(index) < 0).ToList();
        IndexVar? lane = inner.Count == 1 && inner[0] == equation.Indices[equation.Indices.Length - 1] && LaneRules.Fits(equation.Value, inner[0]) ? inner[0] : null;
        bool acrossPoints = bound.Length > summed.Count;
        bool isMaximum = equation.Value.AsMaximum is not null;
        bool reducesLane = summed.Count == 1 && equation.ArgMax.Length == 0 && LaneRules.Fits(equation.Value, summed[0]);

        return (inner.Count, summed.Count, acrossPoints) switch
        {
            (0, 0, false)                                           => Of(StatementKind.Scalar, null),
            (1, 0, false) when lane is not null                     => Of(StatementKind.Pointwise, lane),
            (0, 1, false) when reducesLane                          => Of(StatementKind.RowReduce, summed[0]),
            (1, _, false) when lane is not null && IsSmall(summed)  => Of(StatementKind.Window, lane),
            (0, _, false)                                           => Of(StatementKind.General, null),
            (0, 0, true) when !isMaximum                            => Of(StatementKind.AccumulateScalar, null),
            (0, 1, true) when !isMaximum && reducesLane             => Of(StatementKind.AccumulateScalar, summed[0]),
            (1, 0, true) when !isMaximum && lane is not null        => Of(StatementKind.AccumulateLane, lane),
            _                                                       => null,
        };

        Statement Of(StatementKind kind, IndexVar? along) => new(equation, kind, along, false);
    }

    /// <summary>The indices, free and bound, in the order of the axes of the access that reads most of them.</summary>
    public static EquatableArray<IndexVar> InOrderOfReading(Equation equation) =>
        InOrderOfReading(equation.Value, equation.Indices.AddRange(Rewrite.BoundOf(equation)));

    /// <summary>Some indices in the order of the axes of the access that reads most of them.</summary>
    public static EquatableArray<IndexVar> InOrderOfReading(Polynomial value, EquatableArray<IndexVar> all)
    {
        IEnumerable<IndexVar> first = Walk.Accesses(value).OrderByDescending(access => access.Indices.Count).Take(1)
            .SelectMany(access => access.Positions).SelectMany(position => position.Indices.OrderBy(index => all.IndexOf(index)));
        return first.Concat(all).Where(index => all.IndexOf(index) >= 0).Distinct().ToEquatableArray();
    }

    /// <summary>The loops that may suit, better ones first. The lane is what they leave out.</summary>
    private static IEnumerable<EquatableArray<IndexVar>> Candidates(Equation equation)
    {
        EquatableArray<IndexVar> free = equation.Indices, bound = Rewrite.BoundOf(equation), all = InOrderOfReading(equation);
        bool isMaximum = equation.Value.AsMaximum is not null;
        IndexVar? last = free.Length > 0 ? free[free.Length - 1] : null;
        EquatableArray<IndexVar> Without(EquatableArray<IndexVar> indices, IndexVar index) => indices.Where(other => other != index).ToEquatableArray();
        if (bound.Length == 0)
        {
            yield return last is null ? free : Without(free, last);
            yield break;
        }

        HashSet<IndexVar> contiguous = [.. Walk.Accesses(equation.Value)
            .Where(access => access.Positions.Length > 0).Select(access => access.Positions[access.Positions.Length - 1])
            .SelectMany(position => position.Indices.Where(index => position.CoefficientOf(index) == 1))];
        IndexVar? row = bound.FirstOrDefault(contiguous.Contains);
        if (bound.Length == 1 && row is not null)
        {
            yield return free;
        }

        if (last is not null && contiguous.Contains(last))
        {
            if (isMaximum || (free.Length > 1 && IsSmall(bound)))
            {
                yield return Without(free, last);
            }

            if (!isMaximum)
            {
                yield return Without(all, last);
            }
        }

        if (!isMaximum && row is not null)
        {
            yield return Without(all, row);
        }

        if (!isMaximum && free.Length == 0)
        {
            yield return all;
        }
    }

    private static bool IsSmall(IReadOnlyCollection<IndexVar> window)
    {
        long points = 1;
        foreach (IndexVar index in window)
        {
            points *= index.Extent.Static ?? LargestWindow + 1;
        }

        return window.Count > 0 && points <= LargestWindow;
    }
}
