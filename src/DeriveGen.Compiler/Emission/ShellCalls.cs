using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>Writes the class behind the members: the layout, the checks on entry, and which programs a call runs.</summary>
internal sealed class ShellCalls(ShellRequest request, ShellArguments arguments, ShellOutputs outputs, ElementType element)
{
    /// <summary>A repetition that saves fewer lines stays written out.</summary>
    private const int FewestSaved = 12;

    private readonly NetworkEquations _network = request.Network;
    private readonly NetworkSchedules _schedules = request.Schedules;

    /// <summary>The text of the class.</summary>
    public string Write()
    {
        string kernels = Shell.KernelClass(_network.Model);
        EquatableArray<ParameterDeclaration> all = _network.Parameters.AddRange(_network.States);
        StorageTable storage = _schedules.Gradient.Storage;
        Tensor output = _network.Evaluation.Outputs[0];
        Tensor result = _schedules.Predict.Results[0];
        string[] updateSizes = [.. ProgramsOf(_schedules.Update).SelectMany(program => program.Parameters).Select(parameter => parameter.Size).OfType<Size>()
            .Select(size => $"int {arguments.Local(size)} = memory.GradientSizes[{CSharp.Number(size == _network.Examples ? 0 : 1 + _network.Sizes.IndexOf(size))}];")];
        return TemplateRenderer.Render("calls", new View
        {
            Name = _network.Model.Name,
            Calls = _network.Model.Name + "Calls",
            Element = element.Name,
            Examples = ShellArguments.Examples,
            PersistentSize = CSharp.Number(storage.PersistentSize),
            WorkspaceSize = CSharp.Number(_schedules.All.Max(schedule => schedule.Storage.WorkspaceSize)),
            ParameterLayouts = Rows(all.Select(row => Layout(row.Tensor, row.Tensor.Name, storage, row.Form))),
            AdjointLayouts = Rows(_network.Parameters.Select(row => Layout(request.Derived.AdjointOf[row.Tensor], row.Tensor.Name, storage, row.Form))),
            HasConstants = _network.Constants.Length > 0,
            ConstantLayouts = _network.Constants.Select(tensor => Layout(tensor, tensor.Name, storage, WeightForm.None) + ",").ToArray(),
            KeptLayouts = _network.Kept.Select(tensor => Kept(tensor, tensor.Name, storage))
                .Concat(_network.KeptAdjoints.Select(tensor => Kept(request.Derived.AdjointOf[tensor], tensor.Name + "Bar", storage))).ToArray(),
            Initialization = Loops(all.Select(Begin).OfType<string>().Concat(_network.Constants.Select((tensor, position) => SetConstant("memory", tensor, position)))),
            OutputFormula = CSharp.Comment(_network.Evaluation.DefinitionOf(output)?.ToString() ?? output.Name),
            LossFormula = CSharp.Comment(_network.Evaluation.DefinitionOf(_network.Evaluation.Loss!)?.ToString() ?? "0"),
            InputParameters = arguments.DeclareInputs(string.Empty),
            Parameters = arguments.DeclareAll(string.Empty),
            InputNames = arguments.InputNames,
            OutputParameters = outputs.Declare(string.Empty),
            OutputAssignments = outputs.Assign(_schedules.Predict, arguments),
            ArgumentNames = arguments.AllNames,
            Remember = arguments.Remember(),
            CountDraw = request.Kernels.Programs.Any(program => program.Parameters.Any(parameter => parameter.Role == ParameterRole.Draw)) ? ["memory.Draws++;"] : [],
            HasEpoch = arguments.HasEpoch,
            Kernels = kernels,
            EpochCall = request.Kernels.Programs.FirstOrDefault(program => program.IsEpoch) is { } epoch ? arguments.Call(kernels, epoch) + ";" : string.Empty,
            BatchArguments = arguments.Batch,
            BatchSize = CSharp.Number(_network.Model.Settings.BatchSize),
            InputChecks = arguments.CheckInputs(),
            TargetChecks = arguments.CheckTargets(),
            PredictCall = Call(kernels, _schedules.Predict, returnsLoss: false),
            OutputOffset = CSharp.Number(_schedules.Predict.Storage[result].Origin),
            OutputLength = CSharp.Length(output.Shape, arguments.Local),
            LossCall = Call(kernels, _schedules.Loss!, returnsLoss: true),
            GradientCalls = Calls(kernels, _schedules.Gradient),
            AccumulateCalls = Calls(kernels, _schedules.GradientAccumulate),
            TrainForwardCall = Call(kernels, _schedules.Train, returnsLoss: true),
            TrainBackwardCall = Call(kernels, _schedules.Train, returnsLoss: false),
            HasUpdateSizes = updateSizes.Length > 0,
            UpdateSizes = updateSizes,
            UpdateCall = Call(kernels, _schedules.Update, returnsLoss: false),
            SecondOrder = request.SecondOrder is { } second ? WriteSecondOrder(kernels, second, _schedules.HessianVector!) : string.Empty,
            SelfCheck = request.Check is { } check ? WriteSelfCheck(check, all) : "\n",
            Report = request.Report is { } report ? WriteReport(report, all) : string.Empty,
        });
    }

