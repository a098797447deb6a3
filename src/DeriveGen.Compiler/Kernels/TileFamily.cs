using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>An operand of a tile beside A and B: what the start value and the epilogue read, and what they write.</summary>
/// <param name="Access">The element.</param>
/// <param name="Reference">The parameter that refers to the element in the tile's first row and lane.</param>
/// <param name="RowStride">The parameter with the distance between rows, or null where all rows share the element.</param>
/// <param name="Stride">That distance.</param>
/// <param name="Panel">The parameter with the distance between panels, or null where a row lies on end.</param>
internal sealed record TileOperand(Access Access, string Reference, string? RowStride, int Stride, string? Panel);

/// <summary>
/// What the register tiles of a contraction have in common: its groups of indices, its operands, and the texts of its start value and its
/// epilogue. Strides are parameters, so tiles are shared by all contractions that start and end alike.
/// </summary>
internal sealed class TileFamily
{
    /// <summary>A sum of so many points takes as long as memory needs to answer.</summary>
    private const long LongSum = 128;

    private readonly List<TileOperand> _operands = [];
    private readonly Dictionary<Tensor, string> _values = [];
    private readonly List<(Statement Statement, string Name)> _columnSums = [];

    private TileFamily(Contraction contraction, KernelMethod method, IndexGroups groups)
    {
        Contraction = contraction;
        Method = method;
        Groups = groups;
        Row = groups.Rows is { } rows ? method.Names.NameOf(rows.Inner, rows.Letters) : method.Names.Fresh("row");
        Column = method.Names.NameOf(contraction.Lane);
    }

    /// <summary>The contraction.</summary>
    public Contraction Contraction { get; }

    /// <summary>The names and parameters of the tiles.</summary>
    public KernelMethod Method { get; }

    /// <summary>The indices by their part in the tile.</summary>
    public IndexGroups Groups { get; }

    /// <summary>The variable that counts rows.</summary>
    public string Row { get; }

    /// <summary>The variable that counts columns.</summary>
    public string Column { get; }

    /// <summary>The operands beside A and B.</summary>
    public IReadOnlyList<TileOperand> Operands => _operands;

    /// <summary>The column sums: the statement, and the name of its accumulator.</summary>
    public IReadOnlyList<(Statement Statement, string Name)> ColumnSums => _columnSums;

    /// <summary>The operand that holds a column sum.</summary>
    public TileOperand OperandOf(Statement columnSum) => Operand(columnSum.Equation.Left);

    /// <summary>The start value of a row's lanes, or null where it is 0.</summary>
    public string? Start { get; private set; }

    /// <summary>The same, in parentheses where a method could not be called on it.</summary>
    public string? StartOperand { get; private set; }

    /// <summary>Where sums wait for their next part, or null where a tile sums all at once.</summary>
    public TileOperand? Waiting { get; private set; }

    /// <summary>What becomes of the sum while it is in a register.</summary>
    public string Epilogue { get; private set; } = string.Empty;

    /// <summary>The name of the sum in the epilogue.</summary>
    public string Sum { get; private set; } = string.Empty;

    /// <summary>Makes a family, or gives null where no register tile fits.</summary>
    public static TileFamily? Of(Contraction contraction, StorageTable storage, ElementType element)
    {
        var method = new KernelMethod(storage, element);
        var rows = new Rows(method, new("R", element.Lanes), new("R", element.Lanes / 2));
        if (!TileSupport.Fits(contraction, storage, rows))
        {
            return null;
        }

        HashSet<IndexVar> read = TileSupport.IndicesRead(contraction);
        var family = new TileFamily(contraction, method, IndexGroups.Of(contraction, storage, TileSupport.Accesses(contraction).ToList(), read));
        family.Write(read);
        return family;
    }

    /// <summary>The operands of the epilogue that memory may be asked for before the sum, which takes longer than the answer.</summary>
    /// <param name="shape">The tile; null for any that has several rows.</param>
    public IEnumerable<TileOperand> ReadLate(TileShape? shape) => shape is { Rows: 1 } or { Window: not null } || Contraction.Depth < LongSum ? []
        : _operands.Where(operand => operand.RowStride is not null
            && operand.Access.Tensor.ElementsAtCapacity >= TileChoice.FarElements
            && Epilogue.Contains("R.Load(" + Place(operand) + ")"));

