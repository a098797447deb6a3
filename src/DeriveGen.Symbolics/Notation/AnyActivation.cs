using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// What posts and books write of a network whose activations are not said: every one is g, its derivative g′. The formulas are derived again, by
/// the chain rule alone, from the equations with a function of which only the name is known.
/// </summary>
public sealed class AnyActivation
{
    private static readonly string[] s_letters = ["g", "φ", "f", "ψ"];

    private AnyActivation(string letter, IReadOnlyList<string> lines) => (Letter, Lines) = (letter, lines);

    /// <summary>What the activations are called.</summary>
    public string Letter { get; }

    /// <summary>The formulas, as matrices: of the activations' adjoints, of what is below them, and both put into one another.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The formulas of a network, or null where no activation of it has an adjoint that is a matrix.</summary>
    /// <param name="system">The equations as they were declared.</param>
    /// <param name="examples">The size that counts the examples, or null where there is none.</param>
    /// <param name="notation">The matrix notation.</param>
    /// <param name="letter">What the activations are to be called; null for the first letter that no tensor has.</param>
    public static AnyActivation? Of(EquationSystem system, Size? examples, MatrixNotation notation, string? letter = null)
    {
        Equation[] activations = [.. system.Equations.Where(equation => IsActivation(equation, system))];
        string? name = letter ?? s_letters.FirstOrDefault(free => system.Tensors.All(tensor => tensor.Name != free));
        Tensor[] parameters = [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter && !tensor.IsInteger)];
        if (activations.Length == 0 || parameters.Length == 0 || name is null || system.Scans.Length > 0)
        {
            return null;
        }

        ScalarFunction unknown = UnknownFunction.Of(name);
        EquationSystem general = system with
        {
            Equations = system.Equations.Map(equation => activations.Contains(equation) ? equation with { Value = Polynomial.Of(new Apply(unknown, Polynomial.Of(Argument(equation)!))) } : equation),
        };
        DerivedSystem derived = Differentiation.Derive(general, parameters, new() { Stabilise = false, Lift = false, Optimise = false });
        IEnumerable<Equation> adjoints = examples is null ? derived.Adjoints : PerExample.Rewrite(derived, examples);
        string[] lines = [.. Lined(adjoints, notation, name + "′(")];
        return lines.Length == 0 ? null : new(name, lines);
    }

    /// <summary>One function of one tensor that is a sum of products, element by element.</summary>
    private static bool IsActivation(Equation equation, EquationSystem system) =>
        Argument(equation) is { } argument && Walk.Atoms(equation.Value).Any(atom => atom is Apply)
        && system.DefinitionOf(argument.Tensor) is { } linear && linear.Value.Terms.Any(term => term.Bound.Length > 0);

    /// <summary>The one element that a value reads, at the equation's own indices; null where it reads others or sums.</summary>
    private static Access? Argument(Equation equation)
    {
        Access[] read = [.. Walk.Accesses(equation.Value).Distinct()];
        return read.Length == 1 && equation.Value.AsMaximum is null && equation.Value.Terms.All(term => term.Bound.Length == 0)
            && read[0].Positions.Select(position => position.AsIndex).SequenceEqual(equation.Indices) ? read[0] : null;
    }

    /// <summary>Each adjoint that reads g′, those that it reads, and both put together, <c>dZ1 = (W2ᵀ dZ2) ∘ g′(Z1)</c>; then the weights' with it put in.</summary>
    private static IEnumerable<string> Lined(IEnumerable<Equation> adjoints, MatrixNotation notation, string slope)
    {
        var lines = new List<string>();
        Dictionary<string, MatrixExpression> before = [], composed = [];
        foreach (Equation adjoint in adjoints)
        {
            if (notation.Recognise(adjoint with { Value = Polynomial.Raw(CommonFactors.PositiveFirst(CommonFactors.Apply(adjoint.Value))) }) is not { } form)
            {
                continue;
            }

            string name = TextPrinter.Name(adjoint.Target);
            if (form.ToString().Contains(slope))
            {
                composed[name] = form.Replace(symbol =>
                {
                    if (!before.TryGetValue(symbol.Name, out MatrixExpression? read))
                    {
                        return null;
                    }

                    lines.Add($"{symbol.Name} = {read}");
                    return read;
                });
                lines.Add($"{name} = {form}");
                lines.Add($"{name} = {composed[name]}");
                continue;
            }

            before[name] = form;
            MatrixExpression whole = form.Replace(symbol => composed.TryGetValue(symbol.Name, out MatrixExpression? inner) ? inner : null);
            if (adjoint.Target.Rank == 2 && adjoint.Target.PrintedFor is null or { Kind: TensorKind.Parameter } && whole.ToString() != form.ToString() && whole.ToString().Contains(slope))
            {
                lines.Add($"{name} = {whole}");
            }
        }

        return lines.Distinct();
    }
}
