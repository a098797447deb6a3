using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// What one emitted method does: steps in order, and where every tensor lies. All schedules of a network share one
/// layout of <see cref="Region.Persistent"/>; each has a layout of <see cref="Region.Workspace"/> of its own.
/// </summary>
public sealed record Schedule
{
    /// <summary>The method's name: <c>Train</c>, <c>Gradient</c>, <c>Predict</c>…</summary>
    public required string Name { get; init; }

    /// <summary>The steps up to the one after which the loss is known. No parameter and no state is changed here.</summary>
    public EquatableArray<Step> Forward { get; init; } = [];

    /// <summary>The steps that compute adjoints. In a training schedule parameters are written here already, in epilogues and by steps of their own.</summary>
    public EquatableArray<Step> Backward { get; init; } = [];

    /// <summary>The steps behind the last adjoint, which write next values of parameters and states.</summary>
    public EquatableArray<Step> Update { get; init; } = [];

    /// <summary>Where every tensor lies.</summary>
    public required StorageTable Storage { get; init; }

    /// <summary>The tensors of the workspace that hold values before the first step: whoever calls the method has put them there.</summary>
    public EquatableArray<Tensor> Given { get; init; } = [];

    /// <summary>The loss, a tensor of rank 0, or null where the schedule does not compute it.</summary>
    public Tensor? Loss { get; init; }

    /// <summary>
    /// For each output of the network the tensor that holds it densely, row-major in the sizes of the call.
    /// Only a prediction has outputs.
    /// </summary>
    public EquatableArray<Tensor> Results { get; init; } = [];

    /// <summary>Every step, in order. <see cref="Storage.First"/> and <see cref="Storage.Last"/> count along it.</summary>
    public IEnumerable<Step> Steps => Forward.Concat(Backward).Concat(Update);

    /// <summary>The pseudo-code of the emitted method.</summary>
    public override string ToString() => SchedulePrinter.Print(this);
}
