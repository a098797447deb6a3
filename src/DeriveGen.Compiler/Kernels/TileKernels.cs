using System.Globalization;
using System.Text;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Writes the register tiles of a family, and the method that covers a matrix with them. In a tile every output is one chain of fused
/// multiply-adds from the start value along the sum, so the bits do not depend on the tile, on what is left over, or on the width. The sum
/// is not unrolled, but for the taps of a window: its loop hides under the multiply-adds.
/// </summary>
internal sealed partial class TileKernels
{
    private readonly TileFamily _family;
    private readonly KernelTable _table;
    private readonly NameScope _names;
    private readonly string _words;
    private readonly List<string> _fixed;     // the parameters that every tile takes, as declared
    private readonly List<string> _passed;    // the same as arguments
    private readonly string _a, _aRow, _b;
    private readonly string? _bPanel;
    private readonly (string A, string B)? _taps;
    private readonly List<(string Depth, string AStep, string BStep)> _sum;
    private readonly Dictionary<(string Words, int Rows, int Vectors), string> _written = [];
    private string? _epilogue;
    private List<string> _epilogueParameters = [];
    private List<string> _epilogueArguments = [];

    private TileKernels(TileFamily family, KernelTable table, string words)
    {
        _family = family;
        _table = table;
        _names = family.Method.Names;
        _words = words;
        string type = family.Method.Element.Name;
        (_a, _aRow, _b) = (Parameter("a"), Parameter("aRow"), Parameter("b"));
        _bPanel = family.Method.Storage[family.Contraction.B.Tensor].Panels is null ? null : Parameter("bPanel");
        _taps = family.Groups.Window is SummedWindow ? (Parameter("aTap"), Parameter("bTap")) : null;
        _sum = family.Groups.Sum.Select((_, level) => (Parameter("depth", level), Parameter("aStep", level), Parameter("bStep", level))).ToList();
        List<(string Type, string Name)> parameters =
        [
            ("ref " + type, _a), ("nint", _aRow), ("ref " + type, _b), .. _bPanel is null ? [] : new[] { ("nint", _bPanel) },
            .. _taps is var (aTap, bTap) ? new[] { ("nint", aTap), ("nint", bTap) } : [],
            .. _sum.SelectMany(level => new[] { ("nint", level.Depth), ("nint", level.AStep), ("nint", level.BStep) }),
        ];
        foreach (TileOperand operand in family.Operands)
        {
            parameters.Add(("ref " + type, operand.Reference));
            if (operand.RowStride is not null)
            {
                parameters.Add(("nint", operand.RowStride));
            }

            if (operand.Panel is not null)
            {
                parameters.Add(("nint", operand.Panel));
            }
        }

        _fixed = [.. parameters.Select(parameter => parameter.Type + " " + parameter.Name), .. family.Method.Parameters.Select(parameter => parameter.Declaration)];
        _passed = _fixed.Select(Argument).ToList();
    }

    private string Type => _family.Method.Element.Name;

    /// <summary>Adds the method that covers a matrix, and its tiles; gives its name. What differs in names alone is written once.</summary>
    /// <param name="family">What the tiles have in common.</param>
    /// <param name="table">The kernels so far.</param>
    /// <param name="rows">The number of rows where no size takes part.</param>
    /// <param name="capacity">The largest number of rows.</param>
    /// <param name="multiple">A number that divides the number of rows.</param>
    /// <param name="units">The number of registers across at the largest width, where it is known.</param>
    public static string Cover(TileFamily family, KernelTable table, int? rows, long capacity, int multiple, int? units)
    {
        string words = KernelNames.Of(family.Contraction);
        return table.Once(
            Description(family, words) + "|" + rows + "|" + capacity + "|" + multiple + "|" + units, family.Method.Names,
            () => new TileKernels(family, table, words).Cover(rows, capacity, multiple, units));
    }

