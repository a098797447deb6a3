using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>All that the schedules of a network are made from: equations, and which tensors outlive a call.</summary>
public sealed record SchedulingRequest
{
    /// <summary>The forward equations while training, as the derivation left them, with the loss.</summary>
    public required EquationSystem Training { get; init; }

    /// <summary>The equations of the adjoints, in order of evaluation.</summary>
    public EquatableArray<Equation> Adjoints { get; init; } = [];

    /// <summary>The recurrent blocks among the adjoints.</summary>
    public EquatableArray<ScanBlock> AdjointScans { get; init; } = [];

    /// <summary>For each parameter its adjoint.</summary>
    public IReadOnlyDictionary<Tensor, Tensor> AdjointOf { get; init; } = new Dictionary<Tensor, Tensor>();

    /// <summary>
    /// The Hessian times a vector, or null where it is not asked for: its forward part begins with the equations of <see cref="Training"/>,
    /// then come those of <see cref="Adjoints"/>; there is a direction for each parameter.
    /// </summary>
    public DerivedSystem? SecondOrder { get; init; }

    /// <summary>
    /// The equations of next values, with the temporaries that they need before them. They read adjoints, parameters, states, settings,
    /// and values of the training equations, which are then kept between <c>Gradient</c> and <c>Update</c>.
    /// </summary>
    public EquatableArray<Equation> Updates { get; init; } = [];

    /// <summary>The forward equations of <c>Predict</c> and <c>Loss</c>; the parameters and states are those of <see cref="Training"/>.</summary>
    public required EquationSystem Evaluation { get; init; }

    /// <summary>The parameters, in order of declaration.</summary>
    public EquatableArray<Tensor> Parameters { get; init; } = [];

    /// <summary>The states, in order of declaration.</summary>
    public EquatableArray<Tensor> States { get; init; } = [];

    /// <summary>The tensors whose numbers the declaration gives.</summary>
    public EquatableArray<Tensor> Constants { get; init; } = [];

    /// <summary>Forward values and adjoints of the training equations that can be read after a call.</summary>
    public EquatableArray<Tensor> Keep { get; init; } = [];

    /// <summary>The size of a real number in bytes: 4 or 8.</summary>
    public int ElementSize { get; init; } = 4;

    /// <summary>The threads that may share a step.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>A part of a step of less work, in multiply-adds, is not worth a thread.</summary>
    public int LeastWork { get; init; } = ThreadSplits.LeastWork;

    /// <summary>Where all matrices have fewer elements, none is stored by panels.</summary>
    public int LeastPanelled { get; init; } = Panels.LeastElements;

    /// <summary>How many elements an aligned line of memory, the widest vector, holds.</summary>
    public int Lanes => 64 / ElementSize;

    /// <summary>Who may share the steps.</summary>
    internal ThreadLimits Limits => new(Threads, LeastWork, Lanes);
}

/// <summary>The schedules of a network.</summary>
/// <param name="Train">Forward, backward and update in one.</param>
/// <param name="Gradient">Forward and backward; the adjoints of parameters are kept.</param>
/// <param name="GradientAccumulate">The same, the adjoints added to those kept.</param>
/// <param name="Update">The next values from what is kept.</param>
/// <param name="Loss">The loss in evaluation mode, or null where there is none.</param>
/// <param name="Predict">The outputs in evaluation mode.</param>
public sealed record NetworkSchedules(
    Schedule Train, Schedule Gradient, Schedule GradientAccumulate, Schedule Update, Schedule? Loss, Schedule Predict)
{
    /// <summary>The schedules that there are.</summary>
    public IEnumerable<Schedule> All => new[] { Train, Gradient, GradientAccumulate, Update, Loss, Predict, HessianVector }.Where(schedule => schedule is not null)!;

    /// <summary>The Hessian times a vector and the loss, or null where it is not asked for.</summary>
    public Schedule? HessianVector { get; init; }
}
