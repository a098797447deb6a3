namespace DeriveGen.Compiler.Kernels;

/// <summary>A register tile: rows of the target times vectors of its lanes.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Vectors">The vectors.</param>
/// <param name="Window">The window that slides over A, or null.</param>
/// <param name="IsPaired">Whether a row is two rows of the target side by side.</param>
internal sealed record TileShape(int Rows, int Vectors, Window? Window, bool IsPaired = false)
{
    /// <inheritdoc/>
    public override string ToString() => KernelNames.Number(Rows) + "x" + KernelNames.Number(Vectors) + (Window is null ? string.Empty : "_Window" + KernelNames.Number(Window.Taps));
}

/// <summary>
/// Which tiles a contraction uses. Registers of 64 bytes come with 32 names: 16 accumulators, two vectors of B and one of A fit, and 16
/// independent sums hide the multiply-add's latency. Narrower ones have 16 names, of which 4×2 takes 11; short sums take no more in wide ones:
/// what begins and ends a tile comes in smaller portions, under which the multiply-adds of its neighbours go on. One vector of columns takes 8
/// rows at every width, or as many as leave none over, up to 14, or up to 24 where there are registers for them; a single row takes up to 8 vectors. Rows that are left over make the last tile of one vector higher, or go by 4, then one by one: the same operations, so the same bits.
/// Where a window slides over A, rows of one vector are as even as <see cref="Most"/> allows.
/// </summary>
/// <param name="Wide">Whether registers of 64 bytes are meant; else narrower ones.</param>
/// <param name="Vectors">The vectors across.</param>
/// <param name="Rows">The rows of the tiles, the largest first; the last one is 1.</param>
internal sealed record TileRow(bool Wide, int Vectors, int[] Rows)
{
    /// <summary>The most rows of a tile of one vector that leaves every width registers for B and an element of A.</summary>
    public const int MostRows = 14;

    /// <summary>The table.</summary>
    public static IReadOnlyList<TileRow> Table { get; } =
    [
        new(Wide: true,  Vectors: 2, Rows: [8, 4, 1]),
        new(Wide: true,  Vectors: 1, Rows: [8, 4, 1]),
        new(Wide: false, Vectors: 2, Rows: [4, 1]),
        new(Wide: false, Vectors: 1, Rows: [8, 4, 1]),
        new(Wide: true,  Vectors: 8, Rows: [1]),
        new(Wide: true,  Vectors: 4, Rows: [1]),
        new(Wide: false, Vectors: 4, Rows: [1]),
    ];

    /// <summary>
    /// The vectors across of a tile that is the only row there is: as many as the columns are a multiple of. Two sums would wait for the
    /// multiply-add's latency, and B is read in longer pieces.
    /// </summary>
    /// <param name="wide">Whether registers of 64 bytes are meant.</param>
    /// <param name="units">The number of registers of 64 bytes across, where no size takes part.</param>
    public static int Across(bool wide, int? units) => units is not int count ? 2
        : wide ? new[] { 8, 4 }.FirstOrDefault(vectors => count % vectors == 0) is int vectors and > 0 ? vectors : 2
        : count % 2 == 0 ? 4 : 2;

    /// <summary>The rows of tiles for a width and a number of vectors.</summary>
    /// <param name="wide">Whether registers of 64 bytes are meant.</param>
    /// <param name="vectors">The vectors across.</param>
    /// <param name="rows">The number of rows, where no size takes part.</param>
    public static int[] Of(bool wide, int vectors, int? rows = null) =>
        vectors == 1 && rows is int number && Even(number, wide) is int even ? [even] : Table.First(row => row.Wide == wide && row.Vectors == vectors).Rows;

    /// <summary>
    /// The largest number of rows that leaves none over, where one vector across leaves room for up to 14: with B and an element of A they
    /// take the 16 registers that every width has. The rows of an image are such a number: 28 are two tiles of 14. Where 14 leave rows over,
    /// registers of 64 bytes take up to 24, as many as the weights of a window have: the fewer rows, the more of the time is the loop's own.
    /// </summary>
    private static int? Even(int rows, bool wide) => wide && rows % MostRows != 0 ? Even(rows, MostRows + 1, MostWideRows) ?? Even(rows, wide: false) : Even(rows, LeastRows, MostRows);

    private static int? Even(int rows, int least, int most) => Enumerable.Range(least, most - least + 1).Reverse().Cast<int?>().FirstOrDefault(size => rows % size == 0);

    /// <summary>The most rows of a tile of one vector, where registers take their sums, some vectors of B and an element of A.</summary>
    /// <param name="wide">Whether registers of 64 bytes are meant.</param>
    /// <param name="others">How many vectors of B are in registers at once.</param>
    public static int Most(bool wide, int others) => Math.Min(wide ? MostWideRows : MostRows, (wide ? WideRegisters : Registers) - others - 1);

    /// <summary>How many vectors of B the registers that every width has take beside so many sums and an element of A.</summary>
    public static int RoomBeside(int sums) => Registers - sums - 1;

    private const int LeastRows = 9, MostWideRows = 24, Registers = 16, WideRegisters = 32;
}
