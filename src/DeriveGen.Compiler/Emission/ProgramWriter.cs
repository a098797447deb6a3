using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>Writes the statements of one program: a call of a kernel for each step, in order.</summary>
/// <param name="request">The program.</param>
/// <param name="element">The number type.</param>
/// <param name="table">The class' kernels.</param>
internal sealed class ProgramWriter(ProgramRequest request, ElementType element, KernelTable table)
{
    private readonly NameScope _names = new();
    private readonly List<ProgramParameter> _parameters = [];
    private readonly Dictionary<Size, string> _times = [];   // the loop variable of each sweep

    private List<ProgramLine> _lines = [];                   // of the program, or of the sweep that is written

    private StorageTable Storage => request.Schedule.Storage;

    /// <summary>Writes the steps' kernels, and the statements that call them.</summary>
    public ProgramText Prepare()
    {
        foreach (Step step in request.Steps)
        {
            Write(step);
        }

        return new(request, _names, [.. Regions(), .. _parameters], _lines);
    }

    /// <summary>Writes the steps themselves, in a straight line.</summary>
    public ProgramText PrepareStraight()
    {
        List<Tensor> tensors = [];
        WriteStraight(request.Steps, StraightMethod(tensors, null), tensors);
        return new(request, _names, [.. Regions(), .. _parameters], _lines) { RowType = TinyPrograms.RowType(element) };
    }

    /// <summary>
    /// Writes training as a straight line in a loop over examples, which ends early where a loss is not a number; null where parameters
    /// cannot stay in variables. The method returns the number of updates, and adds up the losses.
    /// </summary>
    /// <param name="examples">The number of examples.</param>
    public ProgramText? PrepareEpoch(Size examples)
    {
        List<Tensor> tensors = [];
        var carried = new CarriedValues(Storage, TinyPrograms.RowType(element), tensors);
        KernelMethod method = StraightMethod(tensors, carried);
        string number = _names.Fresh("n"), count = Parameter(ParameterRole.Size, examples.Name, "int", examples), sum = Parameter(ParameterRole.LossSum, "losses", "double", ParameterRole.LossSum);
        WriteStraight(request.Schedule.Forward, method, tensors);
        method.Body = new CodeWriter(0);
        string loss = new Addressing(method).Read(request.Schedule.Loss!, []).Text;
        method.Body.Open($"if ({element.Name}.IsNaN({loss}))");
        method.Body.Line("break;");
        method.Body.Close();
        _lines.Add(new(method.Body.ToString().TrimEnd('\n'), [.. tensors], null));
        tensors.Clear();
        WriteStraight(request.Schedule.Backward.AddRange(request.Schedule.Update), method, tensors);
        _lines.Add(new(string.Join("\n", _parameters.Where(parameter => parameter.Role == ParameterRole.Argument)
            .Select(parameter => $"{parameter.Name} = ref Unsafe.Add(ref {parameter.Name}, {Rows.Number(TinyPrograms.PerExample(parameter.Tensor!))});").Prepend($"{sum} += {loss};")), [], null));
        _lines = [.. carried.Loads, new($"int {number} = 0;", [], null), ProgramLine.Block($"for (; {number} < {count}; {number}++)", _lines), .. carried.Stores];
        return carried.HasFailed ? null : new(request, _names, [.. Regions(), .. _parameters], _lines) { RowType = TinyPrograms.RowType(element), Count = number };
    }

    private KernelMethod StraightMethod(List<Tensor> tensors, CarriedValues? carried) => new(Storage, element, new StraightLine(
        _names,
        TinyPrograms.RowType(element),
        (kind, thing) => kind switch
        {
            KernelParameterKind.Tensor => Reference((Tensor)thing, tensors),
            KernelParameterKind.Size when ((Size)thing).Capacity == 1 => "1",
            _ => Argument(new(kind, thing, string.Empty), tensors),
        },
        carried));

    private void WriteStraight(EquatableArray<Step> steps, KernelMethod method, List<Tensor> tensors)
    {
        var rows = new Rows(method, new(TinyPrograms.RowType(element), TinyPrograms.Lanes(element)));
        foreach (Step step in steps)
        {
            method.Body = new CodeWriter(0);
            switch (step)
            {
                case Relayout relayout:
                    new RelayoutKernel(method, relayout, rows).Write();
                    break;
                case Contraction contraction:
                    var chain = new ChainedSum(contraction);
                    new NestKernel(method, chain.Nest, rows, chain).Write();
                    break;
                default:
                    new NestKernel(method, (Nest)step, rows).Write();
                    break;
            }

            string[] formulas = Formulas(step);
            _lines.Add(new(method.Body.ToString().TrimEnd('\n'), [.. tensors], Comment(formulas[0], formulas.Length)));
            tensors.Clear();
        }
    }

