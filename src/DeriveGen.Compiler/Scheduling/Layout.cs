using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Strides and sizes: row-major, the last axis padded to whole vectors, so that a row may be read and written in vectors
/// whatever its length, to half a vector where it fits one, and by a vector more where rows would lie half pages apart; zeros around the elements where an operand leaves them.
/// Symbolic sizes count at their capacity.
/// </summary>
/// <param name="lanes">How many elements an aligned line holds; rows and offsets are multiples of it.</param>
internal sealed class Layout(int lanes)
{
    /// <summary>How many elements an aligned line holds.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>The columns of a panel: those of the widest tile that has more than one row.</summary>
    public int PanelWidth => 2 * Lanes;

    /// <summary>How many elements past the last row a vector may read.</summary>
    public int Slack => 4 * Lanes;

    /// <summary>Padded storage at offset 0.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="halo">The zeros around it.</param>
    /// <param name="region">The memory.</param>
    /// <param name="outermost">The axis whose neighbours lie farthest apart, so that a slice of it is one piece; usually the first one.</param>
    public Storage Padded(Tensor tensor, Halo? halo, Region region, int outermost = 0)
    {
        halo ??= Halo.None(tensor.Rank);
        int[] strides = new int[tensor.Rank];
        int size = 1;
        foreach (int axis in Enumerable.Range(0, tensor.Rank).OrderByDescending(axis => axis == outermost ? -1 : axis))
        {
            strides[axis] = size;
            int width = Capacity(tensor.Shape[axis], tensor) + halo.Low[axis] + halo.High[axis];
            size = checked(size * (axis == tensor.Rank - 1 ? Row(width, tensor) : width));
        }

        return new(region, 0, strides.ToEquatableArray(), halo.Low, halo.High, false, RoundUp(size), 0, 0);
    }

    /// <summary>Storage at offset 0 by panels of the last axis, the last panel as wide as the others.</summary>
    public Storage Panelled(Tensor tensor, Region region)
    {
        int last = tensor.Rank - 1;
        int[] strides = new int[tensor.Rank];
        strides[last] = 1;
        int panel = PanelWidth;
        for (int axis = last - 1; axis >= 0; axis--)
        {
            strides[axis] = panel;
            panel = checked(panel * Capacity(tensor.Shape[axis], tensor));
        }

        int count = (Capacity(tensor.Shape[last], tensor) + PanelWidth - 1) / PanelWidth;
        Halo none = Halo.None(tensor.Rank);
        return new(region, 0, strides.ToEquatableArray(), none.Low, none.High, false, checked(count * panel), 0, 0) { Panels = new(PanelWidth, panel) };
    }

    /// <summary>Dense storage at offset 0: an argument's or a result's.</summary>
    public Storage Dense(Tensor tensor, Region region)
    {
        int[] strides = new int[tensor.Rank];
        int size = 1;
        for (int axis = tensor.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = size;
            size = checked(size * Capacity(tensor.Shape[axis], tensor));
        }

        Halo none = Halo.None(tensor.Rank);
        return new(region, 0, strides.ToEquatableArray(), none.Low, none.High, true, region == Region.Argument ? size : RoundUp(size), 0, 0);
    }

    /// <summary>Whether rows of an index fit half a vector: they are stored, read and written in halves, so that no lane is idle.</summary>
    public static bool IsNarrow(Extent extent, int lanes) => extent.AtCapacity() <= lanes / 2;

    /// <summary>How many elements of a row of an index are read and written at once, of a line of so many: half where <see cref="IsNarrow"/>.</summary>
    public static int LanesOf(Extent extent, int lanes) => IsNarrow(extent, lanes) ? lanes / 2 : lanes;

    /// <summary>The next multiple of a vector.</summary>
    public int RoundUp(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>
    /// The distance between rows. Rows whose distance is a multiple of 2048 bytes take the same few places of the cache, so a tile that
    /// reads down a column would push its own lines out; one line more keeps them apart.
    /// </summary>
    private int Row(int width, Tensor tensor)
    {
        const int LinesOfHalfAPage = 32;
        int row = IsNarrow(tensor.Shape[tensor.Rank - 1], Lanes) && width <= Lanes / 2 ? Lanes / 2 : RoundUp(width);
        return tensor.Rank > 1 && row % (LinesOfHalfAPage * Lanes) == 0 ? row + Lanes : row;
    }

    private static int Capacity(Extent extent, Tensor tensor) => extent.Evaluate(size => size.Capacity
        ?? throw new InvalidOperationException($"{tensor} has the size {size}, which has no largest value; declare one, as in {size}<=128."));
}
