namespace DeriveGen.Compiler.Kernels;

/// <summary>A register tile: rows of the target times vectors of its lanes.</summary>
internal sealed record TileShape(int Rows, int Vectors)
{
    /// <inheritdoc/>
    public override string ToString() => KernelNames.Number(Rows) + "x" + KernelNames.Number(Vectors);
}

/// <summary>
/// Which tiles a contraction uses. Registers of 64 bytes come with 32 names: 16 accumulators, two vectors of B and one of A fit, and 16
/// independent sums hide the multiply-add's latency. Narrower ones have 16 names, of which 4×2 takes 11. One vector of columns takes 8
/// rows at every width. Rows that are left over go by 4, then one by one: the same operations, so the same bits.
/// </summary>
/// <param name="Wide">Whether registers of 64 bytes are meant; else narrower ones.</param>
/// <param name="Vectors">The vectors across.</param>
/// <param name="Rows">The rows of the tiles, the largest first; the last one is 1.</param>
internal sealed record TileRow(bool Wide, int Vectors, int[] Rows)
{
    /// <summary>The table.</summary>
    public static IReadOnlyList<TileRow> Table { get; } =
    [
        new(Wide: true,  Vectors: 2, Rows: [8, 4, 1]),
        new(Wide: true,  Vectors: 1, Rows: [8, 4, 1]),
        new(Wide: false, Vectors: 2, Rows: [4, 1]),
        new(Wide: false, Vectors: 1, Rows: [8, 4, 1]),
    ];

    /// <summary>The rows of tiles for a width and a number of vectors.</summary>
    public static int[] Of(bool wide, int vectors) => Table.First(row => row.Wide == wide && row.Vectors == vectors).Rows;
}
