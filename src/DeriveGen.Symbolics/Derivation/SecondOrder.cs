using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Derives again, from what was derived: adjoint equations are equations like any other. The Hessian times a vector is the tangent of the
/// gradient along it, W̄̇ for W̄, so that it is found by pushing forward through the forward equations and the adjoints' (forward over
/// reverse: B. A. Pearlmutter, Fast exact multiplication by the Hessian, 1994). That takes a small multiple of a gradient's work, and no
/// Hessian is ever made.
/// </summary>
public static class SecondOrder
{
    /// <summary>
    /// The Hessian of the loss times a direction. The system's forward part is <see cref="Slope"/>, so that H·v is what the adjoint of each
    /// wanted tensor is in it; its adjoints are the tangents.
    /// </summary>
    /// <remarks>
    /// A function with a kink has the second derivative 0 at the kink as beside it: the product is that of the pieces which the gradient takes.
    /// </remarks>
    /// <param name="derived">The first derivation.</param>
    /// <param name="wanted">The tensors of the Hessian; their adjoints are among the derived ones.</param>
    /// <param name="options">Which optional rewrites to make; all by default.</param>
    /// <exception cref="KeyNotFoundException">The adjoint of a wanted tensor is not derived.</exception>
    public static DerivedSystem HessianVector(DerivedSystem derived, IReadOnlyCollection<Tensor> wanted, DerivationOptions? options = null)
    {
        options ??= DerivationOptions.Default;
        EquationSystem slope = Slope(derived, wanted);
        Simplifier simplifier = ForwardRules.Of(slope, options);
        TangentSystem tangents = Tangents.Of(slope, slope.Tensors.Where(tensor => tensor.TangentOf is not null), [.. derived.Idle, slope.Loss!], simplifier);
        Dictionary<Tensor, Tensor> products = wanted.ToDictionary(tensor => tensor, tensor => ProductOf(derived.AdjointOf[tensor], tangents));
        IEnumerable<Equation> still = wanted.Where(tensor => !tangents.TangentOf.ContainsKey(derived.AdjointOf[tensor]))
            .Select(tensor => new Equation(products[tensor], derived.AdjointEquationOf(tensor).Freshen().Indices, Polynomial.Zero));
        var system = new DerivedSystem
        {
            Forward = tangents.Forward,
            Adjoints = [.. tangents.Equations, .. still],
            AdjointScans = tangents.Scans,
            AdjointOf = products,
            Trace = DerivationTrace.Empty with { Pushforwards = tangents.Pushforwards },
        };
        return Differentiation.Finish(system, wanted, simplifier, options);
    }

    /// <summary>
    /// The system whose loss is s = Σ T̄·Ṫ, with a direction for each wanted tensor T: the slope of the first loss along them. The adjoint of
    /// W in it is the Hessian of the first loss times the direction.
    /// </summary>
    /// <param name="derived">The first derivation.</param>
    /// <param name="wanted">The tensors of the Hessian; their adjoints are among the derived ones.</param>
    /// <exception cref="KeyNotFoundException">The adjoint of a wanted tensor is not derived.</exception>
    public static EquationSystem Slope(DerivedSystem derived, IReadOnlyCollection<Tensor> wanted)
    {
        Polynomial slope = Polynomial.Zero;
        var directions = new List<Tensor>();
        foreach (Tensor tensor in wanted)
        {
            Equation adjoint = derived.AdjointEquationOf(tensor).Freshen();
            Tensor direction = Tangents.Direction(tensor, adjoint.Target.AxisNames);
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

    /// <summary>The tangent of an adjoint; a new tensor where the adjoint does not move, as in a linear network.</summary>
    private static Tensor ProductOf(Tensor adjoint, TangentSystem tangents) =>
        tangents.TangentOf.TryGetValue(adjoint, out Tensor? product) ? product : Tangents.Direction(adjoint, adjoint.AxisNames);
}