    private void Write(Step step)
    {
        StepDescription? description = StepDescription.Of(step, Storage);
        if (description is not null && table.Find(description) is { } known)
        {
            EquatableArray<Statement> statements = StepReads.Statements(step);
            Equation first = step is Contraction { Core: var core } ? core : statements[0].Equation;
            Call(step, known.Name, [.. known.ParametersFor(description)], Comment(TextPrinter.Print(first), statements.Length + (step is Contraction ? 1 : 0)));
            return;
        }

        var method = new KernelMethod(Storage, element);
        if (step is Nest or Contraction && step.Split is { } split)
        {
            method.Share(ThreadSplits.Indices(step)[split.Axis]);
        }

        string[] formulas = Formulas(step);
        switch (step)
        {
            case Sweep sweep:
                Write(sweep);
                return;
            case Clear clear:
                new MarginKernel(method, clear.Target).Write();
                Call(method, step, "Clear_" + NameScope.Identifier(NameScope.ShortHint(clear.Target)), formulas);
                return;
            case Nest nest:
                new NestKernel(method, nest, NestKernel.CanUseLanes(nest, element) ? Rows.OfKernel(method) : null).Write();
                Call(method, step, KernelNames.Of(nest.Body.ToArray()), formulas, description);
                return;
            case Contraction contraction:
                Write(method, contraction);
                Call(method, step, KernelNames.Of([new ChainedSum(contraction).Core, .. contraction.Epilogue]), formulas, description);
                return;
            case Relayout relayout:
                new RelayoutKernel(method, relayout).Write();
                Call(method, step, "Copy_" + NameScope.Identifier(NameScope.ShortHint(relayout.Source)), formulas);
                return;
            case Scatter scatter:
                new ScatterKernel(method, scatter, ScatterKernel.CanUseLanes(scatter, element) ? Rows.OfKernel(method) : null).Write();
                Call(method, step, "Scatter_" + NameScope.Identifier(NameScope.ShortHint(scatter.Equation.Target)), formulas);
                return;
            case Draw draw:
                new DrawKernel(method, draw.Target, DrawNumber(draw.Target)).Write();
                Call(method, step, "Draw_" + NameScope.Identifier(NameScope.ShortHint(draw.Target)), formulas);
                return;
            default:
                throw new ArgumentException($"Unknown step {step.GetType().Name}.", nameof(step));
        }
    }

    /// <summary>A loop over time around the calls of the body. What is read and written moves with it.</summary>
    private void Write(Sweep sweep)
    {
        string time = _times[sweep.Time] = _names.NameOf(sweep.Time, sweep.Time.Name);
        string head = sweep.Direction > 0
            ? $"for (nint {time} = 0; {time} < {CountOf(sweep.Length)}; {time}++)"
            : $"for (nint {time} = {CountOf(Extent.Of(sweep.Length.Value - 1))}; {time} >= 0; {time}--)";
        List<ProgramLine> around = _lines;
        _lines = [];
        foreach (Step step in sweep.Body)
        {
            Write(step);
        }

        around.Add(ProgramLine.Block(head, _lines));
        _lines = around;
    }

    private void Write(KernelMethod method, Contraction contraction)
    {
        if (TileFamily.Of(contraction, Storage, element) is { } family)
        {
            new ContractionKernel(method, family, table).Write();
            return;
        }

        var chain = new ChainedSum(contraction);
        new NestKernel(method, chain.Nest, NestKernel.CanUseLanes(chain.Nest, element) ? Rows.OfKernel(method) : null, chain).Write();
    }

    /// <summary>The same number in every schedule of the network.</summary>
    private int DrawNumber(Tensor target) => request.Schedule.Steps.OfType<Draw>().Select(draw => draw.Target).OrderBy(tensor => tensor.Id).ToList().IndexOf(target);

    /// <summary>What a step computes.</summary>
    private string[] Formulas(Step step)
    {
        Step spelled = Sweeps.Spelled(step, Storage.SliceOf);
        IEnumerable<string> statements = StepReads.Statements(spelled).Select(statement => TextPrinter.Print(statement.Equation));
        return spelled switch
        {
            Contraction contraction => [TextPrinter.Print(contraction.Core), .. statements],
            Relayout relayout => [relayout.Target.Name + " ← " + relayout.Source.Name],
            Clear clear => ["0 around " + clear.Target.Name],
            Scatter scatter => [TextPrinter.Print(scatter.Equation)],
            Draw draw => [draw.Target.Name + " is drawn at random"],
            _ => [.. statements],
        };
    }

