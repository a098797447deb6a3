using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Derives again: adjoint equations are equations like any other.</summary>
public static class SecondOrder
{
    /// <summary>
    /// The system whose loss is s = Σ T̄·v, with a direction v for each wanted tensor T, named after it: <c>WDot</c> for W. The
    /// adjoint of W in it is the Hessian of the first loss times v.
    /// </summary>
    /// <param name="derived">The first derivation.</param>
    /// <param name="wanted">The tensors of the Hessian; their adjoints are among the derived ones.</param>
    /// <exception cref="KeyNotFoundException">The adjoint of a wanted tensor is not derived.</exception>
    public static EquationSystem HessianVector(DerivedSystem derived, IReadOnlyCollection<Tensor> wanted)
    {
        Polynomial slope = Polynomial.Zero;
        var directions = new List<Tensor>();
        foreach (Tensor tensor in wanted)
        {
            Equation adjoint = derived.AdjointEquationOf(tensor).Freshen();
            var direction = new Tensor(tensor.Name + "Dot", tensor.Shape, TensorKind.Input) { AxisNames = adjoint.Target.AxisNames };
            directions.Add(direction);
            slope += Build.Sum(adjoint.Indices, Polynomial.Of(adjoint.Left) * Polynomial.Of(direction, adjoint.Indices));
        }

        var loss = new Tensor("slope", [], TensorKind.Forward);
        EquationSystem forward = derived.Forward;
        return forward with
        {
            Tensors = [.. forward.Tensors, .. derived.Adjoints.Select(equation => equation.Target), .. directions, loss],
            Equations = [.. forward.Equations, .. derived.Adjoints, new Equation(loss, [], slope)],
            Scans = [.. forward.Scans, .. derived.AdjointScans],
            Loss = loss,
            Outputs = [],
            Updates = [],
        };
    }
}
