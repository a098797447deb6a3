using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Kernels;

// Tiles of registers that hold two rows side by side.
internal sealed partial class TileKernels
{
    /// <summary>
    /// Adds the tiles that cover a matrix with two rows side by side in a register; gives for each its name, its first row and the row behind its
    /// last one.
    /// </summary>
    /// <param name="family">What the tiles have in common.</param>
    /// <param name="table">The kernels so far.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="window">The window of single rows.</param>
    public static IEnumerable<(TileShape Shape, string Method, int From, int End)> Pairs(TileFamily family, KernelTable table, int rows, SummedWindow window)
    {
        string words = KernelNames.Of(family.Contraction);
        SummedWindow paired = window.OfPairs();
        (int size, int higher) = TileCover.Evenly(rows / 2, paired.MostRows(wide: true));
        int end = 2 * size * higher;
        return end < rows ? [Tile(size, 0, end), Tile(size - 1, end, rows)] : [Tile(size, 0, end)];

        (TileShape, string, int, int) Tile(int high, int from, int to)
        {
            var shape = new TileShape(high, 1, paired, IsPaired: true);
            string method = table.Once(Description(family, words) + "|pairs|" + shape, family.Method.Names, () => new TileKernels(family, table, words).WritePairs(shape));
            return (shape, method, from, to);
        }
    }

    /// <summary>
    /// One tile of two rows side by side in its loop over rows. What a sum starts from and ends in are those of single rows, in registers of half
    /// the width; between them and the sums lie the halves of the registers in memory that the caller gives: the runtime writes 0 to all that a
    /// method takes from the stack.
    /// </summary>
    private string WritePairs(TileShape shape)
    {
        _epilogue = AddEpilogue();
        string from = Local("from"), rowEnd = Local("end"), row = _family.Row, tile = Local("tile"), line = Local("r"), half = _table.OnHalfRegisters();
        int rows = RowsAcross(shape);
        string place = $"ref Unsafe.Add(ref {tile}, {line} * H.Count)", loop = $"for (nint {line} = 0; {line} < {Number(rows)}; {line}++)";
        string[] sums = [.. Enumerable.Range(0, shape.Rows).Select(r => Sum(r, 0))];
        string at = row + " + " + line;
        var body = new CodeWriter(0);
        body.Open($"for (nint {row} = {from}; {row} < {rowEnd}; {row} += {Number(rows)})");
        foreach ((Statement statement, string name) in _family.ColumnSums)
        {
            body.Line($"H {Local(name + "0")} = H.Load(ref {_family.OperandOf(statement).Reference}, 0);");
        }

        if (_family.Start is { } start)
        {
            body.Open(loop);
            body.Line($"{half}{AddStart(start)}({at}, 0, {string.Join(", ", Used(start).Select(Argument).Append(place))});");
            body.Close();
        }

        body.Line("R " + string.Join(", ", sums.Select((sum, r) => $"{sum} = {(_family.Start is null ? "R.Zero" : $"R.Load(ref {tile}, {KernelNames.Lanes(r)})")}")) + ";");
        WriteSum(body, shape);
        body.Line(string.Join(" ", sums.Select((sum, r) => $"{sum}.Store(ref {tile}, {KernelNames.Lanes(r)});")));

        // Two at a time: the next tile begins while a column's sum is still under way.
        body.Open($"for (nint {line} = 0; {line} < {Number(rows)}; {line} += 2)");
        Finish($"{line} * H.Count", at);
        Finish($"{line} * H.Count + H.Count", at + " + 1");
        body.Close();
        foreach ((Statement statement, string name) in _family.ColumnSums)
        {
            body.Line($"{Local(name + "0")}.Store(ref {_family.OperandOf(statement).Reference}, 0);");
        }

        body.Close();
        return Add("Gemm" + shape + "_Pairs" + _words, [$"a·b in tiles of {Number(rows)} rows, two in a register."], string.Join(", ", [.. _fixed, "nint " + from, "nint " + rowEnd, $"ref {Type} {tile}"]), body, staysApart: true);

        void Finish(string from, string at) => body.Line(
            $"{half}{_epilogue}({string.Join(", ", [$"H.Load(ref {tile}, {from})", at, "0", .. _epilogueArguments, .. _family.ColumnSums.Select(pair => "ref " + Local(pair.Name + "0"))])});");
    }

    /// <summary>What a row's sums start from, as a method that becomes part of the tile.</summary>
    private string AddStart(string start)
    {
        string place = Local("place");
        var body = new CodeWriter(0);
        body.Line($"{_family.StartOperand}.Store(ref {place}, 0);");
        string signature = string.Join(", ", ["nint " + _family.Row, "nint " + _family.Column, .. Used(start), $"ref {Type} {place}"]);
        return Add("Begin" + _words, ["Stores what a row's sums start from."], signature, body, isInlined: true);
    }
}
