using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>How far an access leaves its tensor: the zeros that must lie around the elements so that it can be read without a guard.</summary>
/// <param name="Low">For each axis the number of zeros before the first element.</param>
/// <param name="High">For each axis the number of zeros behind the last element.</param>
internal sealed record Halo(EquatableArray<int> Low, EquatableArray<int> High)
{
    /// <summary>No zeros.</summary>
    public static Halo None(int rank) => new(new int[rank].ToEquatableArray(), new int[rank].ToEquatableArray());

    /// <summary>Whether no zero is needed.</summary>
    public bool IsEmpty => Low.Concat(High).All(width => width == 0);

    /// <summary>The halo with one more axis.</summary>
    public Halo Insert(int axis, int low, int high) => new(Low.Insert(axis, low), High.Insert(axis, high));

    /// <summary>What both need.</summary>
    public Halo Union(Halo other) => new(
        Low.Zip(other.Low, Math.Max).ToEquatableArray(), High.Zip(other.High, Math.Max).ToEquatableArray());

    /// <summary>The halo of an access whose positions are sums of multiples of indices, or null where it depends on a size.</summary>
    public static Halo? Of(Access access)
    {
        int[] low = new int[access.Positions.Length], high = new int[access.Positions.Length];
        for (int axis = 0; axis < low.Length; axis++)
        {
            Affine position = access.Positions[axis];
            Affine least = position.Constant, past = position - access.Tensor.Shape[axis].Value;
            Affine greatest = SizesOf(past) + past.Constant;
            foreach (AffineTerm term in position.Terms)
            {
                if (term.Atom is not IndexAtom { Index: { } index })
                {
                    return null;
                }

                Affine end = (index.Extent.Value - 1) * term.Coefficient;
                least += term.Coefficient < 0 ? end : 0;
                greatest += term.Coefficient > 0 ? end : 0;
            }

            if (Bound(-least) is not int before || Bound(greatest + 1) is not int behind)
            {
                return null;
            }

            (low[axis], high[axis]) = (before, behind);
        }

        return new(low.ToEquatableArray(), high.ToEquatableArray());
    }

    private static Affine SizesOf(Affine affine) => Affine.Create(affine.Terms.Where(term => term.Atom is SizeAtom), 0);

    /// <summary>The greatest value above 0 that a width takes, or null where that depends on a size.</summary>
    private static int? Bound(Affine width) => width.AsConstant is int value ? Math.Max(value, 0) : (-width).IsProvablyNonNegative ? 0 : null;
}