    private void Write(HashSet<IndexVar> read)
    {
        foreach (IndexVar index in Groups.Outer.Where(read.Contains))
        {
            Method.Index(index);
        }

        Method.Body = new CodeWriter(0);
        if (Contraction.Start is { } start)
        {
            Code value = Printer().PrintLanes(start);
            (Start, StartOperand) = (value.Text, value.At(Binding.Primary));
        }

        if (Contraction.Tile.InParts)
        {
            Waiting = Operand(Contraction.Core.Left);
        }

        Sum = Value(Contraction.Core);
        if (Contraction.Stored)
        {
            Store(Sum, Contraction.Core.Left);
        }

        ExpressionPrinter printer = Printer();
        printer.Share(Contraction.Epilogue.Select(statement => statement.Equation.Value));
        foreach (Statement statement in Contraction.Epilogue)
        {
            Write(statement, printer);
        }

        Epilogue = Method.Body.ToString();
    }

    private void Write(Statement statement, ExpressionPrinter printer)
    {
        if (statement.Kind == StatementKind.AccumulateLane)
        {
            string sum = Value(statement.Equation);
            _columnSums.Add((statement, sum));
            Operand(statement.Equation.Left);
            Code total = new(sum, true, Binding.Primary);
            foreach (Term term in statement.Equation.Value.Terms)
            {
                total = printer.Accumulate(total, new Term(term.Coefficient, [], term.Factors, term.Guards));
            }

            Method.Body.Line(sum + " = " + total.Text + ";");
            return;
        }

        Code value = printer.PrintLanes(statement.Equation.Value);
        string name = Value(statement.Equation);
        Method.Body.Line("R " + name + " = " + value.Text + ";");
        if (statement.Stored)
        {
            Store(name, statement.Equation.Left);
        }
    }

    private void Store(string value, Access target) => Method.Body.Line(value + ".Store(" + Place(Operand(target)) + ");");

    private string Value(Equation equation)
    {
        string indices = string.Concat(equation.Indices.Select(index => NameScope.Identifier(index.Name)));
        string name = Method.Names.Fresh(NameScope.ShortHint(equation.Target) + (indices.Length > 0 ? "_" + indices : string.Empty));
        _values[equation.Target] = name;
        return name;
    }

    private ExpressionPrinter Printer() => new(Method, new Place(Contraction.Lane, Contraction.Lane, "R", Column, Read, _ => null));

    private Code? Read(Access access)
    {
        if (_values.TryGetValue(access.Tensor, out string? value))
        {
            return new(value, true, Binding.Primary);
        }

        TileOperand operand = Operand(access);
        if (access.Indices.Contains(Contraction.Lane))
        {
            return new("R.Load(" + Place(operand) + ")", true, Binding.Primary);
        }

        return operand.RowStride is null
            ? new(operand.Reference, false, Binding.Primary)
            : new($"Unsafe.Add(ref {operand.Reference}, {operand.RowStride} * {Row})", false, Binding.Primary);
    }

    /// <summary>The element of an operand in the row and the column at hand, as an argument and a distance from it.</summary>
    public string Place(TileOperand operand)
    {
        string column = PlaceOfColumn(operand.Access.Tensor, operand.Panel);
        return "ref " + operand.Reference + ", " + (operand.RowStride is null ? column : operand.RowStride + " * " + Row + " + " + column);
    }

    /// <summary>How far the column at hand lies from the first one.</summary>
    /// <param name="tensor">The operand.</param>
    /// <param name="panel">The parameter with the distance between its panels, or null where it has none.</param>
    public string PlaceOfColumn(Tensor tensor, string? panel) => panel is null ? Column
        : $"{panel} * {Addressing.PanelOf(Column, Method.Storage[tensor].Panels!)} + {Addressing.WithinPanel(Column, Method.Storage[tensor].Panels!)}";

    private TileOperand Operand(Access access)
    {
        Tensor tensor = Method.Storage.BaseOf(access.Tensor);
        var stored = new Access(tensor, access.Positions);
        if (_operands.FirstOrDefault(operand => operand.Access.Equals(stored)) is { } known)
        {
            return known;
        }

        int stride = Groups.Rows is { } rows ? SumOrder.Stride(stored, rows.Inner, Method.Storage) : 0;
        string name = Method.Names.Fresh(NameScope.ShortHint(tensor));
        string? panel = Method.Storage[tensor].Panels is null ? null : Method.Names.Fresh(name + "Panel");
        var operand = new TileOperand(stored, name, stride == 0 ? null : Method.Names.Fresh(name + "Row"), stride, panel);
        _operands.Add(operand);
        return operand;
    }
}