    private string WriteSecondOrder(string kernels, DerivedSystem second, Schedule schedule)
    {
        string[] Layouts(Func<Tensor, Tensor> tensorOf) =>
            _network.Parameters.Select(row => Layout(tensorOf(row.Tensor), row.Tensor.Name, schedule.Storage, WeightForm.None) + ",").ToArray();
        return TemplateRenderer.Render("secondorder", new
        {
            Element = element.Name,
            ShellArguments.Examples,
            Directions = Layouts(second.DirectionOf),
            Products = Layouts(tensor => second.AdjointOf[tensor]),
            Parameters = arguments.DeclareAll(string.Empty),
            ArgumentNames = arguments.AllNames,
            ParameterCount = CSharp.Number(_network.Parameters.Sum(row => ShellMembers.Elements(row.Tensor))),
            Calls = Calls(kernels, schedule),
        });
    }

    private string WriteSelfCheck(CheckKernels check, EquatableArray<ParameterDeclaration> all) => TemplateRenderer.Render("selfcheck", new
    {
        Element = element.Name,
        ShellArguments.Examples,
        PersistentSize = CSharp.Number(check.Schedule.Storage.PersistentSize),
        WorkspaceSize = CSharp.Number(check.Schedule.Storage.WorkspaceSize),
        ParameterLayouts = Rows(all.Select(row => Layout(row.Tensor, row.Tensor.Name, check.Schedule.Storage, row.Form))),
        HasConstants = _network.Constants.Length > 0,
        ConstantLayouts = _network.Constants.Select(tensor => Layout(tensor, tensor.Name, check.Schedule.Storage, WeightForm.None) + ",").ToArray(),
        Constants = _network.Constants.Select((tensor, position) => SetConstant("twin", tensor, position)).ToArray(),
        Parameters = arguments.DeclareAll(string.Empty),
        ArgumentNames = arguments.AllNames,
        SizeCount = CSharp.Number(1 + _network.Sizes.Length),
        Copies = arguments.Copies(),
        LossCall = arguments.Call(
            Shell.CheckClass(_network.Model), check.Kernels.Programs[0], "twin", name => $"ref MemoryMarshal.GetArrayDataReference({ShellArguments.Copy(name)})"),
    });

    private string WriteReport(ReportKernels report, EquatableArray<ParameterDeclaration> all)
    {
        StorageTable storage = report.Schedule.Storage;
        Tensor[] kept = [.. report.Tensors.SelectMany(tensor => tensor.Tensors)];
        string Position(Tensor? tensor) => CSharp.Number(tensor is null ? -1 : Array.IndexOf(kept, tensor));
        return TemplateRenderer.Render("report", new
        {
            Element = element.Name,
            ShellArguments.Examples,
            PersistentSize = CSharp.Number(storage.PersistentSize),
            WorkspaceSize = CSharp.Number(storage.WorkspaceSize),
            ParameterLayouts = Rows(all.Select(row => Layout(row.Tensor, row.Tensor.Name, storage, row.Form))),
            HasConstants = _network.Constants.Length > 0,
            ConstantLayouts = _network.Constants.Select(tensor => Layout(tensor, tensor.Name, storage, WeightForm.None) + ",").ToArray(),
            Constants = _network.Constants.Select((tensor, position) => SetConstant("observed", tensor, position)).ToArray(),
            KeptLayouts = kept.Select(tensor => Kept(tensor, tensor.Name, storage)).ToArray(),
            Rows = report.Tensors.Select(tensor => $"new ReportRow({CSharp.Literal(tensor.Equation.ToString())}, {Position(tensor.Equation.Target)}, {Position(tensor.Adjoint)}, {Position(tensor.Slope?.Target)}),").ToArray(),
            Parameters = arguments.DeclareAll(string.Empty),
            ArgumentNames = arguments.AllNames,
            SizeCount = CSharp.Number(1 + _network.Sizes.Length),
            Call = arguments.Call(Shell.ReportClass(_network.Model), report.Kernels.Programs[0], "observed").Replace("memory.", "trial."),
        });
    }

    /// <summary>The calls of both parts of a schedule, the loss going to a variable.</summary>
    private string[] Calls(string kernels, Schedule schedule) =>
        ProgramsOf(schedule).Select(program => (program.ReturnsLoss ? "loss = " : string.Empty) + arguments.Call(kernels, program) + ";").ToArray();

    /// <summary>The call of one part of a schedule; nothing where it has no such part.</summary>
    private string Call(string kernels, Schedule schedule, bool returnsLoss) =>
        ProgramsOf(schedule).FirstOrDefault(program => program.ReturnsLoss == returnsLoss) is { } program ? arguments.Call(kernels, program) + ";" : string.Empty;

    private IEnumerable<EmittedProgram> ProgramsOf(Schedule schedule) =>
        EmissionRequest.ProgramsOf(schedule).Select(wanted => request.Kernels.Programs.First(program => program.Name == wanted.Name));

    private string Kept(Tensor tensor, string name, StorageTable storage) => $"new({Layout(tensor, name, storage, WeightForm.None)}, {Axes(tensor)}),";

