using DeriveGen.Compiler.Documentation;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler;

/// <summary>What becomes of one declared network.</summary>
/// <param name="HintName">The name of the emitted file; it contains the class's name.</param>
/// <param name="Source">The emitted C#; where a problem stands in the way, members that throw.</param>
/// <param name="Problems">What is wrong with the declaration.</param>
public sealed record CompiledNetwork(string HintName, string Source, EquatableArray<Problem> Problems);

/// <summary>The stages in order: from a declared network to the C# that trains it.</summary>
public static class NetworkCompiler
{
    /// <summary>Takes a network through every stage.</summary>
    /// <param name="model">The declaration.</param>
    /// <param name="cancellationToken">Ends the work, within a stage too.</param>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static CompiledNetwork Compile(NetworkModel model, CancellationToken cancellationToken = default) => Interruption.Watch(cancellationToken, () => Compile(model));

    private static CompiledNetwork Compile(NetworkModel model)
    {
        string hintName = model.FullName + ".g.cs";

        // Model → Equations
        (NetworkEquations? network, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        if (network is null)
        {
            return new(hintName, Stub.Write(model), problems);
        }

        try
        {
            // Equations → Derivation
            DerivedSystem derived = Derive(network, Objective.Emission);
            problems = problems.AddRange(Doubts.Of(network, derived));

            // Derivation → Schedule
            ElementType element = ElementOf(model);
            DerivedSystem? second = SecondOrderOf(network, derived, Objective.Emission);
            NetworkSchedules schedules = Scheduler.Build(Request(network, derived, element) with { SecondOrder = second });

            // Schedule → Emission
            EmittedKernels kernels = KernelEmitter.Emit(new(
                Shell.KernelClass(model), element, schedules.All.SelectMany(EmissionRequest.ProgramsOf).ToEquatableArray()));
            problems = problems.AddRange(MethodBudget.Problems(model.Name, kernels.Programs));
            CheckKernels? check = model.Settings.SelfCheck ? Check(network, derived) : null;
            ReportKernels? report = model.Settings.Report ? Report(network, element) : null;
            return new(hintName, Shell.Write(new(network, derived, schedules, kernels, check, report, second)), problems);
        }
        catch (OverflowException)
        {
            // Extents, strides and offsets are 32-bit numbers, computed checked.
            return new(hintName, Stub.Write(model), problems.Add(TooLarge.Of(network)));
        }
    }

    /// <summary>Documentation, beside the stages: the derivation of a network.</summary>
    /// <param name="model">The declaration.</param>
    /// <param name="options">What is shown, and how.</param>
    /// <exception cref="ArgumentException">The declaration has problems.</exception>
    /// <exception cref="FormatException">There is no such tensor to differentiate by, or none that moves.</exception>
    public static string Explain(NetworkModel model, ExplainOptions? options = null)
    {
        options ??= new();
        (NetworkEquations? network, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        if (network is null)
        {
            throw new ArgumentException(string.Join("\n", problems), nameof(model));
        }

        bool isWhole = options.WithRespectTo.Length == 0;
        DerivedSystem derived = isWhole ? Derive(network, Objective.Documentation)
            : Differentiation.Derive(network.Training, options.Tensors(network.Training), new DerivationOptions { Objective = Objective.Documentation });

        // What is emitted is scheduled from the adjoints that are cheapest to run, not from those that are shortest to read.
        ElementType element = ElementOf(model);
        return DerivationPage.Build(
            model.Name, model.Summary ?? string.Empty, options.Convention ?? model.Settings.Convention, network.Training, derived, network.Examples,
            isWhole ? SecondOrderOf(network, derived, Objective.Documentation) : null, options.Length,
            isWhole ? (Scheduler.Build(Request(network, Derive(network, Objective.Emission), element)).Train, element.Bytes) : null, options.Activation).Render(options.Format);
    }

    /// <summary>The same for equations that no class declares.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="system">Its equations, with a loss.</param>
    /// <param name="options">What is shown, and how; matrices in convention R where none is named.</param>
    /// <param name="summary">One sentence about it.</param>
    /// <exception cref="FormatException">There is no such tensor to differentiate by, or none that moves.</exception>
    public static string Explain(string name, EquationSystem system, ExplainOptions? options = null, string? summary = null)
    {
        options ??= new();
        DerivedSystem derived = Differentiation.Derive(system, options.Tensors(system), new DerivationOptions { Objective = Objective.Documentation });
        return DerivationPage.Build(
            name, summary ?? $"The equations of {name}.", options.Convention ?? MatrixConvention.R, system, derived, system.Sizes.FirstOrDefault(size => size.Name == "batch"), length: options.Length, activation: options.Activation)
            .Render(options.Format);
    }

    private static ElementType ElementOf(NetworkModel model) => model.Settings.Precision == NetworkPrecision.Double ? ElementType.Double : ElementType.Single;

    private static DerivedSystem Derive(NetworkEquations network, Objective objective) => Differentiation.Derive(
        network.Training,
        [.. network.Parameters.Select(parameter => parameter.Tensor).Concat(network.KeptAdjoints).Distinct()],
        new DerivationOptions { Objective = objective });

    /// <summary>The Hessian times a vector, derived from what was derived; null where it is not asked for.</summary>
    private static DerivedSystem? SecondOrderOf(NetworkEquations network, DerivedSystem derived, Objective objective) => network.Model.Settings.SecondOrder
        ? SecondOrder.HessianVector(derived, network.Parameters.Map(parameter => parameter.Tensor), new DerivationOptions { Objective = objective })
        : null;

    private static SchedulingRequest Request(NetworkEquations network, DerivedSystem derived, ElementType element)
    {
        // The optimizer reads gradients through placeholders; here they become the adjoints that the derivation found.
        Dictionary<Tensor, Tensor> gradients = network.Parameters.ToDictionary(parameter => parameter.Gradient!, parameter => derived.AdjointOf[parameter.Tensor]);
        Polynomial? Adjoint(Access access) => gradients.TryGetValue(access.Tensor, out Tensor? adjoint) ? Polynomial.Of(new Access(adjoint, access.Positions)) : null;
        IEnumerable<Equation> optimizer = network.Optimizer.Equations.Concat(network.Optimizer.Updates)
            .Select(equation => equation with { Value = Walk.Replace(equation.Value, Adjoint) });
        return new()
        {
            Training = derived.Forward,
            Adjoints = derived.Adjoints,
            AdjointScans = derived.AdjointScans,
            AdjointOf = derived.AdjointOf,
            Updates = network.Training.Updates.AddRange(optimizer),
            Evaluation = Stabilise.Apply(Lift.Apply(network.Evaluation).System).System,
            Parameters = network.Parameters.Map(parameter => parameter.Tensor),
            States = network.States.Map(state => state.Tensor),
            Constants = network.Constants,
            Keep = network.Kept.AddRange(network.KeptAdjoints.Select(tensor => derived.AdjointOf[tensor])),
            ElementSize = element.Bytes,
            Threads = network.Model.Settings.Threads,
        };
    }

    /// <summary>The loss of training in double precision, for differences.</summary>
    private static CheckKernels Check(NetworkEquations network, DerivedSystem derived)
    {
        Schedule schedule = Scheduler.PlainLoss(Request(network, derived, ElementType.Double));
        return new(schedule, KernelEmitter.Emit(new(
            Shell.CheckClass(network.Model), ElementType.Double, EmissionRequest.ProgramsOf(schedule).ToEquatableArray())));
    }

    /// <summary>Every value and adjoint of a call, and the derivative of every function that acts element by element.</summary>
    private static ReportKernels Report(NetworkEquations network, ElementType element)
    {
        DerivedSystem derived = Differentiation.Derive(
            network.Training,
            [.. network.Training.Equations.Select(equation => equation.Target).Where(tensor => !tensor.IsInteger).Concat(network.Parameters.Select(parameter => parameter.Tensor))],
            new DerivationOptions { Objective = Objective.Emission });
        EquatableArray<ReportedTensor> tensors = ReportedTensor.Of(derived);
        SchedulingRequest request = Request(network, derived, element);
        Schedule schedule = Scheduler.PlainReport(request with
        {
            Training = derived.Forward with { Equations = derived.Forward.Equations.AddRange(tensors.Select(tensor => tensor.Slope).OfType<Equation>()) },
            Keep = tensors.SelectMany(tensor => tensor.Tensors).ToEquatableArray(),
        });
        return new(schedule, tensors, KernelEmitter.Emit(new(Shell.ReportClass(network.Model), element, EmissionRequest.ProgramsOf(schedule).ToEquatableArray())));
    }
}
