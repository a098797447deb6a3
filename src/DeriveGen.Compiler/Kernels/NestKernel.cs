using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Writes a loop nest. At each outer point the statements run in phases: neighbouring statements along rows of one length share a loop,
/// which ends where something needs the whole row. Rows that fit one vector need no loop, and all their values stay in registers; of
/// longer ones a value that a later phase reads waits in a scratch row. Sums over the outer points that fit a register stay in one.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="nest">The loops.</param>
/// <param name="rows">How rows are read and written in lanes, or null where single numbers are computed.</param>
/// <param name="chain">The sum of products that the first statement is, where this computes a contraction; else null.</param>
internal sealed class NestKernel(KernelMethod method, Nest nest, Rows? rows, ChainedSum? chain = null)
{
    private readonly Addressing _addressing = new(method);
    private readonly Dictionary<Tensor, (Statement Statement, Phase Phase, string Name)> _values = [];
    private readonly Dictionary<Statement, string> _accumulators = [];
    private readonly Dictionary<Tensor, string> _scratch = [];
    private PanelLoop? _panel;

    private CodeWriter Body => method.Body;

    private ElementType Element => method.Element;

    /// <summary>Whether every statement of a nest can run along lanes.</summary>
    public static bool CanUseLanes(Nest nest, ElementType element) => nest.Body.All(statement => LaneSupport.Fits(statement, element.Lanes));

    /// <summary>Writes the loops.</summary>
    public void Write()
    {
        List<Phase> phases = Phase.Split(nest.Body);
        foreach (Statement statement in nest.Body.Where(statement => statement.IsLate && !StaysInRegister(statement)))
        {
            Zero(statement.Target);
        }

        DeclareScratch(phases);
        _panel = rows is null ? null : PanelLoop.Of(method, phases, rows);
        if (_panel is not null)
        {
            Body.Open(_panel.Head);
        }

        WriteLoops(phases, 0);
        Body.Close(_panel is null ? 0 : 1);
    }

    /// <summary>The loops from a number on. A sum begins inside those of the indices that it keeps, and ends with the others.</summary>
    private void WriteLoops(List<Phase> phases, int depth)
    {
        List<Statement> sums = [.. nest.Body.Where(statement => statement.IsLate && StaysInRegister(statement) && Kept(statement) == depth)];
        sums.ForEach(Begin);
        if (depth == nest.Outer.Length)
        {
            phases.ForEach(Write);
        }
        else
        {
            _addressing.Over([nest.Outer[depth]], () => WriteLoops(phases, depth + 1));
        }

        sums.ForEach(End);
    }

    private void Write(Phase phase)
    {
        IndexVar? lane = phase.Lane;
        List<(Statement Statement, string Partial)> partials = [];
        foreach (Statement statement in phase.Statements.Where(statement => statement.Kind == StatementKind.RowReduce))
        {
            ExpressionPrinter printer = Printer(statement, phase);
            double start = statement.Equation.Value.AsMaximum is null ? 0 : double.NegativeInfinity;
            string name = ValueName(statement, rows is null ? "" : "_lanes");
            printer.Declare(name, printer.AsLanes(new(Element.Literal(start), false, Binding.Primary)));
            partials.Add((statement, name));
        }

        bool loops = lane is not null && !(rows?.IsShort(lane) ?? false);
        if (loops)
        {
            Body.Open(_panel?.Lanes ?? rows?.Loop(lane!) ?? _addressing.Loop(lane!));
        }

        foreach (Statement statement in phase.Statements)
        {
            Write(statement, phase, partials.FirstOrDefault(partial => partial.Statement == statement).Partial);
        }

        Body.Close(loops ? 1 : 0);
        foreach ((Statement statement, string partial) in partials)
        {
            Finish(statement, phase, partial);
        }
    }

    private void Write(Statement statement, Phase phase, string? partial)
    {
        ExpressionPrinter printer = Printer(statement, phase);
        switch (statement.Kind)
        {
            case StatementKind.RowReduce:
                Reduce(statement, printer, partial!);
                break;
            case StatementKind.AccumulateScalar or StatementKind.AccumulateLane:
                Accumulate(statement, printer);
                break;
            default:
                Assign(statement, phase, printer);
                break;
        }
    }

