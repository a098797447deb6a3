using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>What the emitted file is made of.</summary>
/// <param name="Network">The network's equations.</param>
/// <param name="Derived">The derived system, for the formulas in comments.</param>
/// <param name="Schedules">The schedules.</param>
/// <param name="Kernels">The kernels of the schedules.</param>
/// <param name="Check">The double precision loss of the gradient check, where it is asked for.</param>
/// <param name="Report">Every value and adjoint of a call, where a report is asked for.</param>
/// <param name="SecondOrder">The Hessian times a vector, where it is asked for.</param>
public sealed record ShellRequest(
    NetworkEquations Network, DerivedSystem Derived, NetworkSchedules Schedules, EmittedKernels Kernels, CheckKernels? Check, ReportKernels? Report, DerivedSystem? SecondOrder);

/// <summary>The kernels of the gradient check.</summary>
/// <param name="Schedule">The schedule in double precision whose forward part is the loss.</param>
/// <param name="Kernels">Its one program.</param>
public sealed record CheckKernels(Schedule Schedule, EmittedKernels Kernels);

/// <summary>The kernels of the report.</summary>
/// <param name="Schedule">The schedule that keeps all of the tensors.</param>
/// <param name="Tensors">The tensors, in order.</param>
/// <param name="Kernels">Its one program.</param>
public sealed record ReportKernels(Schedule Schedule, EquatableArray<ReportedTensor> Tensors, EmittedKernels Kernels);

/// <summary>Writes the emitted file: the user's partial class, the calls behind its members, and the kernels.</summary>
public static class Shell
{
    /// <summary>The name of the class that holds a network's kernels.</summary>
    public static string KernelClass(NetworkModel model) => model.Name + "Kernels";

    /// <summary>The name of the class that holds the kernels of its gradient check.</summary>
    public static string CheckClass(NetworkModel model) => model.Name + "CheckKernels";

    /// <summary>The name of the class that holds the kernels of its report.</summary>
    public static string ReportClass(NetworkModel model) => model.Name + "ReportKernels";

    /// <summary>Whether the network's threads can be ended: unless the class has a method of its own for that, they end when nothing refers to it.</summary>
    private static bool HasDispose(NetworkModel model) => model.Settings.Threads > 1 && !model.Members.Contains("Dispose");

    /// <summary>Whether there is a warm-up: not where the class has a member of that name.</summary>
    private static bool HasWarmup(NetworkModel model) => !model.Members.Contains("Warmup");

