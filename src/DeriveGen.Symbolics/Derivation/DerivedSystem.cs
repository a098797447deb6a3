using System.Text;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>A network with the equations of its adjoints.</summary>
public sealed record DerivedSystem
{
    /// <summary>The forward equations as they are evaluated: lifted, stabilised, with the arg-max tensors that the adjoints read.</summary>
    public required EquationSystem Forward { get; init; }

    /// <summary>The adjoints' equations in order of evaluation. Targets are adjoints or temporaries.</summary>
    public EquatableArray<Equation> Adjoints { get; init; } = [];

    /// <summary>The recurrent blocks among <see cref="Adjoints"/>; they run against the direction of the forward ones.</summary>
    public EquatableArray<ScanBlock> AdjointScans { get; init; } = [];

    /// <summary>For each tensor whose adjoint is computed, that adjoint. Every wanted tensor is among them.</summary>
    public required IReadOnlyDictionary<Tensor, Tensor> AdjointOf { get; init; }

    /// <summary>What the forward equations define and the adjoints read: the values to keep from one pass to the other.</summary>
    public EquatableArray<Tensor> Residuals { get; init; } = [];

    /// <summary>
    /// Tensors between the wanted ones and the loss whose adjoint is 0 as an identity: the loss, and so every adjoint, stays the same
    /// whatever value they have. So is the maximum that softmax subtracts.
    /// </summary>
    public EquatableArray<Tensor> Idle { get; init; } = [];

    /// <summary>The steps.</summary>
    public DerivationTrace Trace { get; init; } = DerivationTrace.Empty;

    /// <summary>The equation of the adjoint of <paramref name="tensor"/>.</summary>
    /// <exception cref="KeyNotFoundException">Its adjoint is not computed.</exception>
    public Equation AdjointEquationOf(Tensor tensor) => AdjointOf.TryGetValue(tensor, out Tensor? adjoint)
        ? Adjoints.First(equation => ReferenceEquals(equation.Target, adjoint))
        : throw new KeyNotFoundException($"The adjoint of {tensor} is not computed.");

    /// <summary>In a system of the second order: the direction along which <paramref name="tensor"/> moves.</summary>
    /// <exception cref="KeyNotFoundException">It does not move.</exception>
    public Tensor DirectionOf(Tensor tensor) => Forward.Tensors.FirstOrDefault(direction => ReferenceEquals(direction.TangentOf, tensor))
        ?? throw new KeyNotFoundException($"{tensor} has no direction.");

    /// <summary>The forward equations, then the adjoints', one a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Forward.ToString());
        foreach (Equation equation in Adjoints)
        {
            text.Append(equation).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>Which optional rewrites a derivation makes. Without any of them it is still right, only longer.</summary>
public sealed record DerivationOptions
{
    /// <summary>Every rewrite.</summary>
    public static DerivationOptions Default { get; } = new();

    /// <summary>Recognise forward values in derivatives.</summary>
    public bool Fold { get; init; } = true;

    /// <summary>Find and use sums of forward tensors that are trivial, Σk p[i,k] = 1.</summary>
    public bool Lemmas { get; init; } = true;

    /// <summary>Look whether an adjoint vanishes when the adjoints that it reads are inlined.</summary>
    public bool ZeroTest { get; init; } = true;

    /// <summary>Rewrite logarithms of exponentials in the forward equations.</summary>
    public bool Stabilise { get; init; } = true;

    /// <summary>Lift reductions out of functions and products in the forward equations.</summary>
    public bool Lift { get; init; } = true;

    /// <summary>Inline, re-associate and factor the adjoints.</summary>
    public bool Optimise { get; init; } = true;

    /// <summary>What the optimised adjoints are for.</summary>
    public Objective Objective { get; init; } = Objective.Emission;
}