    /// <summary>Whether a number is computed from nothing but what a call gives, such as the count of steps: once, by a function.</summary>
    private static bool IsOfTheCall(Statement statement) => statement.Equation.Indices.Length == 0
        && statement.Equation.Value.Tensors.All(tensor => tensor.Kind == TensorKind.Setting) && Walk.Atoms(statement.Equation.Value).Any(atom => atom is Apply);

    /// <summary>A value at this point: a variable, and memory where it is stored.</summary>
    private void Assign(Statement statement, Phase phase, ExpressionPrinter printer)
    {
        Code value;
        IReadOnlyList<Code> positions = [];
        if (chain?.Core == statement)
        {
            value = chain.Write(method, printer);
        }
        else if (statement.Equation.Value.AsMaximum is { } maximum)
        {
            (value, positions) = new SmallReduction(method, printer).Maximum(maximum, statement.Equation.ArgMax.Length > 0);
        }
        else if (Element == ElementType.Single && IsOfTheCall(statement))
        {
            // 1 − β^step cancels: in single precision its first digits would be those of β's rounding.
            value = new($"(float)({Printer(statement, phase, method.InDouble()).Print(statement.Equation.Value).Text})", false, Binding.Signed);
        }
        else
        {
            value = printer.Print(statement.Equation.Value);
        }

        bool lanes = rows is not null && statement.Lane is not null;
        value = lanes ? printer.AsLanes(value) : value;
        string name = ValueName(statement);
        Code variable = printer.Declare(name, value);
        _values[statement.Target] = (statement, phase, name);
        if (statement.Stored)
        {
            Store(variable, statement.Target, statement);
        }
        else if (_scratch.TryGetValue(statement.Target, out string? row))
        {
            string at = method.Names.NameOf(statement.Lane!);
            Body.Line(lanes ? $"{name}.Store(ref {row}, {at});" : $"Unsafe.Add(ref {row}, {at}) = {name};");
        }

        for (int axis = 0; axis < positions.Count; axis++)
        {
            Tensor target = statement.Equation.ArgMax[axis];
            if (method.Storage.Has(target))
            {
                Store(positions[axis], target, statement);
            }
        }
    }

    private void Store(Code value, Tensor target, Statement statement)
    {
        EquatableArray<Affine> positions = statement.Equation.Indices.Map(Affine.Of);
        if (value.IsLanes)
        {
            rows!.Store(value, target, positions, statement.Lane!);
        }
        else
        {
            _addressing.Write(target, positions, value);
        }
    }

    /// <summary>One more vector, or number, of a row that is reduced; lanes behind the row's end do not take part.</summary>
    private void Reduce(Statement statement, ExpressionPrinter printer, string partial)
    {
        bool lanes = rows is not null;
        string? inside = rows?.Inside(statement.Lane!);
        var sum = new Code(partial, lanes, Binding.Primary);
        if (statement.Equation.Value.AsMaximum is { } maximum)
        {
            var lowest = new Code(Element.Literal(double.NegativeInfinity), false, Binding.Primary);
            Code value = printer.Choose(maximum.Guards, printer.Print(maximum.Body), lowest);
            if (lanes)
            {
                value = printer.AsLanes(value);
                string text = inside is null ? value.Text : $"{printer.LaneType}.Select({inside}, {value.Text}, {printer.AsLanes(lowest).Text})";
                Body.Line($"{partial} = {printer.LaneType}.Larger({partial}, {text});");
            }
            else
            {
                Code candidate = printer.Declare(method.Names.Fresh("value"), value);
                Body.Open($"if (!({candidate.Text} <= {partial}) && !{Element.Name}.IsNaN({partial}))");
                Body.Line($"{partial} = {candidate.Text};");
                WritePosition(statement, maximum);
                Body.Close();
            }

            return;
        }

        Body.Line($"{partial} = {Sum(sum, statement, printer, inside).Text};");
    }

