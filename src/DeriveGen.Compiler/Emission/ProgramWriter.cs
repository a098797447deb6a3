using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>Writes one program: a call of a kernel for each step, in order.</summary>
/// <param name="request">The program.</param>
/// <param name="element">The number type.</param>
/// <param name="table">The class' kernels.</param>
internal sealed class ProgramWriter(ProgramRequest request, ElementType element, KernelTable table)
{
    private readonly NameScope _names = new();
    private readonly List<ProgramParameter> _parameters = [];
    private readonly Dictionary<Size, string> _times = [];   // the loop variable of each sweep
    private readonly SortedSet<string> _typeParameters = new(StringComparer.Ordinal);   // R, a register; H, one of at most 32 bytes; V, a row's lanes

    private List<ProgramLine> _lines = [];                   // of the program, or of the sweep that is written

    private StorageTable Storage => request.Schedule.Storage;

    /// <summary>Writes the method.</summary>
    public EmittedProgram Write(CodeWriter output)
    {
        foreach (Step step in request.Steps)
        {
            Write(step);
        }

        var body = new ProgramBody(Storage, element, _names);
        (CodeWriter text, string? result) = body.Write(_lines, request.Result is { } tensor ? Storage.BaseOf(tensor) : null);
        List<ProgramParameter> parameters = [.. Regions(), .. _parameters];
        string typeParameters = string.Join(", ", _typeParameters);
        bool usesLanes = typeParameters.Length > 0;
        output.Line("/// <summary>" + request.Name + ": " + Rows.Number(request.Steps.Length) + " steps, in order.</summary>");
        string signature = string.Join(", ", parameters.Select(parameter => parameter.Declaration));
        string type = result is null ? "void" : element.Name;
        if (usesLanes)
        {
            Dispatch(output, type, signature, parameters);
        }

        output.Line("[MethodImpl(AggressiveOptimization)]");
        output.Line($"public static {type} {request.Name}{(usesLanes ? "<" + typeParameters + ">" : string.Empty)}({signature})");
        KernelEmitter.WriteConstraints(output, typeParameters, element);
        output.OpenBlock();
        output.Append(text);
        if (result is not null)
        {
            output.Line("return " + result + ";");
        }

        output.Close();
        output.Line();
        return new(request.Name, parameters.ToEquatableArray(), result is not null)
        {
            Locals = body.LocalCount,
            Widths = usesLanes ? KernelEmitter.Widths(element).Select(TypeArguments).ToEquatableArray() : [],
        };
    }

    /// <summary>The method that the network calls: it chooses the width, which is a constant to the machine's compiler.</summary>
    private void Dispatch(CodeWriter output, string type, string signature, List<ProgramParameter> parameters)
    {
        string arguments = string.Join(", ", parameters.Select(parameter => (parameter.IsReference ? "ref " : string.Empty) + parameter.Name));
        output.Open($"public static {type} {request.Name}({signature})");
        string pass = type == "void" ? string.Empty : "return ";
        foreach (VectorWidth width in KernelEmitter.Widths(element))
        {
            output.Open(width.Condition);
            output.Line($"{pass}{request.Name}<{TypeArguments(width)}>({arguments});");
            output.Close();
        }

        output.Close();
        output.Line();
    }

    private string TypeArguments(VectorWidth width) =>
        string.Join(", ", _typeParameters.Select(parameter => parameter switch
        {
            "R" => width.Register,
            "H" => width.Half,
            _ => width.Row,
        }));