    /// <summary>Everything of a family that its methods' texts are made from.</summary>
    private static string Description(TileFamily family, string words) => string.Join("|",
    [
        words, family.Method.Element.Name, family.Contraction.Tile.ToString(), KernelNames.Number(family.Groups.Sum.Length),
        family.Groups.Window?.ToString() ?? string.Empty, Layout.IsNarrow(family.Contraction.Lane.Extent, family.Method.Element.Lanes) + " " + family.Contraction.IsDeep + " " + family.Contraction.IsShort, family.Row, family.Column, family.Sum, family.Start ?? string.Empty, family.Epilogue,
        family.Method.Storage[family.Contraction.B.Tensor].Panels?.Width.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        .. family.Operands.Select(operand => operand.Reference + " " + operand.RowStride + " " + operand.Panel),
        .. family.ColumnSums.Select(sum => sum.Name + " " + family.OperandOf(sum.Statement).Reference),
        .. family.Method.Parameters.Select(parameter => parameter.Declaration),
        .. family.ReadLate(null).Select(operand => "late " + operand.Reference),
    ]);

    private string Cover(int? rows, long capacity, int multiple, int? units)
    {
        _epilogue = AddEpilogue();
        string count = Parameter("rows"), columns = Parameter("columns");
        CodeWriter body = new TileCover(_family, _passed, Tile, count, columns).Write(rows, capacity, multiple, units);
        string signature = string.Join(", ", [.. _fixed, "nint " + count, "nint " + columns]);
        return Add("Gemm" + _words, [$"a·b in tiles; every sum ends in <c>{_epilogue}</c>."], signature, body);
    }

    /// <summary>One tile in its loops over rows and columns.</summary>
    private string Tile(TileShape shape) => Once("Gemm", shape.Rows, shape.Vectors, () => WriteTileLoops(shape));

    /// <summary>How many rows the next tile is away.</summary>
    private static int RowsAcross(TileShape shape) => shape.IsPaired ? 2 * shape.Rows : shape.Window is ShiftedWindow window ? shape.Rows / window.Taps : shape.Rows;

    /// <summary>How far a row of a tile is from its first one.</summary>
    private static int RowOf(TileShape shape, int row) => shape.Window is ShiftedWindow window ? (row / RowsAcross(shape) * window.Rows) + (row % RowsAcross(shape)) : row;

    private string WriteTileLoops(TileShape shape)
    {
        string from = Local("from"), rowEnd = Local("end"), first = Local("first"), last = Local("last");
        string row = _family.Row, column = _family.Column;
        string rowLoop = $"for (nint {row} = {from}; {row} < {rowEnd}; {row} += {Number(RowsAcross(shape))})";
        string columnLoop = $"for (nint {column} = {first}; {column} < {last}; {column} += {KernelNames.Lanes(shape.Vectors)})";
        var body = new CodeWriter(0);
        if (LoopsOver(shape))
        {
            // Before the loops: what a loop takes from the stack is given back only when the method ends.
            int lanes = _family.Method.Element.Lanes;
            body.Line($"ref {Type} {Local("tile")} = ref MemoryMarshal.GetReference(stackalloc {Type}[{Number(shape.Rows * shape.Vectors * lanes)}]);");
        }

        body.Open(columnLoop);
        body.Open(rowLoop);
        WriteTile(body, shape);
        body.Close(2);
        string signature = string.Join(", ", [.. _fixed, "nint " + from, "nint " + rowEnd, "nint " + first, "nint " + last]);
        return Add("Gemm" + shape + _words, [$"a·b in tiles of {(shape.Rows == 1 ? "one row" : Number(shape.Rows) + " rows")} and {(shape.Vectors == 1 ? "one vector" : Number(shape.Vectors) + " vectors")}."], signature, body, staysApart: true);
    }

