using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Writes a contraction as the call of a method that covers the target with register tiles, or, where rows go in pairs, of those of the width
/// at hand, inside the loops that are left around the tile. All strides are decided here and passed as numbers.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="family">The tiles.</param>
/// <param name="table">Where the tiles go.</param>
internal sealed class ContractionKernel(KernelMethod method, TileFamily family, KernelTable table)
{
    /// <summary>
    /// A target of so many elements waits in the cache between the parts of its sums, so that a part of the operands is read by all of the
    /// target before the next one comes: the weights of a convolution, whose windows read the same image.
    /// </summary>
    private const long WaitingElements = 16384;

    /// <summary>So many rows sum over the points of the one that has most of them: a whole number of every tile's rows, and not many more points than each needs.</summary>
    private const int RowsOfABlock = 8;

    /// <summary>So many sums at once keep half registers as busy as whole ones.</summary>
    private const int LeastRowsOfHalves = 8;

    private readonly Addressing _addressing = new(method);

    private Contraction Contraction => family.Contraction;

    private IndexGroup? Rows => family.Groups.Rows;

    /// <summary>Whether half of a register of 64 bytes holds all lanes; then registers of at most 32 bytes are taken, so that none is idle.</summary>
    private bool IsNarrow => Layout.IsNarrow(Contraction.Lane.Extent, method.Element.Lanes);

