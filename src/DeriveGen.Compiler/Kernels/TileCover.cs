using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Writes how register tiles cover a matrix: which tiles, in which order, and what takes the rows and columns that they leave over.</summary>
/// <param name="family">What the tiles have in common.</param>
/// <param name="passed">The arguments that every tile takes.</param>
/// <param name="tile">The method of a tile in its loops.</param>
/// <param name="count">The variable with the number of rows.</param>
/// <param name="columns">The variable with the number of columns, a multiple of a register of 64 bytes.</param>
internal sealed class TileCover(TileFamily family, IReadOnlyList<string> passed, Func<TileShape, string> tile, string count, string columns)
{
    private const int Eight = 8, Four = 4;   // the rows of tiles of two vectors with registers of 64 bytes, and with narrower ones

    /// <summary>The body of the covering method.</summary>
    /// <param name="rows">The number of rows where no size takes part.</param>
    /// <param name="capacity">The largest number of rows.</param>
    /// <param name="multiple">A number that divides the number of rows.</param>
    /// <param name="units">The number of registers across at the largest width, where it is known.</param>
    public CodeWriter Write(int? rows, long capacity, int multiple, int? units)
    {
        var body = new CodeWriter(0);
        int wide = family.Method.Element.Lanes;
        int[] single = TileRow.Of(false, 1, rows), wideSingle = TileRow.Of(true, 1, rows);
        bool isNarrow = Layout.IsNarrow(family.Contraction.Lane.Extent, wide);
        bool isShort = family.Contraction.IsShort && capacity > 1;
        if (family.Groups.Window is ShiftedWindow shifted)
        {
            (int most, int few) = (shifted.RowsOfATile(wide: true), shifted.RowsOfATile(wide: false));
            CallByWidth(body, !isNarrow && most != few, isWide =>
                CallTile(body, new((isWide ? most : few) * shifted.Taps, 1, shifted), isLeftOver: false, "0", Number(shifted.Rows), "0", columns));
        }
        else if (units == 1 && rows is int number && family.Groups.Window is SummedWindow summed)
        {
            (int most, int few) = (summed.MostRows(wide: true), summed.MostRows(wide: false));
            CallByWidth(body, !isNarrow && Evenly(number, most) != Evenly(number, few), isWide => CallEvenly(body, number, isWide ? most : few));
        }
        else if (units == 1 && rows is int odd && LargestLast(odd) is int last && single.Length > 1 && !isShort && !family.Contraction.IsDeep)
        {
            // Of short sums a single row waits little.
            CallTile(body, new(Eight, 1, family.Groups.Window), isLeftOver: false, "0", Number(odd - last), "0", columns);
            CallTile(body, new(last, 1, family.Groups.Window), isLeftOver: true, Number(odd - last), count, "0", columns);
        }
        else if (units == 1)
        {
            // Long sums are worth tiles of their own for wide registers, where there are such.
            bool hasWide = family.Contraction.IsDeep && !isNarrow && !wideSingle.SequenceEqual(single);
            CallByWidth(body, hasWide, isWide => Call(body, isWide ? wideSingle : single, 1, rows, capacity, multiple, "0", columns));
        }
        else if (isShort)
        {
            // Wide registers take no more rows than narrow ones.
            string pairs = units % 2 == 0 ? columns : Pairs(body);
            Call(body, TileRow.Of(false, 2), 2, rows, capacity, multiple, "0", pairs);
            CallOddColumn(body, single, rows, capacity, multiple, pairs);
        }
        else if (rows is null && LeavesRowsOver(capacity, multiple))
        {
            string pairs = units % 2 == 0 ? columns : Pairs(body);
            CallPairs(body, multiple, wide, pairs);
            CallOddColumn(body, single, rows, capacity, multiple, pairs);
        }
        else
        {
            body.Open($"if (R.Count == {KernelNames.Number(wide)})");
            bool isOneRow = capacity == 1;
            int across = isOneRow ? TileRow.Across(true, units) : 2;
            string pairs = columns;
            if (units is null || units % 2 != 0)
            {
                pairs = Pairs(body);
            }

            Call(body, TileRow.Of(true, across), across, rows, capacity, multiple, "0", pairs);
            if (pairs != columns)
            {
                Call(body, single, 1, rows, capacity, multiple, pairs, columns);
            }

            body.Close();
            body.Open("else");
            across = isOneRow ? TileRow.Across(false, units) : 2;
            Call(body, TileRow.Of(false, across), across, rows, capacity, multiple, "0", columns);
            body.Close();
        }

        return body;
    }

    /// <summary>The column of one vector behind the pairs, where there is one.</summary>
    private void CallOddColumn(CodeWriter body, int[] sizes, int? rows, long capacity, int multiple, string pairs)
    {
        if (pairs != columns)
        {
            body.Open($"if ({pairs} < {columns})");
            Call(body, sizes, 1, rows, capacity, multiple, pairs, columns);
            body.Close();
        }
    }

    /// <summary>Calls for registers of 64 bytes, and for narrower ones; where there is no difference, the latter for all.</summary>
    private void CallByWidth(CodeWriter body, bool hasWide, Action<bool> call)
    {
        if (hasWide)
        {
            body.Open($"if (R.Count == {Number(family.Method.Element.Lanes)})");
            call(true);
            body.Close();
            body.Open("else");
        }

        call(false);
        body.Close(hasWide ? 1 : 0);
    }

