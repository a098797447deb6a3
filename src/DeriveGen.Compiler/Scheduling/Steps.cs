using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>One step of a schedule: a loop nest, a contraction, a copy, or a sweep of steps over time.</summary>
public abstract record Step
{
    private protected Step()
    {
    }

    /// <summary>How threads share it, or null where one thread does all of it.</summary>
    public ThreadSplit? Split { get; init; }
}

/// <summary>
/// A sum of products of two operands, on register tiles: <c>Core.Target = Start + Σ A·B</c>, then the epilogue while
/// the tile is in registers. The lane index is the last index of the target: <paramref name="B"/> reads it with unit stride,
/// <paramref name="A"/> does not read it.
/// </summary>
/// <param name="Core">
/// The sum alone. Its target is the accumulator. Positions and guards are those of the formula; what is computed reads
/// <paramref name="A"/> and <paramref name="B"/>, which are stored so that the guards hold (zeros where they fail).
/// </param>
/// <param name="A">The operand that is broadcast. Its positions are affine in the indices of the target and of the sum.</param>
/// <param name="B">
/// The operand that is read in lanes: its last position is the lane index, to which multiples of other indices may be added, and no
/// other position reads it.
/// </param>
/// <param name="Start">What the accumulators start from instead of 0: plain products of accesses, no sum and no guard.</param>
/// <param name="Stored">Whether the accumulators are written to the storage of the target; else they live in registers only.</param>
/// <param name="Epilogue">
/// <see cref="StatementKind.Pointwise"/> statements over all indices of the target, and <see cref="StatementKind.AccumulateLane"/>
/// statements that sum over some of them, never along the lane. They run in order at each point and read registers at that point, or
/// memory at positions that are sums of multiples of indices.
/// </param>
/// <param name="Tile">What the schedule decides about the tile.</param>
public sealed record Contraction(
    Equation Core, Access A, Access B, Polynomial? Start, bool Stored, EquatableArray<Statement> Epilogue, TileChoice Tile) : Step
{
    /// <summary>How a register takes two rows side by side, where it has the lanes of two; else null.</summary>
    public RowPairs? Pairs { get; init; }

    /// <summary>The points of the sum at which A is not 0, where they depend on the row; else null.</summary>
    public Triangle? Triangle { get; init; }

    /// <summary>The index that lies along the lanes.</summary>
    public IndexVar Lane => Core.Indices[Core.Indices.Length - 1];

    /// <summary>The indices that are summed.</summary>
    public EquatableArray<IndexVar> Bound => Core.Value.Terms[0].Bound;

    /// <summary>The largest number of points of the sum.</summary>
    public long Depth => Bound.Aggregate(1L, (points, index) => points * index.Extent.AtCapacity());

    /// <summary>Whether a tile spends much of its time at its end, as in W − rate·Σi x[i,j]·z̄[i,k] over few examples.</summary>
    public bool IsShort => Depth <= TileChoice.ShortSum;

    /// <summary>
    /// Whether the sum is long and A is read across its rows, as in W̄ = Σi x[i,j]·z̄[i,k] over many examples. Such a sum goes through the
    /// operands part by part, each part small enough for the cache, and the accumulators wait in memory meanwhile; so it has neither
    /// a start value nor an epilogue.
    /// </summary>
    public bool IsDeep => Depth > TileChoice.LongestPart
        && !A.Positions[A.Positions.Length - 1].Indices.Overlaps(Bound);
}

/// <summary>Two neighbouring rows of a contraction side by side in a register, whose windows over A overlap.</summary>
/// <param name="Row">The index that counts rows, an even number of them.</param>
/// <param name="Tap">The index of the sum that is the window's taps.</param>
/// <param name="Steps">How many taps the next row is away; below 0 where rows run against the taps.</param>
/// <param name="B">What the operand in lanes reads in its second form, which has the weights of both rows at each tap of both, 0 where a row has none.</param>
public sealed record RowPairs(IndexVar Row, IndexVar Tap, int Steps, Access B);

/// <summary>The half of a matrix, its diagonal included, outside of which A is 0.</summary>
/// <param name="Row">The index that counts rows of the target.</param>
/// <param name="Point">The index of the sum.</param>
/// <param name="UpToRow">Whether points are at most as large as the row, rather than at least.</param>
public sealed record Triangle(IndexVar Row, IndexVar Point, bool UpToRow);

/// <summary>In which order the tiles of a contraction are visited.</summary>
public enum LoopOrder
{
    /// <summary>Columns outside, rows inside: a panel of B stays in the cache while the rows pass.</summary>
    ColumnsOutside,

    /// <summary>
    /// Blocks of <see cref="TileChoice.ColumnsOfABlock"/> columns outside, then rows, then the columns of the block: rows of A stay in the
    /// first-level cache and a block of B in the second, and what the epilogue reads and writes of a row is several lines on end.
    /// </summary>
    BlocksOutside,

    /// <summary>Rows outside, all columns inside, where the epilogue reads rows from far away: they come whole.</summary>
    RowsOutside,
}

/// <summary>What the schedule decides about a contraction's tile; rows and vectors follow from the strides and the vector's width.</summary>
/// <param name="Order">The order of the tiles.</param>
/// <param name="LoopEpilogue">
/// Whether the epilogue is a loop over the tile's rows rather than unrolled: it calls functions, which would otherwise
/// run out of registers.
/// </param>
/// <param name="InParts">Whether the sum is computed in parts of at most <see cref="LongestPart"/> points, the accumulators in memory between.</param>
public sealed record TileChoice(LoopOrder Order, bool LoopEpilogue, bool InParts = false)
{
    /// <summary>A window that slides over A is unrolled, so it has few points.</summary>
    public const int MostTaps = 7;