    /// <summary>The position of a row's maximum so far.</summary>
    private void WritePosition(Statement statement, Maximum maximum)
    {
        for (int axis = 0; axis < statement.Equation.ArgMax.Length; axis++)
        {
            Tensor target = statement.Equation.ArgMax[axis];
            if (method.Storage.Has(target))
            {
                Body.Line(_addressing.Element(target, statement.Equation.Indices.Map(Affine.Of)) + " = " + method.Names.NameOf(maximum.Bound[axis]) + ";");
            }
        }
    }

    private Code Sum(Code sum, Statement statement, ExpressionPrinter printer, string? inside)
    {
        foreach (Term term in statement.Equation.Value.Terms)
        {
            var body = new Term(term.Coefficient, [], term.Factors, term.Guards);
            sum = inside is null
                ? printer.Accumulate(sum, body)
                : Code.Add(sum, new($"{printer.LaneType}.Select({inside}, {printer.PrintLanes(Polynomial.Create(body)).Text}, {printer.LaneType}.Zero)", true, Binding.Primary));
        }

        return sum;
    }

    private void Finish(Statement statement, Phase phase, string partial)
    {
        string name = partial;
        if (rows is not null)
        {
            name = ValueName(statement);
            string reduction = statement.Equation.Value.AsMaximum is null ? "Sum" : "Max";
            Body.Line($"{Element.Name} {name} = {TypeOf(statement)}.{reduction}({partial});");
        }

        _values[statement.Target] = (statement, phase, name);
        if (statement.Stored)
        {
            Store(new Code(name, false, Binding.Primary), statement.Target, statement);
        }
    }

    /// <summary>Whether a sum over outer points stays in a register: where it keeps the outermost indices alone, and is one number or one short row at each of their points.</summary>
    private bool StaysInRegister(Statement statement) => nest.Outer.Take(Kept(statement)).SequenceEqual(statement.Equation.Indices.Take(Kept(statement)))
        && (statement.Kind == StatementKind.AccumulateScalar || (rows is not null && rows.IsShort(statement.Lane!)));

    /// <summary>How many outer indices a sum keeps.</summary>
    private static int Kept(Statement statement) => statement.Equation.Indices.Length - (statement.Kind == StatementKind.AccumulateLane ? 1 : 0);

    private void Begin(Statement statement)
    {
        string name = _accumulators[statement] = ValueName(statement);
        Body.Line(rows is not null && statement.Lane is not null ? $"{TypeOf(statement)} {name} = {TypeOf(statement)}.Zero;" : $"{Element.Name} {name} = {Element.Zero};");
    }

    /// <summary>The memory of a sum that waits there.</summary>
    private void Zero(Tensor target)
    {
        if (method.Straight is { } straight)
        {
            straight.Zeroed(target);
        }
        else if (method.Shared is null)
        {
            new Zeroing(method).Write(target);
        }
    }

    private void Accumulate(Statement statement, ExpressionPrinter printer)
    {
        bool lanes = rows is not null && statement.Lane is not null;
        bool reducesRow = lanes && statement.Kind == StatementKind.AccumulateScalar;
        string? inside = reducesRow ? rows!.Inside(statement.Lane!) : null;
        if (_accumulators.TryGetValue(statement, out string? name))
        {
            Body.Line($"{name} = {Sum(new(name, lanes, Binding.Primary), statement, printer, inside).Text};");
            return;
        }

        EquatableArray<Affine> positions = statement.Equation.Indices.Map(Affine.Of);
        if (!lanes || reducesRow)
        {
            Code before = _addressing.Read(statement.Target, positions);
            Code sum = Sum(reducesRow ? new(printer.LaneType + ".Zero", true, Binding.Primary) : before, statement, printer, inside);
            _addressing.Write(statement.Target, positions, reducesRow ? Code.Add(before, new($"{printer.LaneType}.Sum({sum.Text})", false, Binding.Primary)) : sum);
            return;
        }

        Code row = Sum(rows!.Load(new Access(statement.Target, positions), statement.Lane!), statement, printer, null);
        rows.Store(row, statement.Target, positions, statement.Lane!);
    }