    /// <summary>As few tiles of one vector as there can be, the last ones a row lower where rows are no multiple of them.</summary>
    private void CallEvenly(CodeWriter body, int rows, int most)
    {
        (int size, int higher) = Evenly(rows, most);
        bool hasLower = higher * size < rows;
        string end = hasLower ? Number(higher * size) : count;
        CallTile(body, new(size, 1, family.Groups.Window), isLeftOver: false, "0", end, "0", columns);
        if (hasLower)
        {
            CallTile(body, new(size - 1, 1, family.Groups.Window), isLeftOver: true, end, count, "0", columns);
        }
    }

    /// <summary>The rows of a tile, and how many tiles have them; the others have one row less.</summary>
    public static (int Rows, int Higher) Evenly(int rows, int most)
    {
        int tiles = (rows + most - 1) / most, size = (rows + tiles - 1) / tiles;
        return (size, rows - (tiles * (size - 1)));
    }

    /// <summary>
    /// The rows of the last tile of one vector where eight at a time and then four would leave single rows, which wait for their sums all the time;
    /// null where they leave none, or too many for one tile.
    /// </summary>
    private static int? LargestLast(int rows) => rows > Eight && rows % Four != 0 && Eight + (rows % Eight) is var last && last <= TileRow.MostRows ? last : null;

    private static bool LeavesRowsOver(long capacity, int multiple) => capacity >= Eight && multiple % Eight != 0;

    private string Pairs(CodeWriter body)
    {
        string pairs = family.Method.Names.Fresh("pairs");
        body.Line($"nint {pairs} = {columns} - ({columns} % (2 * R.Count));");
        return pairs;
    }

    /// <summary>Tiles of two vectors. Wide registers take eight rows at once, then four as the narrow ones do, then single ones.</summary>
    private void CallPairs(CodeWriter body, int multiple, int wide, string pairs)
    {
        bool hasSingles = multiple % Four != 0;
        string eights = family.Method.Names.Fresh("eights"), fours = hasSingles ? family.Method.Names.Fresh("fours") : count;
        body.Line($"nint {eights} = R.Count == {Number(wide)} ? {count} & ~{Number(Eight - 1)} : 0{(hasSingles ? $", {fours} = {count} & ~{Number(Four - 1)}" : string.Empty)};");
        Part($"{eights} > 0", Eight, "0", eights);
        Part($"{fours} > {eights}", Four, eights, fours);
        if (hasSingles)
        {
            Part($"{count} > {fours}", 1, fours, count);
        }

        void Part(string condition, int size, string from, string to)
        {
            body.Open($"if ({condition})");
            CallTile(body, new(size, 2, family.Groups.Window), isLeftOver: size == 1, from, to, "0", pairs);
            body.Close();
        }
    }

    private void Call(CodeWriter body, int[] sizes, int vectors, int? rows, long capacity, int multiple, string from, string to)
    {
        string start = "0";
        foreach (int size in sizes)
        {
            int left = rows is int number ? number % LargerThan(sizes, size) / size
                : capacity >= size && (size == sizes[0] || multiple % LargerThan(sizes, size) != 0) ? -1 : 0;
            if (left == 0)
            {
                continue;
            }

            bool takesAll = size == 1 || (size & (size - 1)) != 0;   // a size that is no power of two is taken because it leaves none over
            string end = takesAll ? count : $"{count} & ~{KernelNames.Number(size - 1)}";
            bool isConditional = rows is null && sizes.Length > 1 && (size != sizes[0] || multiple % size != 0);
            if (isConditional)
            {
                body.Open("if (" + (start == "0" ? $"{count} >= {KernelNames.Number(size)}" : $"({count} & {KernelNames.Number(LargerThan(sizes, size) - size)}) != 0") + ")");
            }

            CallTile(body, new(size, vectors, family.Groups.Window), isLeftOver: start != "0", start, end, from, to);
            body.Close(isConditional ? 1 : 0);
            start = end;
        }
    }

    /// <summary>
    /// A tile's columns are its outer loop, so that a panel of B stays in the cache while the rows pass. Where the rows are
    /// around it, they are read once for all columns of a block or of the matrix; those that are left over are too few for that.
    /// </summary>
    private void CallTile(CodeWriter body, TileShape shape, bool isLeftOver, string start, string end, string from, string to)
    {
        string method = tile(shape), row = Local("row"), block = Local("block"), size = Number(shape.Rows);
        bool isOneVector = shape.Vectors == 1;   // what pairs leave over
        if (isLeftOver || isOneVector || family.Contraction.Tile.Order == LoopOrder.ColumnsOutside)
        {
            body.Line($"{method}({string.Join(", ", [.. passed, start, end, from, to])});");
            return;
        }

        bool inBlocks = family.Contraction.Tile.Order == LoopOrder.BlocksOutside;
        if (inBlocks)
        {
            string width = Number(TileChoice.ColumnsOfABlock);
            body.Open($"for (nint {block} = {from}; {block} < {to}; {block} += {width})");
            (from, to) = (block, $"Math.Min({to}, {block} + {width})");
        }

        body.Open($"for (nint {row} = {start}; {row} < {(end.Contains('&') ? "(" + end + ")" : end)}; {row} += {size})");
        body.Line($"{method}({string.Join(", ", [.. passed, row, row + " + " + size, from, to])});");
        body.Close(inBlocks ? 2 : 1);
    }

    private static int LargerThan(int[] sizes, int size) => sizes.Where(other => other > size).DefaultIfEmpty(int.MaxValue).Min();

    private string Local(string hint) => family.Method.Names.NameOf("local " + hint, hint);

    private static string Number(int value) => KernelNames.Number(value);
}