    /// <summary>Fewer rows share too little of a window.</summary>
    public const int LeastRowsOfAWindow = 4;

    /// <summary>So many rows of both operands stay in the second-level cache, even where their distance is a power of two.</summary>
    public const int LongestPart = 256;

    /// <summary>Sums of at most so many points are faster in tiles of few rows: what a tile begins and ends with comes in smaller portions.</summary>
    public const int ShortSum = 32;

    /// <summary>A tensor of so many elements has left the nearer caches before it is read again.</summary>
    public const long FarElements = 65536;

    /// <summary>So many columns of B stay in the second-level cache, where the sum is not longer than <see cref="LongestSumOfABlock"/>.</summary>
    public const int ColumnsOfABlock = 128;

    /// <summary>A sum of at most so many points is computed in blocks of columns.</summary>
    public const int LongestSumOfABlock = 1024;
}

/// <summary>Loops with a body: at each point of the outer indices, the first one outermost, the statements in order.</summary>
/// <param name="Outer">The loops.</param>
/// <param name="Body">The statements; each runs along its whole lane before the next one.</param>
public sealed record Nest(EquatableArray<IndexVar> Outer, EquatableArray<Statement> Body) : Step;

/// <summary>
/// A copy into another storage: <c>Target = Source</c> with one axis moved last, or into rows that are padded. Only the elements inside
/// the target's logical shape are written.
/// </summary>
/// <param name="Source">The tensor that is read. Whole numbers of the caller become reals.</param>
/// <param name="Target">A temporary.</param>
/// <param name="AxisMovedLast">The axis of the source that is the target's last one; −1 where the order of the axes stays.</param>
public sealed record Relayout(Tensor Source, Tensor Target, int AxisMovedLast) : Step
{
    /// <summary>For each axis of the target the axis of the source.</summary>
    public EquatableArray<int> SourceAxes => AxisMovedLast < 0
        ? Enumerable.Range(0, Source.Rank).ToEquatableArray()
        : Enumerable.Range(0, Source.Rank).Where(axis => axis != AxisMovedLast).Append(AxisMovedLast).ToEquatableArray();
}

/// <summary>Writes 0 to the whole storage of a tensor, its halo and padding included, before something writes the inside.</summary>
/// <param name="Target">The tensor.</param>
public sealed record Clear(Tensor Target) : Step;

/// <summary>Fills a tensor of kind <see cref="TensorKind.Random"/> or <see cref="TensorKind.Gaussian"/>.</summary>
/// <param name="Target">The tensor.</param>
public sealed record Draw(Tensor Target) : Step;

/// <summary>
/// The adjoint of a gather: the target is 0, and at each point, in order, <c>Target[Positions] += Addend</c>.
/// A position outside the target's shape adds nothing.
/// </summary>
/// <param name="Equation">The formula that this computes.</param>
/// <param name="Positions">Where to add: an expression in the points for each axis, gathers among them.</param>
/// <param name="Points">The loops, the first one outermost, without the lane.</param>
/// <param name="Lane">The innermost loop where it lies along lanes: then the last position is this index; else null.</param>
/// <param name="Addend">What is added, guards included.</param>
public sealed record Scatter(
    Equation Equation, EquatableArray<Affine> Positions, EquatableArray<IndexVar> Points, IndexVar? Lane, Polynomial Addend) : Step;

/// <summary>
/// A recurrence: the body once for each time, one time after the other. Nothing in the body has the axis that is time. Tensors that
/// have it are read and written as slices; the other tensors that the body computes last until the next time only.
/// </summary>
/// <param name="Time">The time at hand, from 0; formulas read it as they read a size.</param>
/// <param name="Length">How many times there are.</param>
/// <param name="Direction">+1 where time begins at 0, −1 where it begins at the end.</param>
/// <param name="Slices">What the body reads and writes of tensors that have the axis.</param>
/// <param name="Body">The steps, in order. None of them is a sweep.</param>
public sealed record Sweep(Size Time, Extent Length, int Direction, EquatableArray<Slice> Slices, EquatableArray<Step> Body) : Step
{
    /// <summary>The slice that a tensor of the body is, or null.</summary>
    public Slice? SliceOf(Tensor tensor) => Slices.FirstOrDefault(slice => ReferenceEquals(slice.Tensor, tensor));

    /// <summary>The tensor whose storage a tensor of the body shares: itself, or the whole that it is a slice of.</summary>
    public Tensor WholeOf(Tensor tensor) => SliceOf(tensor)?.Whole ?? tensor;
}

/// <summary>A tensor at one time, as a tensor without that axis. It has no storage of its own: it lies in that of the whole.</summary>
/// <param name="Tensor">The slice.</param>
/// <param name="Whole">The tensor with the axis.</param>
/// <param name="Axis">The axis of the whole that is time.</param>
/// <param name="At">Where the slice lies along the axis, in the sweep's time and in sizes.</param>
/// <param name="Low">How many slices before the first one this is at most; zeros lie there.</param>
/// <param name="High">How many slices behind the last one this is at most; zeros lie there.</param>
public sealed record Slice(Tensor Tensor, Tensor Whole, int Axis, Affine At, int Low, int High)
{
    /// <summary>An access of the slice, as an access of the whole.</summary>
    public Access Expand(EquatableArray<Affine> positions) => new(Whole, positions.Insert(Axis, At));
}
