using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Adds contractions one after the other: <c>Y = Y_1 + Y_2 + Y_3</c> becomes <c>S = Y_1 + Y_2</c> and <c>Y = S + Y_3</c>, so that the
/// accumulators of each start from what the ones before have summed, and none gathers its start from several tensors.
/// </summary>
internal sealed class SumChains
{
    private readonly Dictionary<Tensor, Definition> _definitions = [];

    private SumChains(IReadOnlyList<Equation> equations)
    {
        for (int number = 0; number < equations.Count; number++)
        {
            Equation equation = equations[number];
            _definitions[equation.Target] = new(number, new(() => Recognition.AsContraction(equation) is not null));
        }
    }

    /// <summary>The equations with such sums taken in pairs.</summary>
    /// <param name="equations">The equations in normal form, each behind what it reads.</param>
    public static IEnumerable<Equation> Of(IReadOnlyList<Equation> equations) => equations.SelectMany(new SumChains(equations).Chain);

    private IEnumerable<Equation> Chain(Equation equation)
    {
        List<Term> parts = equation.Value.Terms.Length < 3 ? []
            : [.. equation.Value.Terms.Where(term => PartOf(term, equation) is not null).OrderBy(term => _definitions[PartOf(term, equation)!].Place)];
        if (parts.Count < 3)
        {
            yield return equation;
            yield break;
        }

        Polynomial sum = Polynomial.Create(parts[0]);
        foreach (Term part in parts.Skip(1).Take(parts.Count - 2))
        {
            Tensor last = PartOf(part, equation)!, target = new(last.Name + "Sum", last.Shape, TensorKind.Temporary);
            yield return new Equation(target, equation.Indices, sum + Polynomial.Create(part)).Freshen();
            sum = Polynomial.Of(target, equation.Indices);
        }

        yield return equation with { Value = sum + Polynomial.Create(equation.Value.Terms.Where(term => !parts.Contains(term) || term == parts[parts.Count - 1])) };
    }

    /// <summary>The contraction that a term reads at the equation's own point, or null.</summary>
    private Tensor? PartOf(Term term, Equation equation) =>
        term is { Bound.Length: 0, Guards.Length: 0, Factors.Length: 1 } && term.Coefficient.IsOne
        && term.Factors[0] is { Exponent.IsOne: true, Atom: Access access } && _definitions.TryGetValue(access.Tensor, out Definition? definition)
        && access.Positions.Select(position => position.AsIndex).SequenceEqual(equation.Indices) && definition.IsContraction.Value ? access.Tensor : null;

    /// <summary>The equation of a tensor.</summary>
    /// <param name="Place">Where it stands.</param>
    /// <param name="IsContraction">Whether it is a contraction.</param>
    private sealed record Definition(int Place, Lazy<bool> IsContraction);
}
