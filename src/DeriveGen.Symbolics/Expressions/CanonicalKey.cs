using System.Globalization;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>Texts that are equal exactly when two expressions are equal up to the names of bound indices.</summary>
/// <remarks>
/// Bound indices are named by colour refinement (an index is coloured by the items it touches, and again by the colours
/// it meets there); indices that keep the same colour are tried in every order and the least text is taken. Groups of
/// equal colour are almost always single, so this is cheap as well as exact.
/// </remarks>
internal static class CanonicalKey
{
    /// <summary>More rounds are made only while they still tell indices apart: those in the middle of a long chain of products.</summary>
    private const int LeastRounds = 3;

    /// <summary>Above this many tied indices their order of appearance is kept: equal terms may then look different, never the reverse.</summary>
    private const int LargestTie = 6;

    /// <summary>So is it where all ties together have more orders.</summary>
    private const int MostOrders = 720;

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Access(Tensor tensor, EquatableArray<Affine> indices, Func<IndexVar, string>? naming) =>
        Identity.Key(tensor.Id) + "[" + string.Join(",", indices.Select(index => index.KeyWith(naming))) + "]";

    /// <summary>The key of Σ_bound Π items, without the coefficient.</summary>
    public static string Product(EquatableArray<IndexVar> bound, EquatableArray<Factor> factors, EquatableArray<Guard> guards, Func<IndexVar, string>? naming)
    {
        string Items(Func<IndexVar, string>? names) => Join(
            factors.Select(factor => factor.KeyWith(names)).Concat(guards.Select(guard => guard.KeyWith(names))));

        if (bound.Length == 0)
        {
            return Items(naming);
        }

        string Outer(IndexVar index) => naming is null ? "$" + Identity.Key(index.Id) : naming(index);

        Dictionary<IndexVar, string> colours = Refine(bound, factors, guards, Outer);
        List<IndexVar[]> ties = bound.GroupBy(index => colours[index]).OrderBy(tie => tie.Key, StringComparer.Ordinal).Select(tie => tie.ToArray()).ToList();
        string prefix = "b" + Number(Height(factors)) + ".";
        string? least = null;
        foreach (IndexVar[] order in Orders(ties))
        {
            var positions = new Dictionary<IndexVar, string>();
            for (int i = 0; i < order.Length; i++)
            {
                positions[order[i]] = prefix + Number(i) + ":" + order[i].Extent.Value.Key;
            }

            string text = Items(index => positions.TryGetValue(index, out string? name) ? name : Outer(index));
            if (least is null || string.CompareOrdinal(text, least) < 0)
            {
                least = text;
            }
        }

        return "Σ" + string.Join(",", ties.SelectMany(tie => tie).Select(index => index.Extent.Value.Key)) + ":" + least;
    }

    /// <summary>How deep sums are nested in the factors. It keeps the names of an inner sum's indices apart from an outer one's.</summary>
    public static int Height(EquatableArray<Factor> factors) => factors.Length == 0 ? 0 : factors.Max(factor => factor.Atom.BindingHeight);

    private static Dictionary<IndexVar, string> Refine(
        EquatableArray<IndexVar> bound, EquatableArray<Factor> factors, EquatableArray<Guard> guards, Func<IndexVar, string> outer)
    {
        Dictionary<IndexVar, string> colours = bound.ToDictionary(index => index, index => index.Extent.Value.Key);
        int count = 0;
        for (int round = 0, before = -1; bound.Length > 1 && (round < LeastRounds || count > before); round++)
        {
            before = count;
            var refined = new Dictionary<IndexVar, string>();
            foreach (IndexVar index in bound)
            {
                string Coloured(IndexVar other) => ReferenceEquals(other, index) ? "*"
                    : colours.TryGetValue(other, out string? colour) ? "<" + colour + ">"
                    : outer(other);
                refined[index] = colours[index] + "|" + Join(
                    factors.Where(factor => factor.Atom.Indices.Contains(index)).Select(factor => factor.KeyWith(Coloured))
                        .Concat(guards.Where(guard => guard.Argument.Indices.Contains(index)).Select(guard => guard.KeyWith(Coloured))));
            }

            List<string> ranks = refined.Values.Distinct().OrderBy(colour => colour, StringComparer.Ordinal).ToList();
            colours = refined.ToDictionary(pair => pair.Key, pair => "c" + Number(ranks.IndexOf(pair.Value)));
            count = ranks.Count;
            if (count == bound.Length)
            {
                break;
            }
        }

        return colours;
    }

    private static string Join(IEnumerable<string> items)
    {
        string[] sorted = items.ToArray();
        Array.Sort(sorted, string.CompareOrdinal);
        return string.Join("·", sorted);
    }

    private static IEnumerable<IndexVar[]> Orders(List<IndexVar[]> ties) =>
        ties.Aggregate(1.0, (count, tie) => count * Enumerable.Range(1, Math.Min(tie.Length, LargestTie)).Aggregate(1.0, (product, factor) => product * factor)) <= MostOrders
            ? Orders(ties, 0)
            : [[.. ties.SelectMany(tie => tie)]];

    private static IEnumerable<IndexVar[]> Orders(List<IndexVar[]> ties, int first)
    {
        if (first == ties.Count)
        {
            yield return [];
            yield break;
        }

        foreach (IndexVar[] head in Permutations(ties[first]))
        {
            foreach (IndexVar[] tail in Orders(ties, first + 1))
            {
                yield return [.. head, .. tail];
            }
        }
    }

    private static IEnumerable<IndexVar[]> Permutations(IndexVar[] items)
    {
        if (items.Length is <= 1 or > LargestTie)
        {
            yield return items;
            yield break;
        }

        for (int i = 0; i < items.Length; i++)
        {
            foreach (IndexVar[] tail in Permutations([.. items.Take(i), .. items.Skip(i + 1)]))
            {
                yield return [items[i], .. tail];
            }
        }
    }
}
