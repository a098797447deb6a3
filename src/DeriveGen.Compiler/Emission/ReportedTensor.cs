using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>A tensor that a report is about.</summary>
/// <param name="Equation">The equation that computes it.</param>
/// <param name="Adjoint">Its adjoint; null where the loss does not depend on it.</param>
/// <param name="Slope">The equation of the derivative of its function; null where it is no function of one tensor, element by element, whose derivative varies.</param>
public sealed record ReportedTensor(Equation Equation, Tensor? Adjoint, Equation? Slope)
{
    /// <summary>What is kept of it.</summary>
    public IEnumerable<Tensor> Tensors => new[] { Equation.Target, Adjoint, Slope?.Target }.OfType<Tensor>();

    /// <summary>The tensors that are computed, in order.</summary>
    public static EquatableArray<ReportedTensor> Of(DerivedSystem derived) => derived.Forward.Equations.Where(equation => !equation.Target.IsInteger)
        .Select(equation => new ReportedTensor(
            equation,
            derived.AdjointOf.TryGetValue(equation.Target, out Tensor? adjoint) && derived.Adjoints.Any(other => ReferenceEquals(other.Target, adjoint)) ? adjoint : null,
            SlopeOf(equation)))
        .ToEquatableArray();

    private static Equation? SlopeOf(Equation equation)
    {
        Tensor[] reads = [.. equation.Reads.Distinct()];
        Tensor[] moving = [.. reads.Where(tensor => tensor.Kind == TensorKind.Forward && !tensor.IsInteger)];
        bool draws = reads.Any(tensor => tensor.Kind is TensorKind.Random or TensorKind.Gaussian);
        return equation.Target.Rank > 1 && moving.Length == 1 && !draws && Differentiate.Slope(equation, moving[0]) is { AsNumber: null } slope && Walk.Tensors(slope).Any(tensor => tensor.Kind == TensorKind.Forward)
            ? new Equation(new Tensor(equation.Target.Name + "Slope", equation.Target.Shape, TensorKind.Forward), equation.Indices, slope)
            : null;
    }
}
