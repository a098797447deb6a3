using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// A window that slides over A: neighbouring rows of a tile read elements of A that overlap, so each of them is read once for all the products
/// that it is a part of. Without that a tile of one vector reads an element of A for each multiply-add, more than a processor reads.
/// </summary>
/// <param name="Taps">How many points the window has.</param>
internal abstract record Window(int Taps)
{
    /// <summary>Windows farther apart share too little.</summary>
    private const int MostSteps = 2;

    /// <summary>
    /// The index of a sum that is a window's taps, or null: A takes the same step along it as along an index of the target that B has not, or half
    /// that step, as x takes along s and v in z[v,o] = Σs,e x[v+s,e]·W[s,e,o].
    /// </summary>
    public static IndexVar? TapsOf(Contraction contraction, StorageTable storage)
    {
        if (contraction.Bound.Length < 2)
        {
            return null;
        }

        int A(IndexVar index) => SumOrder.Stride(contraction.A, index, storage);
        IEnumerable<IndexVar> rows = contraction.Core.Indices.Where(index => index.Extent.AtCapacity() >= TileChoice.LeastRowsOfAWindow && A(index) != 0 && SumOrder.Stride(contraction.B, index, storage) == 0);
        return rows.Reverse().Select(row => contraction.Bound.FirstOrDefault(tap => StepsOf(A(row), A(tap), tap) is not null))
            .FirstOrDefault(tap => tap is not null);
    }

    /// <summary>The window of a tile with these rows, or null.</summary>
    /// <param name="contraction">The contraction.</param>
    /// <param name="storage">Where its operands lie.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="sum">The loops of the sum, the outermost first, with that over a window's taps.</param>
    public static Window? Of(Contraction contraction, StorageTable storage, IndexGroup rows, IReadOnlyList<IndexGroup> sum)
    {
        int A(IndexVar index) => SumOrder.Stride(contraction.A, index, storage);
        if (TapsOf(contraction, storage) is { } taps && rows.Capacity >= TileChoice.LeastRowsOfAWindow && StepsOf(A(rows.Inner), A(taps), taps) is int steps)
        {
            return new SummedWindow(taps, taps.Extent.Static!.Value, steps);
        }

        // Tiles take the rows tap by tap, some of each: so threads share no taps, and nothing is summed along the rows, whose order is not that of the tiles.
        IndexVar shift = rows.Members[0];
        bool slides = shift.Extent.Static is > 1 and <= TileChoice.MostTaps && sum.Count > 1 && sum[sum.Count - 1] is { Static: int length } inner
            && length >= shift.Extent.Static && A(inner.Inner) == A(shift) && A(shift) != 0
            && !(contraction.Split is { } split && contraction.Core.Indices[split.Axis] == shift)
            && contraction.Epilogue.All(statement => statement.Kind != StatementKind.AccumulateLane);
        return slides && rows.Static is int all && new ShiftedWindow(shift.Extent.Static!.Value, all / shift.Extent.Static!.Value) is { IsWorthwhile: true } window ? window : null;
    }

    /// <summary>How many steps of the taps a step of the rows is; null where no window is to be unrolled, or the windows of neighbours do not overlap.</summary>
    private static int? StepsOf(int row, int step, IndexVar tap) =>
        tap.Extent.Static is int taps and > 1 and <= TileChoice.MostTaps && step != 0 && row % step == 0 && row != 0 && Math.Abs(row / step) is int steps && steps <= MostSteps && steps < taps ? row / step : null;
}

/// <summary>A window whose taps are summed: row r reads at tap s the element Steps·r + s of A.</summary>
/// <param name="Index">The taps, the innermost index of the sum.</param>
/// <param name="Taps">How many points the window has.</param>
/// <param name="Steps">How many taps the next row is away; below 0 where rows run against the taps.</param>
internal sealed record SummedWindow(IndexVar Index, int Taps, int Steps) : Window(Taps)
{
    private const int LeastTapsAtOnce = 3;   // for so many products, if there are, an element of A is read once

    /// <summary>The window of two rows side by side, at every second row.</summary>
    public SummedWindow OfPairs() => this with { Taps = Taps + Math.Abs(Steps), Steps = 2 * Steps };

    /// <summary>The most rows of a tile of one vector.</summary>
    /// <param name="wide">Whether registers of 64 bytes are meant.</param>
    public int MostRows(bool wide) => TileRow.Most(wide, wide ? Taps : Math.Min(Taps, LeastTapsAtOnce));

    /// <summary>For how many taps at once the vectors of B are in registers: for all in tiles that wide registers alone have.</summary>
    public int TapsAtOnce(TileShape shape) => shape.Rows * shape.Vectors is int sums && sums > TileRow.Most(wide: false, LeastTapsAtOnce) ? Taps
        : Math.Max(1, TileRow.RoomBeside(sums) / shape.Vectors);
}

/// <summary>
/// A window whose taps are rows of the target: tap s reads at point v of the innermost sum the element v + s of A, as x is read in
/// W̄[s,e,o] = Σv x[v+s,e]·z̄[v,o]. Rows are numbered tap by tap.
/// </summary>
/// <param name="Taps">How many taps there are.</param>
/// <param name="Rows">How many rows each tap has.</param>
internal sealed record ShiftedWindow(int Taps, int Rows) : Window(Taps)
{
    /// <summary>Fewer sums wait for the multiply-add's latency.</summary>
    private const int LeastSums = 8;

    /// <summary>Whether tiles of every width have enough sums, or all that there are.</summary>
    public bool IsWorthwhile => RowsOfATile(wide: false) is int rows && (rows * Taps >= LeastSums || rows == Rows);

    /// <summary>How many rows of each tap a tile has: as many as registers take and leave none over.</summary>
    /// <param name="wide">Whether registers of 64 bytes are meant.</param>
    public int RowsOfATile(bool wide) => Enumerable.Range(1, Rows).Last(rows => rows == 1 || (Rows % rows == 0 && rows * Taps <= TileRow.Most(wide, Taps)));
}
