using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// The forward derivative beside the backward one: Ẏ = Σ ∂Y/∂X·Ẋ over the tensors that an equation reads. An adjoint pulls a cotangent back
/// through the same partial derivatives that a tangent is pushed forward through, so both come from <see cref="Differentiate"/>.
/// </summary>
public static class Tangents
{
    private const char Dot = '\u0307';

    /// <summary>The tangent equation of each forward equation, in order; those that do not move are left out.</summary>
    /// <param name="system">The forward equations.</param>
    /// <param name="moving">The given tensors that have a tangent.</param>
    /// <returns>Equations whose tensors carry a dot: <c>ż1</c>.</returns>
    public static IReadOnlyList<Equation> Of(EquationSystem system, IReadOnlyCollection<Tensor> moving) => With(system, moving).Equations;

    /// <summary>The tangent of each tensor that moves, and the tangent equations in order.</summary>
    /// <param name="system">The forward equations.</param>
    /// <param name="moving">The given tensors that have a tangent.</param>
    public static (IReadOnlyDictionary<Tensor, Tensor> TangentOf, IReadOnlyList<Equation> Equations) With(EquationSystem system, IReadOnlyCollection<Tensor> moving)
    {
        Simplifier simplifier = ForwardRules.Of(system, DerivationOptions.Default);
        Dictionary<Tensor, Tensor> tangents = moving.ToDictionary(tensor => tensor, TangentOf);
        var equations = new List<Equation>();
        foreach (Equation equation in system.Equations.Where(equation => equation.Value.AsMaximum is null))
        {
            Polynomial tangent = equation.Reads.Where(tangents.ContainsKey).Select(read => Push(equation, read, tangents[read], simplifier))
                .Aggregate(Polynomial.Zero, (sum, part) => sum + part);
            if (!tangent.IsZero)
            {
                tangents[equation.Target] = TangentOf(equation.Target);
                equations.Add(new Equation(tangents[equation.Target], equation.Indices, tangent));
            }
        }

        return (tangents, equations);
    }

    private static Polynomial Push(Equation equation, Tensor read, Tensor tangent, Simplifier simplifier)
    {
        EquatableArray<IndexVar> positions = read.Shape.Map(extent => new IndexVar("p", extent));
        Polynomial moved = Polynomial.Of(tangent, positions);
        IEnumerable<Term> terms = Differentiate.Terms(equation.Value, read, positions)
            .Select(term => Build.Multiply(new Term(1, positions, moved.Terms[0].Factors, []), term));
        return simplifier.Simplify(Polynomial.Create(terms.Select(term => Collapse.Run(term)).OfType<Term>()));
    }

    private static Tensor TangentOf(Tensor tensor) =>
        new(tensor.Name.Insert(LettersOf(tensor.Name), Dot.ToString()), tensor.Shape, TensorKind.Temporary) { AxisNames = tensor.AxisNames };

    /// <summary>Where the digits at the end of a name begin.</summary>
    private static int LettersOf(string name)
    {
        int letters = name.Length;
        while (letters > 1 && char.IsDigit(name[letters - 1]))
        {
            letters--;
        }

        return letters;
    }
}