    private void End(Statement statement)
    {
        string name = _accumulators[statement];
        bool lanes = rows is not null && statement.Lane is not null;
        Code sum = lanes && statement.Kind == StatementKind.AccumulateScalar
            ? new($"{TypeOf(statement)}.Sum({name})", false, Binding.Primary)
            : new(name, lanes, Binding.Primary);
        Store(sum, statement.Target, statement);
    }

    /// <summary>Rows that a later phase reads and that are not stored.</summary>
    private void DeclareScratch(List<Phase> phases)
    {
        for (int number = 0; number < phases.Count; number++)
        {
            IEnumerable<Statement> unstored = phases[number].Statements.Where(statement =>
                statement is { Kind: StatementKind.Pointwise or StatementKind.Window, Stored: false } && !(rows?.IsShort(statement.Lane!) ?? false));
            foreach (Statement statement in unstored)
            {
                if (phases.Skip(number + 1).SelectMany(phase => phase.Statements).Any(later => later.Equation.Reads.Contains(statement.Target)))
                {
                    string name = _scratch[statement.Target] = method.Names.Fresh(NameScope.ShortHint(statement.Target));
                    int length = (statement.Lane!.Extent.AtCapacity() + 15) / 16 * 16;
                    Body.Line($"ref {Element.Name} {name} = ref MemoryMarshal.GetReference(stackalloc {Element.Name}[{Rows.Number(length)}]);");
                }
            }
        }
    }

    /// <summary>The packed numbers that a statement with a lane computes.</summary>
    private string TypeOf(Statement statement) => rows!.Of(statement.Lane!).Type;

    private ExpressionPrinter Printer(Statement statement, Phase phase, KernelMethod? inDouble = null)
    {
        IndexVar? lane = statement.Lane;
        IndexVar? pivot = lane ?? (statement.Equation.Indices.Length > 0 ? statement.Equation.Indices[statement.Equation.Indices.Length - 1] : null);
        bool lanes = rows is not null && lane is not null;
        string first = lanes && !rows!.IsShort(lane!) ? method.Names.NameOf(lane!) : "0";
        return new(inDouble ?? method, new Place(
            lanes ? lane : null, pivot, lane is null || rows is null ? string.Empty : TypeOf(statement), first,
            access => InRegister(access, statement, phase),
            access => rows!.Load(access, lane!)));
    }

    /// <summary>A value of this nest at this very point: a variable of the same phase, a row's reduction, or a scratch row.</summary>
    private Code? InRegister(Access access, Statement reader, Phase phase)
    {
        if (!_values.TryGetValue(access.Tensor, out (Statement Statement, Phase Phase, string Name) value) || !IsSamePoint(access, value.Statement, reader))
        {
            return null;
        }

        bool isRow = value.Statement.Kind is StatementKind.Pointwise or StatementKind.Window;
        bool lanes = isRow && rows is not null;
        if (!isRow || value.Phase == phase || (rows?.IsShort(value.Statement.Lane!) ?? false))
        {
            return new(value.Name, lanes, Binding.Primary);
        }

        if (!_scratch.TryGetValue(access.Tensor, out string? row))
        {
            return null;
        }

        string at = method.Names.NameOf(reader.Lane!);
        return new(lanes ? $"{TypeOf(reader)}.Load(ref {row}, {at})" : $"Unsafe.Add(ref {row}, {at})", lanes, Binding.Primary);
    }

    private static bool IsSamePoint(Access access, Statement producer, Statement reader)
    {
        for (int axis = 0; axis < access.Positions.Length; axis++)
        {
            IndexVar produced = producer.Equation.Indices[axis];
            IndexVar expected = produced == producer.Lane && reader.Lane is not null ? reader.Lane : produced;
            if (access.Positions[axis].AsIndex != expected)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A tensor's name with its indices behind it: EZ_ij.</summary>
    private string ValueName(Statement statement, string ending = "")
    {
        string indices = string.Concat(statement.Equation.Indices.Select(index => method.Straight?.At(index) ?? NameScope.Identifier(index.Name)));
        return method.Names.Fresh(NameScope.ShortHint(statement.Target) + (indices.Length > 0 ? "_" + indices : string.Empty) + ending);
    }
}
