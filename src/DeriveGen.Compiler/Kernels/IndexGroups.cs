using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Indices that one loop runs over: neighbours whose strides continue one another in every operand.</summary>
/// <param name="Members">The indices, the outermost first. The strides of the last one are the group's.</param>
internal sealed record IndexGroup(EquatableArray<IndexVar> Members)
{
    /// <summary>The index whose strides are the group's.</summary>
    public IndexVar Inner => Members[Members.Length - 1];

    /// <summary>The letters of the indices.</summary>
    public string Letters => string.Concat(Members.Select(index => index.Name));

    /// <summary>The number of points, where no size takes part.</summary>
    public int? Static => Members.Aggregate((int?)1, (product, index) => product * index.Extent.Static);

    /// <summary>A number that divides the number of points, whatever the sizes are.</summary>
    public int Multiple => Members.Aggregate(1, (product, index) => checked(product * (index.Extent.Static ?? 1)));

    /// <summary>The number of points with every size at its capacity.</summary>
    public long Capacity => Members.Aggregate(1L, (product, index) => product * index.Extent.AtCapacity());
}

/// <summary>
/// A contraction's indices by their part in a register tile: rows (A and the target move, B does not), the sum, and loops around the tile.
/// </summary>
/// <param name="Rows">The rows of the tile, or null where there is one.</param>
/// <param name="Sum">The loops of the sum, the outermost first. The taps of a window are none: they are unrolled.</param>
/// <param name="Outer">The loops around the tile, the outermost first.</param>
/// <param name="Window">The window that slides over A, or null.</param>
internal sealed record IndexGroups(IndexGroup? Rows, EquatableArray<IndexGroup> Sum, EquatableArray<IndexVar> Outer, Window? Window)
{
    /// <summary>The groups of a contraction.</summary>
    /// <param name="contraction">The contraction.</param>
    /// <param name="storage">Where its operands lie.</param>
    /// <param name="others">The accesses of the start value and the epilogue, written ones among them.</param>
    /// <param name="single">Indices whose values the epilogue reads, so that they cannot be merged.</param>
    public static IndexGroups Of(Contraction contraction, StorageTable storage, IReadOnlyCollection<Access> others, HashSet<IndexVar> single)
    {
        IndexVar? shared = contraction.Split is { } split ? contraction.Core.Indices[split.Axis] : null;
        EquatableArray<IndexVar> free = contraction.Core.Indices.RemoveAt(contraction.Core.Indices.Length - 1);
        List<Access> all = [contraction.A, contraction.B, .. others];
        int A(IndexVar index) => SumOrder.Stride(contraction.A, index, storage);
        int B(IndexVar index) => SumOrder.Stride(contraction.B, index, storage);

        HashSet<IndexVar> kept = TileSupport.IndicesKept(contraction);
        List<IndexGroup> rows = Merge(free.Where(index => A(index) != 0 && B(index) == 0 && !kept.Contains(index)), all, storage, single, shared);
        IndexGroup? tile = rows.OrderByDescending(group => group.Capacity >= 8).ThenByDescending(group => free.IndexOf(group.Inner)).FirstOrDefault();
        List<IndexGroup> Sums(Func<IndexVar, bool> isLoop) => Merge(SumOrder.Of(contraction, storage).Where(isLoop), [contraction.A, contraction.B], storage, [], shared);
        List<IndexGroup> sum = Sums(_ => true);
        Window? window = tile is null ? null : Window.Of(contraction, storage, tile, sum);
        if (window is SummedWindow summed)
        {
            sum = Sums(index => index != summed.Index);
        }

        return new(tile, sum.ToEquatableArray(), free.Where(index => tile is null || tile.Members.IndexOf(index) < 0).ToEquatableArray(), window);
    }

    /// <summary>
    /// Joins an index to the next one where every operand's stride goes on: conv rows, heads, (row, channel) pairs. One that threads share begins
    /// a group, so that a part of its points is a part of the group's.
    /// </summary>
    private static List<IndexGroup> Merge(IEnumerable<IndexVar> indices, List<Access> operands, StorageTable storage, HashSet<IndexVar> single, IndexVar? shared)
    {
        var groups = new List<IndexGroup>();
        foreach (IndexVar index in indices)
        {
            IndexGroup? before = groups.Count > 0 ? groups[groups.Count - 1] : null;
            if (before is not null && index != shared && index.Extent.Static is int extent && !single.Contains(index) && !single.Contains(before.Inner)
                && operands.All(operand => SumOrder.Stride(operand, before.Inner, storage) == extent * SumOrder.Stride(operand, index, storage)))
            {
                groups[groups.Count - 1] = new(before.Members.Add(index));
            }
            else
            {
                groups.Add(new([index]));
            }
        }

        return groups;
    }
}