    private string Axes(Tensor tensor) => CSharp.Array(tensor.Shape.Select(extent =>
        extent.AsSize is not { } size ? -1 : size == _network.Examples ? 0 : 1 + _network.Sizes.IndexOf(size)));

    private static string Shape(Tensor tensor) => CSharp.Array(tensor.Shape.Select(extent => extent.AtCapacity()));

    private static string Layout(Tensor tensor, string name, StorageTable table, WeightForm form)
    {
        Storage storage = table[tensor];
        PanelStorage? panels = storage.Panels is { } some && tensor.Shape[tensor.Rank - 1].AtCapacity() > some.Width ? some : null;
        EquatableArray<int> strides = panels is null ? storage.Strides : storage.Strides.SetItem(storage.Strides.Length - 1, panels.Stride);
        string rest = (form == WeightForm.None ? string.Empty : ", MatrixForm." + form) + (panels is null ? string.Empty : ", panelWidth: " + CSharp.Number(panels.Width));
        return $"new TensorLayout({CSharp.Literal(name)}, {Shape(tensor)}, {CSharp.Number(storage.Origin)}, {CSharp.Array(strides)}{rest})";
    }

    private static string SetConstant(string memory, Tensor tensor, int position) =>
        $"Initializers.Numbers({memory}.Constant({CSharp.Number(position)}), {string.Join(", ", tensor.Numbers.Select(number => ElementType.Double.Literal(number.ToDouble())))});";

    /// <summary>The elements of an array, those of repeated blocks counted out.</summary>
    private static string[] Rows(IEnumerable<string> rows) =>
    [
        .. TextRun.Find(rows, FewestSaved).SelectMany(run => run.Count == 1
            ? run.ForReading().Select(row => row + ",")
            : [$".. NetworkLayout.Repeat({CSharp.Number(run.Count)}, static n => (TensorLayout[])", "[", .. run.ForCounting("n").Select(row => "    " + row + ","), "]),"]),
    ];

    /// <summary>Statements, those of repeated blocks in a loop.</summary>
    private static string[] Loops(IEnumerable<string> statements) =>
    [
        .. TextRun.Find(statements, FewestSaved).SelectMany(run => run.Count == 1
            ? run.ForReading()
            : [$"for (int n = 0; n < {CSharp.Number(run.Count)}; n++)", "{", .. run.ForCounting("n").Select(statement => "    " + statement), "}"]),
    ];

    /// <summary>How a tensor begins; null where that is 0, as fresh memory is.</summary>
    private static string? Begin(ParameterDeclaration row, int position)
    {
        string view = $"memory.Parameter({CSharp.Number(position)})";
        string value = ElementType.Double.Literal(row.Begin.Value);
        string method = char.ToUpperInvariant(row.Begin.Method[0]) + row.Begin.Method.Substring(1);
        return row.Begin.Method switch
        {
            "constant" when row.Begin.Value == 0 => null,
            "constant" => $"Initializers.Constant({view}, {value});",
            "normal" or "uniform" => $"Initializers.{method}({view}, memory.Seed, {CSharp.Number(position)}, {value});",
            _ => $"Initializers.{method}({view}, memory.Seed, {CSharp.Number(position)});",
        };
    }

    private sealed record View
    {
        public required string Name { get; init; }
        public required string Calls { get; init; }
        public required string Element { get; init; }
        public required string Examples { get; init; }
        public required string PersistentSize { get; init; }
        public required string WorkspaceSize { get; init; }
        public required string[] ParameterLayouts { get; init; }
        public required string[] AdjointLayouts { get; init; }
        public required bool HasConstants { get; init; }
        public required string[] ConstantLayouts { get; init; }
        public required string[] KeptLayouts { get; init; }
        public required string[] Initialization { get; init; }
        public required string OutputFormula { get; init; }
        public required string LossFormula { get; init; }
        public required string InputParameters { get; init; }
        public required string Parameters { get; init; }
        public required string InputNames { get; init; }
        public required string OutputParameters { get; init; }
        public required string[] OutputAssignments { get; init; }
        public required string ArgumentNames { get; init; }
        public required string[] Remember { get; init; }
        public required string[] CountDraw { get; init; }
        public required bool HasEpoch { get; init; }
        public required string Kernels { get; init; }
        public required string EpochCall { get; init; }
        public required string BatchArguments { get; init; }
        public required string BatchSize { get; init; }
        public required string[] InputChecks { get; init; }
        public required string[] TargetChecks { get; init; }
        public required string PredictCall { get; init; }
        public required string OutputOffset { get; init; }
        public required string OutputLength { get; init; }
        public required string LossCall { get; init; }
        public required string[] GradientCalls { get; init; }
        public required string[] AccumulateCalls { get; init; }
        public required string TrainForwardCall { get; init; }
        public required string TrainBackwardCall { get; init; }
        public required bool HasUpdateSizes { get; init; }
        public required string[] UpdateSizes { get; init; }
        public required string UpdateCall { get; init; }
        public required string SecondOrder { get; init; }
        public required string SelfCheck { get; init; }
        public required string Report { get; init; }
    }
}
