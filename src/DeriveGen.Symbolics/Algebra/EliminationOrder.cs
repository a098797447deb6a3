using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// In which order the bound indices of a product are summed away, and what that costs. Summing a set of indices first means
/// multiplying the factors that read one of them, summing, and storing a smaller tensor in their place: variable elimination,
/// as in tensor networks and graphical models, here exhaustively, since a term has few indices.
/// </summary>
/// <remarks>Indices that occur in the same factors and guards are always summed together, so they count as one.</remarks>
public static class EliminationOrder
{
    /// <summary>More groups of bound indices than this are summed all at once.</summary>
    private const int LargestSearch = 6;

    private const double TemporaryCost = 2;

    private sealed record Item(HashSet<IndexVar> Indices, double Cost);

    /// <summary>The cost of a term for all values of the free indices.</summary>
    public static double Cost(Term term, IEnumerable<IndexVar> free) => Best(term, free).Cost;

    /// <summary>The groups of bound indices, the one that is summed first in front; the last is summed in the final loop.</summary>
    public static IReadOnlyList<IReadOnlyList<IndexVar>> Of(Term term, IEnumerable<IndexVar> free) => Best(term, free).Order;

    /// <summary>
    /// The indices to sum first where a product of three or more tensors is cheaper as a chain of products of two, else null.
    /// </summary>
    public static IReadOnlyList<IndexVar>? First(Term term, IEnumerable<IndexVar> free)
    {
        List<Factor> touching = term.Factors.Where(factor => term.Binds(factor.Atom)).ToList();
        if (touching.Count < 3 || !touching.All(factor => factor is { Atom: Access, Exponent.IsOne: true }))
        {
            return null;
        }

        IReadOnlyList<IReadOnlyList<IndexVar>> order = Of(term, free);
        return order.Count > 1 && order[0].Count > 0 && touching.Count(factor => order[0].Any(factor.Atom.Indices.Contains)) >= 2 ? order[0] : null;
    }

    private static (double Cost, List<IReadOnlyList<IndexVar>> Order) Best(Term term, IEnumerable<IndexVar> free)
    {
        List<Item> items = term.Factors.Where(factor => factor.Atom.Indices.Count > 0)
            .Select(factor => new Item(factor.Atom.Indices, CostModel.Of(factor)))
            .Concat(term.Guards.Select(guard => new Item(guard.Argument.Indices, CostModel.GuardCost))).ToList();
        List<IReadOnlyList<IndexVar>> groups = term.Bound
            .GroupBy(index => string.Concat(items.Select(item => item.Indices.Contains(index) ? '1' : '0')))
            .Select(group => (IReadOnlyList<IndexVar>)group.ToList()).ToList();
        return Best(items, groups, [.. free], term.Guards);
    }

    private static (double Cost, List<IReadOnlyList<IndexVar>> Order) Best(
        List<Item> items, List<IReadOnlyList<IndexVar>> groups, HashSet<IndexVar> free, EquatableArray<Guard> guards)
    {
        List<IndexVar> all = groups.SelectMany(group => group).ToList();
        double best = LoopCost(items, free, all, guards);
        List<IReadOnlyList<IndexVar>> order = [all];
        if (groups.Count is 0 or > LargestSearch)
        {
            return (best, order);
        }

        for (int subset = 1; subset < 1 << groups.Count; subset++)
        {
            List<IndexVar> summed = groups.Where((_, i) => (subset >> i & 1) != 0).SelectMany(group => group).ToList();
            List<Item> touched = items.Where(item => summed.Any(item.Indices.Contains)).ToList();
            var open = new HashSet<IndexVar>(touched.SelectMany(item => item.Indices).Except(summed));
            if (touched.Count == items.Count && summed.Count == all.Count && open.SetEquals(free))
            {
                continue;
            }

            double cost = LoopCost(touched, open, summed, guards) + (TemporaryCost * CostModel.Space(open));
            if (cost >= best)
            {
                continue;
            }

            List<Item> left = [.. items.Where(item => !touched.Contains(item)), new Item(open, 1)];
            (double restCost, List<IReadOnlyList<IndexVar>> rest) = Best(left, groups.Where((_, i) => (subset >> i & 1) == 0).ToList(), free, guards);
            if (cost + restCost < best - 1e-9)
            {
                best = cost + restCost;
                order = [summed, .. rest];
            }
        }

        return (best, order);
    }

    /// <summary>One loop nest: a multiplication for each item everywhere, and what an item costs beyond that in the space of its own indices.</summary>
    private static double LoopCost(List<Item> items, HashSet<IndexVar> free, List<IndexVar> summed, EquatableArray<Guard> guards)
    {
        double points = CostModel.Space(free) * CostModel.Iterations(summed, guards);
        return (points * (items.Sum(item => Math.Min(1, item.Cost)) + 0.5))
            + items.Sum(item => Math.Max(0, item.Cost - 1) * Math.Min(points, CostModel.Space(item.Indices)));
    }
}