    private void WriteTile(CodeWriter body, TileShape shape)
    {
        foreach (TileOperand operand in _family.ReadLate(shape))
        {
            body.Line($"VectorMath.Prefetch(ref Unsafe.Add({_family.Place(operand)}), {operand.RowStride}, {Number(shape.Rows)}, {KernelNames.Lanes(shape.Vectors)});");
        }

        foreach ((Statement _, string name) in _family.ColumnSums)
        {
            TileOperand operand = _family.OperandOf(_family.ColumnSums.First(sum => sum.Name == name).Statement);
            body.Line("R " + string.Join(", ", Enumerable.Range(0, shape.Vectors).Select(v => $"{Local(name + Number(v))} = R.Load(ref {operand.Reference}, {Column(v)})")) + ";");
        }

        WriteStart(body, shape);
        WriteSum(body, shape);
        if (LoopsOver(shape))
        {
            WriteLoopedEpilogue(body, shape);
        }
        else
        {
            for (int r = 0; r < shape.Rows; r++)
            {
                body.Line(Finish(Enumerable.Range(0, shape.Vectors).Select(v => Sum(r, v)), RowAt(RowOf(shape, r))));
            }
        }

        foreach ((Statement statement, string name) in _family.ColumnSums)
        {
            body.Line(string.Join(" ", Enumerable.Range(0, shape.Vectors).Select(v => $"{Local(name + Number(v))}.Store(ref {_family.OperandOf(statement).Reference}, {Column(v)});")));
        }
    }

    private bool LoopsOver(TileShape shape) => _family.Contraction.Tile.LoopEpilogue && shape.Rows > 1;

    private void WriteStart(CodeWriter body, TileShape shape)
    {
        const int RowsOfALine = 4;
        bool perRow = _family.Start is { } start && Mentions(start, _family.Row);
        string waiting = Local("waiting");
        if (_family.Waiting is { } place)
        {
            // A tile lies in one panel.
            body.Line($"ref {Type} {waiting} = ref Unsafe.Add({_family.Place(place)});");
        }

        string Begin(int r, int v) => _family switch
        {
            { Waiting: { } operand } => $"R.Load(ref {waiting}, {Apart(operand, RowOf(shape, r), v)})",
            { Start: null } => "R.Zero",
            _ => r > 0 && !perRow ? Sum(0, v) : At(_family.Start, RowAt(RowOf(shape, r)), Column(v)),
        };
        for (int first = 0; first < shape.Rows; first += RowsOfALine)
        {
            IEnumerable<string> sums = Enumerable.Range(first, Math.Min(RowsOfALine, shape.Rows - first))
                .SelectMany(r => Enumerable.Range(0, shape.Vectors).Select(v => Sum(r, v) + " = " + Begin(r, v)));
            body.Line("R " + string.Join(", ", sums) + ";");
        }
    }

    /// <summary>How far an operand's element lies from the one in the tile's first row and lane.</summary>
    private static string Apart(TileOperand operand, int row, int vector)
    {
        string rows = row == 0 || operand.RowStride is null ? string.Empty : (row == 1 ? string.Empty : Number(row) + " * ") + operand.RowStride;
        return rows.Length == 0 ? KernelNames.Lanes(vector) : rows + (vector == 0 ? string.Empty : " + " + KernelNames.Lanes(vector));
    }

