using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Adds contractions one after the other: <c>Y = Y_1 + Y_2 + Y_3</c> becomes <c>S = Y_1 + Y_2</c> and <c>Y = S + Y_3</c>, so that the
/// accumulators of each start from what the ones before have summed, and the last one's do not start from all of them.
/// </summary>
internal sealed class SumChains
{
    private readonly IReadOnlyList<Equation> _equations;
    private readonly Dictionary<Tensor, int> _places = [];
    private readonly FreshNames _names;

    private SumChains(IReadOnlyList<Equation> equations)
    {
        (_equations, _names) = (equations, new(equations));
        for (int number = 0; number < equations.Count; number++)
        {
            _places[equations[number].Target] = number;
        }
    }

    /// <summary>The equations with such sums taken in pairs.</summary>
    /// <param name="equations">The equations in normal form, each behind what it reads.</param>
    public static IEnumerable<Equation> Of(IReadOnlyList<Equation> equations) => equations.SelectMany(new SumChains(equations).Chain);

    private IEnumerable<Equation> Chain(Equation equation)
    {
        List<Term> parts = equation.Value.Terms.Length < 3 ? []
            : [.. equation.Value.Terms.Where(term => PartOf(term, equation) is not null).OrderBy(term => _places[PartOf(term, equation)!])];
        if (parts.Count < 3)
        {
            yield return equation;
            yield break;
        }

        Polynomial sum = Polynomial.Create(parts[0]);
        foreach (Term part in parts.Skip(1).Take(parts.Count - 2))
        {
            Tensor last = PartOf(part, equation)!, target = new(_names.Of(last.Name + "Sum"), last.Shape, TensorKind.Temporary);
            yield return new Equation(target, equation.Indices, sum + Polynomial.Create(part)).Freshen();
            sum = Polynomial.Of(target, equation.Indices);
        }

        yield return equation with { Value = sum + Polynomial.Create(equation.Value.Terms.Where(term => !parts.Contains(term) || term == parts[parts.Count - 1])) };
    }

    /// <summary>
    /// The contraction that a term reads at the equation's own point, or null. It is one that was lifted out of the sum, so that nothing else reads
    /// it; and not one in parts, whose accumulators start from 0.
    /// </summary>
    private Tensor? PartOf(Term term, Equation equation) =>
        term is { Bound.Length: 0, Guards.Length: 0, Factors.Length: 1 } && term.Coefficient.IsOne
        && term.Factors[0] is { Exponent.IsOne: true, Atom: Access { Tensor: { Kind: TensorKind.Temporary } tensor } access } && tensor.Shape == equation.Target.Shape
        && access.Positions.Select(position => position.AsIndex).SequenceEqual(equation.Indices) && _places.TryGetValue(tensor, out int place)
        && Recognition.AsContraction(_equations[place]) is { IsDeep: false } ? tensor : null;
}
