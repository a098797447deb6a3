using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Equations;

/// <summary>A network as equations, with all that later stages need of its declaration.</summary>
/// <remarks>Both systems share the tensors that are given: inputs, targets, parameters, states and settings.</remarks>
public sealed record NetworkEquations
{
    /// <summary>The declaration.</summary>
    public required NetworkModel Model { get; init; }

    /// <summary>The equations while training, with the loss. Its updates are those of the layers' states; the optimizer's are <see cref="Optimizer"/>.</summary>
    public required EquationSystem Training { get; init; }

    /// <summary>The equations in <c>Predict</c> and <c>Loss</c>, with outputs and loss.</summary>
    public required EquationSystem Evaluation { get; init; }

    /// <summary>
    /// The next values of parameters and of the optimizer's states, in order of evaluation, clippers before. They read a parameter's gradient
    /// through the placeholder of <see cref="ParameterDeclaration.Gradient"/>; a system of them is <see cref="EquationSystem.Updates"/> and
    /// the temporaries that they need.
    /// </summary>
    public required EquationSystem Optimizer { get; init; }

    /// <summary>The number of examples of a call.</summary>
    public required Size Examples { get; init; }

    /// <summary>The other symbolic sizes, in order of declaration.</summary>
    public EquatableArray<Size> Sizes { get; init; } = [];

    /// <summary>What the caller gives to every call, in order of declaration.</summary>
    public EquatableArray<Tensor> Inputs { get; init; } = [];

    /// <summary>What the caller gives beside the inputs to train and to judge, in order of declaration.</summary>
    public EquatableArray<Tensor> Targets { get; init; } = [];

    /// <summary>The learned tensors, in order of declaration; tied ones are listed once.</summary>
    public EquatableArray<ParameterDeclaration> Parameters { get; init; } = [];

    /// <summary>The tensors kept from step to step, those of layers, parameters that are not learned among them, and of the optimizer.</summary>
    public EquatableArray<ParameterDeclaration> States { get; init; } = [];

    /// <summary>The tensors whose numbers the declaration gives, <see cref="Tensor.Numbers"/>.</summary>
    public EquatableArray<Tensor> Constants { get; init; } = [];

    /// <summary>The numbers that are given at run time: <c>rate</c> with its default; <c>step</c> counts updates from 1.</summary>
    public EquatableArray<SettingDeclaration> Settings { get; init; } = [];

    /// <summary>The tensors that <c>Keep</c> names, of either system, and the outputs behind the first.</summary>
    public EquatableArray<Tensor> Kept { get; init; } = [];

    /// <summary>The tensors whose adjoints <c>Keep</c> names: x for <c>xBar</c>.</summary>
    public EquatableArray<Tensor> KeptAdjoints { get; init; } = [];

    /// <summary>Where the tensors stand that attributes and texts declare or define, in order of declaration.</summary>
    public EquatableArray<TensorOrigin> Origins { get; init; } = [];
}

/// <summary>Where a tensor is declared, or its equation stands.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Declaration">The declaration.</param>
/// <param name="Subject">How messages name it.</param>
/// <param name="Span">Where its name stands in the equations of the declaration; null where the declaration has none, as <c>[Input]</c>.</param>
public sealed record TensorOrigin(Tensor Tensor, Declaration Declaration, string Subject, TextSpan? Span)
{
    /// <summary>Something wrong with the tensor, at its name.</summary>
    public Problem Problem(Descriptor descriptor, params string[] arguments) => Span is { } span
        ? Model.Problem.OfArgument(descriptor, Declaration, Model.Problem.EquationText, arguments) with { Offset = span.Start, Length = span.Length }
        : Model.Problem.Of(descriptor, Declaration, arguments);
}

/// <summary>A parameter or state.</summary>
/// <param name="Tensor">The tensor. Its name is the one in strings: <c>W1</c>, <c>head.W</c>.</param>
/// <param name="Begin">How it begins.</param>
/// <param name="Layer">The names before the tensor's own, <c>block3.mlp</c>; null where there are none. Its member is <c>net.Block3.Mlp.W</c>.</param>
/// <param name="Gradient">The placeholder by which the optimizer reads its gradient; null for a state.</param>
/// <param name="Form">How matrix notation reads it.</param>
public sealed record ParameterDeclaration(Tensor Tensor, Beginning Begin, string? Layer, Tensor? Gradient, WeightForm Form);

/// <summary>How a parameter begins.</summary>
/// <param name="Method">glorot, he, lecun, orthogonal, normal, uniform or constant.</param>
/// <param name="Value">The deviation, bound or constant; 0 where the method has none.</param>
public sealed record Beginning(string Method, double Value);

/// <summary>Which axis of a parameter matrix notation takes for its input.</summary>
public enum WeightForm
{
    /// <summary>Not a weight matrix.</summary>
    None,

    /// <summary>Declared n_in × n_out.</summary>
    InputFirst,

    /// <summary>Declared n_out × n_in.</summary>
    OutputFirst,
}

/// <summary>A number given at run time.</summary>
/// <param name="Tensor">The scalar, of kind <see cref="TensorKind.Setting"/>.</param>
/// <param name="Default">Its value where the caller gives none.</param>
public sealed record SettingDeclaration(Tensor Tensor, double Default);