    /// <summary>Adds the kernel that was written for a step, and calls it.</summary>
    private void Call(KernelMethod method, Step step, string name, string[] formulas, StepDescription? description = null)
    {
        string signature = string.Join(", ", method.Parameters.Select(parameter => parameter.Declaration));
        string body = method.Body.ToString();
        string kernel = table.Add(name, [.. KernelNames.Formulas(formulas)], signature, body, method.Names, staysApart: step.Split is not null);
        if (description is not null)
        {
            table.Add(description, new(kernel, [.. method.Parameters.Select(parameter => new DescribedParameter(parameter, description.NumberOf(parameter.Thing)))]));
        }

        Call(step, kernel, method.Parameters, Comment(formulas[0], formulas.Length));
    }

    private static string Comment(string formula, int formulas) => formula + (formulas > 1 ? "; …" : string.Empty);

    private void Call(Step step, string kernel, IReadOnlyList<KernelParameter> parameters, string comment)
    {
        var tensors = new List<Tensor>();
        string[] arguments = parameters.Select(parameter => Argument(parameter, tensors)).ToArray();
        if (step.Split is { } split)
        {
            WriteZeros(step);
            string threads = Parameter(ParameterRole.Threads, "threads", $"ForkJoin<{element.Name}>", ParameterRole.Threads);
            _lines.Add(new(new SharedCall(split, element, parameters, arguments).Write(threads, kernel, CountOf(SharedExtent(step, split)), CountOf), tensors, comment));
            return;
        }

        _lines.Add(new(kernel + "(" + string.Join(", ", arguments) + ");", tensors, comment));
    }

    /// <summary>How many points threads share.</summary>
    private static Extent SharedExtent(Step step, ThreadSplit split) => ThreadSplits.Indices(step)[split.Axis].Extent;

    /// <summary>What a kernel does before its loops is done before the threads begin.</summary>
    private void WriteZeros(Step step)
    {
        IEnumerable<Tensor> zeroed = step is Contraction contraction
            ? ContractionKernel.ZeroedFirst(contraction)
            : StepReads.Statements(step).Where(statement => statement.IsLate).Select(statement => statement.Target);
        foreach (Tensor target in zeroed)
        {
            var tensors = new List<Tensor>();
            string reference = Reference(target, tensors);
            _lines.Add(new(Zeroing.Of(reference, Storage[target]), tensors, null));
        }
    }

    private string CountOf(Extent extent) =>
        CSharp.Extent(extent, size => _times.TryGetValue(size, out string? time) ? time : Parameter(ParameterRole.Size, size.Name, "int", size));

    private string Argument(KernelParameter parameter, List<Tensor> tensors) => parameter.Kind switch
    {
        KernelParameterKind.Tensor => "ref " + Reference((Tensor)parameter.Thing, tensors),
        KernelParameterKind.Size when _times.TryGetValue((Size)parameter.Thing, out string? time) => time,
        KernelParameterKind.Size => Parameter(ParameterRole.Size, ((Size)parameter.Thing).Name, "int", parameter.Thing),
        KernelParameterKind.Seed => Parameter(ParameterRole.Seed, "seed", "ulong", parameter.Thing),
        KernelParameterKind.Draw => Parameter(ParameterRole.Draw, "draw", "ulong", parameter.Thing),
        KernelParameterKind.From => "from",
        KernelParameterKind.To => "to",
        _ => Parameter(ParameterRole.Setting, ((Tensor)parameter.Thing).Name, element.Name, parameter.Thing),
    };

    /// <summary>A parameter for what the caller gives, a hole of the line for what lies in the arena.</summary>
    private string Reference(Tensor tensor, List<Tensor> tensors)
    {
        if (Storage.SliceOf(tensor) is { } slice)
        {
            Affine distance = slice.At * Storage[slice.Whole].Strides[slice.Axis];
            string constant = distance.Constant == 0 ? string.Empty : (distance.Constant < 0 ? " - " : " + ") + Rows.Number(Math.Abs(distance.Constant));
            IEnumerable<string> terms = distance.Terms.Select(term => Rows.Number(term.Coefficient) + " * " + _times[((SizeAtom)term.Atom).Size]);
            return "Unsafe.Add(ref " + Reference(slice.Whole, tensors) + ", " + string.Join(" + ", terms) + constant + ")";
        }

        Tensor stored = Storage.BaseOf(tensor);
        if (Storage[stored].Region == Region.Argument)
        {
            return Parameter(ParameterRole.Argument, stored.Name, stored.IsInteger ? "int" : element.Name, stored);
        }

        tensors.Add(stored);
        return "{" + Rows.Number(tensors.Count - 1) + "}";
    }

    private string Parameter(ParameterRole role, string hint, string type, object thing)
    {
        string name = _names.NameOf(thing, hint);
        if (!_parameters.Any(parameter => parameter.Name == name))
        {
            _parameters.Add(new(role, name, type) { Tensor = thing as Tensor, Size = thing as Size });
        }

        return name;
    }

    private IEnumerable<ProgramParameter> Regions()
    {
        yield return new(ParameterRole.Persistent, "persistent", element.Name);
        yield return new(ParameterRole.Workspace, "workspace", element.Name);
    }
}