    /// <summary>The loops around the innermost one of the sum, which is a method of the shape alone.</summary>
    private void WriteSum(CodeWriter body, TileShape shape)
    {
        (string a, string b) = ($"Unsafe.Add(ref {_a}, {_aRow} * {_family.Row})", shape.IsPaired ? _b : $"Unsafe.Add(ref {_b}, {_family.PlaceOfColumn(_family.Contraction.B.Tensor, _bPanel)})");
        for (int level = 0; level < _sum.Count - 1; level++)
        {
            string index = Local("n" + Number(level)), nextA = Local("a" + Number(level)), nextB = Local("b" + Number(level));
            body.Open($"for (nint {index} = 0; {index} < {_sum[level].Depth}; {index}++)");
            body.Line($"ref {Type} {nextA} = ref {Further(a, index, _sum[level].AStep)};");
            body.Line($"ref {Type} {nextB} = ref {Further(b, index, _sum[level].BStep)};");
            (a, b) = (nextA, nextB);
        }

        (string depth, string aStep, string bStep) = _sum[_sum.Count - 1];
        IEnumerable<int> rows = Enumerable.Range(0, shape.Rows);
        if (shape.Window is SummedWindow { Steps: < 0 and var against })
        {
            rows = rows.Reverse();
            a = $"Unsafe.Add(ref {a}, {Number(against * (shape.Rows - 1))} * {_taps!.Value.A})";
        }

        IEnumerable<string> sums = rows.SelectMany(r => Enumerable.Range(0, shape.Vectors).Select(v => "ref " + Sum(r, v)));
        string[] operands = _taps is var (aTap, bTap) ? ["ref " + a, aTap, "ref " + b, bTap] : ["ref " + a, _aRow, "ref " + b];
        ElementType element = _family.Method.Element;
        string sum = shape.Window switch
        {
            SummedWindow window => WindowSum.Add(shape, window, element, _table),
            ShiftedWindow window => WindowSum.Add(shape, window, element, _table),
            _ => TileSum.Add(shape, element, _table),
        };
        body.Line($"{sum}({string.Join(", ", [.. operands, depth, aStep, bStep, .. sums])});");
        body.Close(_sum.Count - 1);

        static string Further(string place, string index, string step) => $"Unsafe.Add(ref {place}, {index} * {step})";
    }

    /// <summary>An epilogue that calls functions is a loop over the tile's rows: unrolled it would run out of registers.</summary>
    private void WriteLoopedEpilogue(CodeWriter body, TileShape shape)
    {
        string tile = Local("tile"), line = Local("r");
        for (int r = 0; r < shape.Rows; r++)
        {
            body.Line(string.Join(" ", Enumerable.Range(0, shape.Vectors).Select(v => $"{Sum(r, v)}.Store(ref {tile}, {KernelNames.Lanes((r * shape.Vectors) + v)});")));
        }

        body.Open($"for (nint {line} = 0; {line} < {Number(shape.Rows)}; {line}++)");
        string row = _family.Row + " + " + (shape.Window is ShiftedWindow window ? $"{line} / {Number(RowsAcross(shape))} * {Number(window.Rows)} + {line} % {Number(RowsAcross(shape))}" : line);
        string start = (shape.Vectors == 1 ? line : Number(shape.Vectors) + " * " + line) + " * R.Count";
        body.Line(Finish(Enumerable.Range(0, shape.Vectors).Select(v => $"R.Load(ref {tile}, {start}{(v == 0 ? string.Empty : " + " + KernelNames.Lanes(v))})"), row));
        body.Close();
    }

    private string Finish(IEnumerable<string> sums, string row)
    {
        string[] vectors = sums.ToArray();
        IEnumerable<string> columnSums = _family.ColumnSums.SelectMany(pair => vectors.Select((_, v) => "ref " + Local(pair.Name + Number(v))));
        return $"{AddRowEpilogue(vectors.Length)}({string.Join(", ", [.. vectors, row, _family.Column, .. _epilogueArguments, .. columnSums])});";
    }

    /// <summary>The epilogue of all vectors of a row, as a method that becomes part of the tile.</summary>
    private string AddRowEpilogue(int vectors) => vectors == 1 ? _epilogue! : Once("Finish", 1, vectors, () => WriteRowEpilogue(vectors));

    private string WriteRowEpilogue(int vectors)
    {
        var body = new CodeWriter(0);
        List<string> sums = Enumerable.Range(0, vectors).Select(v => Local(_family.Sum + Number(v))).ToList();
        for (int v = 0; v < vectors; v++)
        {
            List<string> own = _family.ColumnSums.Select(pair => Local(pair.Name + Number(v))).ToList();
            body.Line($"{_epilogue}({string.Join(", ", [sums[v], _family.Row, Column(v), .. _epilogueArguments, .. own.Select(name => "ref " + name)])});");
        }

        IEnumerable<string> columnSums = _family.ColumnSums.SelectMany(pair => Enumerable.Range(0, vectors).Select(v => "ref R " + Local(pair.Name + Number(v))));
        string signature = string.Join(", ",
        [
            .. sums.Select(sum => "R " + sum), "nint " + _family.Row, "nint " + _family.Column, .. _epilogueParameters, .. columnSums,
        ]);
        return Add("Finish" + Number(vectors) + _words, [$"<c>{_epilogue}</c> of a row of {Number(vectors)} vectors."], signature, body, isInlined: true);
    }