    private void Write(Step step)
    {
        StepDescription? description = StepDescription.Of(step, Storage);
        if (description is not null && table.Find(description) is { } known)
        {
            EquatableArray<Statement> statements = StepReads.Statements(step);
            Equation first = step is Contraction { Core: var core } ? core : statements[0].Equation;
            Call(step, known.Name, known.TypeParameters, [.. known.ParametersFor(description)], Comment(TextPrinter.Print(first), statements.Length + (step is Contraction ? 1 : 0)));
            return;
        }

        var method = new KernelMethod(Storage, element);
        if (step is Nest or Contraction && step.Split is { } split)
        {
            method.Share(ThreadSplits.Indices(step)[split.Axis]);
        }

        Step spelled = Sweeps.Spelled(step, Storage.SliceOf);
        IEnumerable<string> formulas = StepReads.Statements(spelled).Select(statement => TextPrinter.Print(statement.Equation));
        switch (step)
        {
            case Sweep sweep:
                Write(sweep);
                return;
            case Clear clear:
                // The zeros lie around the first element, from the storage's first one on.
                Storage storage = Storage[clear.Target];
                string first = storage.Origin == storage.Offset ? "{0}" : $"Unsafe.Subtract(ref {{0}}, {Rows.Number(storage.Origin - storage.Offset)})";
                _lines.Add(new($"MemoryMarshal.CreateSpan(ref {first}, {Rows.Number(storage.Size)}).Clear();", [Storage.BaseOf(clear.Target)], $"{clear.Target.Name} and the zeros around it"));
                return;
            case Nest nest:
                new NestKernel(method, nest, NestKernel.CanUseLanes(nest, element) ? RowsOf(method) : null).Write();
                Call(method, step, KernelNames.Of(nest.Body.ToArray()), formulas, description);
                return;
            case Contraction contraction:
                Write(method, contraction);
                Call(method, step, KernelNames.Of([new ChainedSum(contraction).Core, .. contraction.Epilogue]), [TextPrinter.Print(((Contraction)spelled).Core), .. formulas], description);
                return;
            case Relayout relayout:
                new RelayoutKernel(method, relayout).Write();
                Call(method, step, "Copy_" + NameScope.Identifier(NameScope.ShortHint(relayout.Source)), [relayout.Target.Name + " ← " + relayout.Source.Name]);
                return;
            case Scatter scatter:
                new ScatterKernel(method, scatter, ScatterKernel.CanUseLanes(scatter, element) ? RowsOf(method) : null).Write();
                Call(method, step, "Scatter_" + NameScope.Identifier(NameScope.ShortHint(scatter.Equation.Target)), [TextPrinter.Print(((Scatter)spelled).Equation)]);
                return;
            case Draw draw:
                new DrawKernel(method, draw.Target, DrawNumber(draw.Target)).Write();
                Call(method, step, "Draw_" + NameScope.Identifier(NameScope.ShortHint(draw.Target)), [draw.Target.Name + " is drawn at random"]);
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
        new NestKernel(method, chain.Nest, NestKernel.CanUseLanes(chain.Nest, element) ? RowsOf(method) : null, chain).Write();
    }

    private Rows RowsOf(KernelMethod method) => new(method, "V", element.Lanes);

    /// <summary>The same number in every schedule of the network.</summary>
    private int DrawNumber(Tensor target) => request.Schedule.Steps.OfType<Draw>().Select(draw => draw.Target).OrderBy(tensor => tensor.Id).ToList().IndexOf(target);

    /// <summary>Adds the kernel that was written for a step, and calls it.</summary>
    private void Call(KernelMethod method, Step step, string name, IEnumerable<string> formulas, StepDescription? description = null)
    {
        string[] summary = formulas.ToArray();
        string signature = string.Join(", ", method.Parameters.Select(parameter => parameter.Declaration));
        string body = method.Body.ToString();
        string typeParameters = body.Contains("V.") ? "V" : body.Contains("<R>") ? "R" : body.Contains("<H>") ? "H" : string.Empty;
        string kernel = table.Add(name, typeParameters, summary, signature, body, method.Names) + (typeParameters.Length > 0 ? "<" + typeParameters + ">" : string.Empty);
        if (description is not null)
        {
            table.Add(description, new(kernel, typeParameters, [.. method.Parameters.Select(parameter => (parameter, description.NumberOf(parameter.Thing)))]));
        }

        Call(step, kernel, typeParameters, method.Parameters, Comment(summary[0], summary.Length));
    }

    private static string Comment(string formula, int formulas) => formula + (formulas > 1 ? "; …" : string.Empty);

    private void Call(Step step, string kernel, string typeParameters, IReadOnlyList<KernelParameter> parameters, string comment)
    {
        if (typeParameters.Length > 0)
        {
            _typeParameters.Add(typeParameters);
        }

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