    /// <summary>The text of the file.</summary>
    public static string Write(ShellRequest request)
    {
        NetworkModel model = request.Network.Model;
        ElementType element = model.Settings.Precision == NetworkPrecision.Double ? ElementType.Double : ElementType.Single;
        var arguments = new ShellArguments(request.Network, element);
        var outputs = new ShellOutputs(request.Network, element);
        var members = new ShellMembers(request, element);
        var layers = new LayerTypes(members, element);
        var calls = new ShellCalls(request, arguments, outputs, element);
        string body = string.Concat(KernelEmitter.UsingsOf(request.Kernels).Concat(["DeriveGen.Initialization", "DeriveGen.Storage"]).Distinct()
                .OrderBy(name => name.StartsWith("System", StringComparison.Ordinal) ? 0 : 1).ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => $"    using {name};\n"))
            + "\n" + calls.Write() + "\n" + request.Kernels.Source + (request.Check is { } check ? "\n" + check.Kernels.Source : string.Empty)
            + (request.Report is { } report ? "\n" + report.Kernels.Source : string.Empty);
        Tensor output = request.Network.Evaluation.Outputs[0];
        var view = new View
        {
            FullName = model.FullName,
            Namespace = model.Namespace,
            HasNamespace = model.Namespace.Length > 0,
            Containers = [.. model.ContainingTypes.Select(type => type.Keyword + " " + type.Name)],
            Header = members.Header(),
            Summary = members.Summary(),
            Name = model.Name,
            Calls = model.Name + "Calls",
            Element = element.Name,
            BatchSize = CSharp.Number(model.Settings.BatchSize),
            ParameterCount = CSharp.Number(members.ParameterCount),
            SizeCount = CSharp.Number(1 + request.Network.Sizes.Length),
            Views = members.Views(layer: null),
            Layers = layers.Members(),
            PredictionDocs = members.Prediction(),
            OutputDoc = $"{CSharp.Comment(output.Name)}, {CSharp.Comment(string.Join(" × ", output.Shape))}, row-major.",
            LossDocs = members.Loss(),
            GradientDocs = members.Gradient(),
            TrainingDocs = members.Training(),
            HasEpoch = arguments.HasEpoch,
            EpochDocs = members.Epoch(),
            EpochArgumentDocs = arguments.Document(withTargets: true, ofEpoch: true),
            UpdatingDocs = members.Updating(),
            HasOutputs = outputs.Any,
            OutputDocs = outputs.Document(),
            QualifiedOutputs = outputs.Declare("global::System."),
            OutputNames = outputs.Pass,
            DiscardedOutputs = outputs.Discard,
            InputDocs = arguments.Document(withTargets: false),
            ArgumentDocs = arguments.Document(withTargets: true),
            QualifiedInputParameters = arguments.DeclareInputs("global::System."),
            QualifiedParameters = arguments.DeclareAll("global::System."),
            InputNames = arguments.InputNames,
            ArgumentNames = arguments.AllNames,
            Interface = request.SecondOrder is null ? "INetwork" : "ISecondOrderNetwork",
            HasWarmup = HasWarmup(model),
            TrialCount = arguments.TrialCount,
            TrialMost = CSharp.Number(arguments.TrialMost),
            TrialArguments = arguments.Trial(),
            HasDispose = HasDispose(model),
            Disposable = HasDispose(model) ? ", global::System.IDisposable" : string.Empty,
            Threads = model.Settings.Threads > 1 ? ", threads: " + CSharp.Number(model.Settings.Threads) : string.Empty,
            HasSelfCheck = request.Check is not null,
            HasReport = request.Report is not null,
            PredictWorkspaceSize = CSharp.Number(request.Schedules.Predict.Storage.WorkspaceSize),
            Body = body.TrimEnd('\n'),
        };
        view = view with
        {
            LayerTypes = string.Concat(layers.Types.Select(layer => TemplateRenderer.Render("layer", layer))),
            Predictor = TemplateRenderer.Render("predictor", view with { InputsOfBatch = arguments.InputsOf("inputs") }),
            SecondOrder = request.SecondOrder is null ? string.Empty
                : TemplateRenderer.Render("hessian", view with { ProductFormulas = members.Products(), ArgumentsOfBatch = arguments.AllOf("batch") }),
            Interfaces = TemplateRenderer.Render("interfaces", view with { InputsOfBatch = arguments.InputsOf("inputs"), ArgumentsOfBatch = arguments.AllOf("batch") }).TrimEnd('\n'),
        };
        return TemplateRenderer.Render("network", view);
    }

    private sealed record View
    {
        public required string FullName { get; init; }
        public required string Namespace { get; init; }
        public required bool HasNamespace { get; init; }
        public required string[] Containers { get; init; }
        public required string[] Header { get; init; }
        public required string[] Summary { get; init; }
        public required string Name { get; init; }
        public required string Calls { get; init; }
        public required string Element { get; init; }
        public required string BatchSize { get; init; }
        public required string ParameterCount { get; init; }
        public required string SizeCount { get; init; }
        public required MemberView[] Views { get; init; }
        public required LayerMember[] Layers { get; init; }
        public required string[] PredictionDocs { get; init; }
        public required string OutputDoc { get; init; }
        public required string[] LossDocs { get; init; }
        public required string[] GradientDocs { get; init; }
        public required string[] TrainingDocs { get; init; }
        public required bool HasEpoch { get; init; }
        public required string[] EpochDocs { get; init; }
        public required string[] EpochArgumentDocs { get; init; }
        public required string[] UpdatingDocs { get; init; }
        public required bool HasOutputs { get; init; }
        public required string[] OutputDocs { get; init; }
        public required string QualifiedOutputs { get; init; }
        public required string OutputNames { get; init; }
        public required string DiscardedOutputs { get; init; }
        public required string[] InputDocs { get; init; }
        public required string[] ArgumentDocs { get; init; }
        public required string QualifiedInputParameters { get; init; }
        public required string QualifiedParameters { get; init; }
        public required string InputNames { get; init; }
        public required string ArgumentNames { get; init; }
        public required string Interface { get; init; }
        public required bool HasWarmup { get; init; }
        public required string TrialCount { get; init; }
        public required string TrialMost { get; init; }
        public required string[] TrialArguments { get; init; }
        public required bool HasDispose { get; init; }
        public required string Disposable { get; init; }
        public required string Threads { get; init; }
        public required bool HasSelfCheck { get; init; }
        public required bool HasReport { get; init; }
        public required string PredictWorkspaceSize { get; init; }
        public required string Body { get; init; }
        public string InputsOfBatch { get; init; } = string.Empty;
        public string ArgumentsOfBatch { get; init; } = string.Empty;
        public string[] ProductFormulas { get; init; } = [];
        public string SecondOrder { get; init; } = string.Empty;
        public string LayerTypes { get; init; } = string.Empty;
        public string Predictor { get; init; } = string.Empty;
        public string Interfaces { get; init; } = string.Empty;
    }
}