    /// <summary>What happens to a finished sum, as a method that becomes part of the tile.</summary>
    private string AddEpilogue()
    {
        List<string> used = Used(_family.Epilogue);
        _epilogueParameters = used;
        _epilogueArguments = used.Select(Argument).ToList();
        string signature = string.Join(", ",
        [
            "R " + _family.Sum, "nint " + _family.Row, "nint " + _family.Column, .. used, .. _family.ColumnSums.Select(pair => "ref R " + pair.Name),
        ]);
        var body = new CodeWriter(0);
        foreach (string line in _family.Epilogue.TrimEnd('\n').Split('\n'))
        {
            body.Line(line);
        }

        string[] formulas = [.. KernelNames.Formulas(_family.Contraction.Epilogue.Select(statement => statement.Equation))];
        return Add("Finish" + _words, formulas.Length > 0 ? formulas : ["Stores a sum."], signature, body, isInlined: true);
    }

    /// <summary>The parameters that a text mentions.</summary>
    private List<string> Used(string text) => _fixed.Where(parameter => Mentions(text, parameter.Substring(parameter.LastIndexOf(' ') + 1))).ToList();

    private string Add(string name, IReadOnlyList<string> summary, string signature, CodeWriter body, bool isInlined = false, bool staysApart = false) =>
        _table.Add(name, summary, signature, body.ToString(), _names, isInlined, staysApart);

    /// <summary>A method of this family is written where it is first called.</summary>
    private string Once(string words, int rows, int vectors, Func<string> write)
    {
        if (!_written.TryGetValue((words, rows, vectors), out string? name))
        {
            _written[(words, rows, vectors)] = name = write();
        }

        return name;
    }

    private string At(string text, string row, string column) => Replace(Replace(text, _family.Row, row), _family.Column, column);

    private static string Replace(string text, string name, string by)
    {
        if (by == name)
        {
            return text;
        }

        var replaced = new StringBuilder();
        int behind = 0;
        for (int at = Identifiers.Find(text, name, 0); at >= 0; at = Identifiers.Find(text, name, behind))
        {
            replaced.Append(text, behind, at - behind);
            behind = at + name.Length;
            replaced.Append(IsAddend(text, at, behind) ? by : "(" + by + ")");
        }

        return replaced.Append(text, behind, text.Length - behind).ToString();
    }

    /// <summary>Whether a name ends an argument, alone or after a plus: then what takes its place needs no parentheses.</summary>
    private static bool IsAddend(string text, int at, int behind) =>
        (Stands(text, behind, ")") || Stands(text, behind, ",")) && (Stands(text, at - 2, ", ") || Stands(text, at - 3, " + "));

    private static bool Stands(string text, int at, string what) => at >= 0 && string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static bool Mentions(string text, string name) => Identifiers.Find(text, name, 0) >= 0;

    private string RowAt(int r) => r == 0 ? _family.Row : _family.Row + " + " + Number(r);

    private string Column(int v) => v == 0 ? _family.Column : _family.Column + " + " + KernelNames.Lanes(v);

    private string Sum(int row, int vector) => Local("c" + Number(row) + Number(vector));

    /// <summary>A parameter that tiles of every form have.</summary>
    private string Parameter(string hint, int level = 0) => _names.NameOf("parameter " + hint + Number(level), hint);

    /// <summary>A variable of the tile, under a name that no operand has.</summary>
    private string Local(string hint) => _names.NameOf("local " + hint, hint);

    private static string Argument(string declaration) =>
        (declaration.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : string.Empty) + declaration.Substring(declaration.LastIndexOf(' ') + 1);

    private static string Number(int value) => KernelNames.Number(value);
}