    /// <summary>Writes the loops and the call.</summary>
    public void Write()
    {
        int lanes = Layout.LanesOf(Contraction.Lane.Extent, method.Element.Lanes);
        int? width = method.Shared == Contraction.Lane ? null : Contraction.Lane.Extent.Static;
        bool sharesRows = Rows is not null && Rows.Members[0] == method.Shared;
        IndexVar? block = Block();
        int? tail = Tail(width, lanes);
        string Cover(int? units) => block is null
            ? TileKernels.Cover(
                family, table, Rows is null ? 1 : sharesRows ? null : Rows.Static, Rows?.Capacity ?? 1, Rows is null ? 1 : sharesRows ? MultipleOfAPart(Rows) : Rows.Multiple, units)
            : TileKernels.Cover(family, table, HasWholeBlocks ? RowsOfABlock : null, RowsOfABlock, HasWholeBlocks ? RowsOfABlock : 1, units);
        string cover = Cover(IsNarrow ? 1 : ((tail ?? width) + lanes - 1) / lanes);
        if (method.Shared is null)
        {
            foreach (Tensor target in ZeroedFirst(Contraction))
            {
                new Zeroing(method).Write(target);
            }
        }

        List<(TileShape Shape, string Method, int From, int End)> paired = PairedWindow() is { } window ? [.. TileKernels.Pairs(family, table, Rows!.Static!.Value, window)] : [];
        string tile = paired.Count == 0 ? string.Empty : method.Names.Fresh("tile");
        if (paired.Count > 0)
        {
            string type = method.Element.Name;
            method.Body.Line($"ref {type} {tile} = ref MemoryMarshal.GetReference(stackalloc {type}[{Number(paired[0].Shape.Rows * method.Element.Lanes)}]);");
        }

        int parts = Contraction.Tile.InParts ? PointsOfAPart() : 0;
        string part = method.Names.Fresh("part");
        List<string> loops = family.Groups.Outer.Select(index => _addressing.Loop(index)).ToList();
        if (parts > 0)
        {
            string loop = $"for (nint {part} = 0; {part} < {Count(family.Groups.Sum[0])}; {part} += {Number(parts)})";

            // Each point of an index that both operands have is a product of its own.
            int apart = family.Groups.Outer.TakeWhile(index => Contraction.A.Indices.Contains(index) && Contraction.B.Indices.Contains(index)).Count();
            long waiting = Contraction.Core.Indices.Where(index => family.Groups.Outer.Take(apart).All(other => other != index)).Aggregate(1L, (points, index) => points * index.Extent.AtCapacity());
            loops.Insert(waiting <= WaitingElements ? apart : loops.Count, loop);
        }

        if (block is not null)
        {
            string first = method.Names.NameOf(block);
            loops.Add($"for (nint {first} = 0; {first} < {Count(Rows!)}; {first} += {Number(RowsOfABlock)})");
        }

        foreach (string loop in loops)
        {
            method.Body.Open(loop);
        }

        List<string> Arguments(string a, string b, Access weights, int column = 0) =>
        [
            a, Stride(Contraction.A, Rows), b, .. Panel(weights),
            .. family.Groups.Window is SummedWindow summed ? new[] { Number(SumOrder.Stride(Contraction.A, summed.Index, method.Storage)), Number(SumOrder.Stride(weights, summed.Index, method.Storage)) } : [],
            .. family.Groups.Sum.SelectMany((level, number) => new[]
            {
                block is not null ? PointsOf(block, level) : parts > 0 && number == 0 ? $"Math.Min({Number(parts)}, {Count(level)} - {part})" : Count(level), Stride(Contraction.A, level), Stride(weights, level),
            }),
            .. family.Operands.SelectMany(operand => new[] { At(operand.Access, column) }
                .Concat(operand.RowStride is null ? [] : [Number(operand.Stride)]).Concat(Panel(operand.Access))),
            .. family.Method.Parameters.Select(Argument),
            Rows is null ? "1" : block is null ? Count(Rows) : RowsOf(block),
        ];
        if (paired.Count > 0)
        {
            RowPairs pairs = Contraction.Pairs!;
            int before = Math.Min(0, pairs.Steps);   // the first tap of two rows is the first one of the second where rows run against the taps
            List<string> passed = Arguments(Reference(Contraction.A, null, pairs.Tap, before), Reference(pairs.B, null, pairs.Tap, before), pairs.B);
            method.Body.Open($"if (R.Count == {Number(method.Element.Lanes)})");
            foreach ((TileShape _, string pair, int from, int end) in paired)
            {
                method.Body.Line($"{pair}({string.Join(", ", [.. passed.Take(passed.Count - 1), Number(from), Number(end), "ref " + tile])});");
            }

            method.Body.Close();
            method.Body.Open("else");
        }

        // The columns from the given one on, as many as are counted.
        void Call(string called, int column, string count) => method.Body.Line(
            $"{called}({string.Join(", ", [.. Arguments(Operand(Contraction.A, column), Operand(Contraction.B, column), Contraction.B, column), count])});");
        string columns = (tail ?? ((width + lanes - 1) / lanes * lanes)) is int all ? Number(all) : $"({_addressing.Count(Contraction.Lane)} + {Number(lanes - 1)}) & ~{Number(lanes - 1)}";
        Call((IsNarrow ? table.OnHalfRegisters() : string.Empty) + cover, 0, columns);
        if (tail is int begin)
        {
            Call(table.OnHalfRegisters() + Cover(1), begin, Number(lanes / 2));
        }

        method.Body.Close(loops.Count + (paired.Count > 0 ? 1 : 0));

        string Operand(Access access, int column) => parts == 0 ? At(access, column) : $"ref Unsafe.Add({At(access, column)}, {part} * {Stride(access, family.Groups.Sum[0])})";

        // A thread's columns begin where its part does.
        string At(Access access, int column) => column == 0 ? Reference(access, block) : Reference(access, block, Contraction.Lane, column);
    }

    /// <summary>
    /// The first of the columns that half of a register takes, where they fill no more than that and others go before them; else null. They are
    /// counted anew, so nothing may ask which column it is in; and of few rows they would take as long as a whole register, which waits for its sums.
    /// </summary>
    private int? Tail(int? width, int lanes)
    {
        bool isUncounted = !TileSupport.IndicesRead(Contraction).Contains(Contraction.Lane);
        return width is int extent && extent > lanes && extent % lanes > 0 && extent % lanes <= lanes / 2
            && Rows?.Capacity >= LeastRowsOfHalves && family.Groups.Window is null && isUncounted
            ? extent - (extent % lanes) : null;
    }

    /// <summary>The first row of a block of rows, where each block sums over points of its own; null where all rows sum over all points.</summary>
    private IndexVar? Block() => Contraction.Triangle is { } triangle && Rows is { Members.Length: 1, Static: > RowsOfABlock } && Rows.Inner == triangle.Row && triangle.Row != method.Shared
        && !Contraction.Tile.InParts && family.Groups is { Window: null, Sum.Length: 1 } && family.Groups.Sum[0].Members.Length == 1 && family.Groups.Sum[0].Inner == triangle.Point
            ? new IndexVar("first", triangle.Row.Extent) : null;

    /// <summary>Whether no block has fewer rows than others.</summary>
    private bool HasWholeBlocks => Rows!.Static % RowsOfABlock == 0;

    private string RowsOf(IndexVar block) =>
        HasWholeBlocks ? Number(RowsOfABlock) : $"Math.Min({Number(RowsOfABlock)}, {Count(Rows!)} - {method.Names.NameOf(block)})";

    /// <summary>How many points of the sum a block of rows has: those up to its last row, or from its first one on.</summary>
    private string PointsOf(IndexVar block, IndexGroup points)
    {
        string first = method.Names.NameOf(block);

        // Where there are fewer points than rows, the last rows have none.
        return !Contraction.Triangle!.UpToRow ? points.Static >= Rows!.Static ? $"{Count(points)} - {first}" : $"Math.Max(0, {Count(points)} - {first})"
            : points.Static == Rows!.Static && HasWholeBlocks ? $"{first} + {Number(RowsOfABlock)}"
            : $"Math.Min({Count(points)}, {first} + {Number(RowsOfABlock)})";
    }

    /// <summary>The window of the rows that registers of 64 bytes take two by two; null where they take single rows.</summary>
    private SummedWindow? PairedWindow() => Contraction.Pairs is { } pairs && method.Storage[Contraction.B.Tensor].Panels is null && Rows is { Members.Length: 1, Static: not null } && Rows.Inner == pairs.Row && pairs.Row != method.Shared
        && family.Groups.Window is SummedWindow window && window.Index == pairs.Tap && window.Steps == pairs.Steps ? window : null;

    /// <summary>What is 0 before the first tile: sums along columns, and a target whose sums wait in memory.</summary>
    public static IEnumerable<Tensor> ZeroedFirst(Contraction contraction) => contraction.Epilogue.Where(statement => statement.IsLate).Select(statement => statement.Target)
        .Concat(contraction.Tile.InParts ? [contraction.Core.Target] : []);

    /// <summary>A number that divides the rows of each thread's part: parts begin at multiples, and the last one ends where the rows do.</summary>
    private int MultipleOfAPart(IndexGroup rows)
    {
        int inside = rows.Members.Skip(1).Aggregate(1, (product, index) => checked(product * (index.Extent.Static ?? 1)));
        (int a, int b) = (rows.Members[0].Extent.Static ?? 1, Contraction.Split!.Multiple);
        while (b > 0)
        {
            (a, b) = (b, a % b);
        }

        return a * inside;
    }

    /// <summary>How many points of the sum's outermost loop make a part.</summary>
    private int PointsOfAPart() =>
        (int)Math.Max(1, TileChoice.LongestPart / family.Groups.Sum.Skip(1).Aggregate((family.Groups.Window as SummedWindow)?.Taps ?? 1L, (points, level) => points * level.Capacity));

    /// <summary>The element at the first row, lane and point of the sum, of which one index may begin elsewhere.</summary>
    private string Reference(Access access, IndexVar? block = null, IndexVar? other = null, int begin = 0)
    {
        var first = new Substitution();
        foreach (IndexVar index in Contraction.Bound.Concat(Rows?.Members ?? []).Append(Contraction.Lane))
        {
            bool isInBlock = block is not null && (index == Contraction.Triangle!.Row || (index == Contraction.Triangle.Point && !Contraction.Triangle.UpToRow));
            first[index] = isInBlock ? Affine.Of(block!) : index == other ? begin : _addressing.First(index);
        }

        return "ref " + _addressing.Element(access.Tensor, access.Positions.Map(position => position.Substitute(first)));
    }

    private string Stride(Access access, IndexGroup? group) => group is null ? "0" : Number(SumOrder.Stride(access, group.Inner, method.Storage));

    private IEnumerable<string> Panel(Access access) => method.Storage[access.Tensor].Panels is { } panels ? [Number(panels.Stride)] : [];

    private string Count(IndexGroup group) => string.Join(" * ", group.Members.Select(_addressing.Count));

    private string Argument(KernelParameter parameter) => parameter.Kind switch
    {
        KernelParameterKind.Size => method.SizeName((Size)parameter.Thing),
        KernelParameterKind.Setting => method.Setting((Tensor)parameter.Thing),
        _ => method.Names.NameOf((IndexVar)parameter.Thing),
    };

    private static string Number(int value) => KernelNames.Number(value);
}
