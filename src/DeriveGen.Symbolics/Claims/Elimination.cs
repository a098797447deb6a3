using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Claims;

/// <summary>
/// Sums over many indices as sums over one at a time (variable elimination): the factors that read an index are summed over it alone, into a
/// tensor of its own. A chain of matrix products then takes the work of its products one after the other, and not of all their indices at once.
/// </summary>
internal static class Elimination
{
    /// <summary>More elements than this are not held: the sum stays as it is.</summary>
    private const long MostElements = 200_000;

    /// <summary>Equations in order of evaluation, the last one of the same target and value.</summary>
    /// <param name="equation">The equation.</param>
    /// <param name="sizeOf">The number that an extent has.</param>
    public static IReadOnlyList<Equation> Of(Equation equation, Func<Extent, int> sizeOf)
    {
        var equations = new List<Equation>();
        Polynomial value = equation.Value.AsMaximum is null ? Of(equation.Value, sizeOf, equations) : equation.Value;
        equations.Add(equation with { Value = value });
        return equations;
    }

    /// <summary>The values of the last of the equations, of which the others are parts.</summary>
    public static double[] Run(Interpreter values, IReadOnlyList<Equation> equations)
    {
        foreach (Equation equation in equations)
        {
            values.Run(equation);
        }

        foreach (Equation part in equations.Take(equations.Count - 1))
        {
            values.Forget(part.Target);
        }

        return values[equations[equations.Count - 1].Target];
    }

    /// <summary>How many products the evaluation of an equation makes.</summary>
    public static double Work(Equation equation, Func<Extent, int> sizeOf) => Product(equation.Indices, sizeOf) * Work(equation.Value, sizeOf);

    private static double Work(Polynomial value, Func<Extent, int> sizeOf) => value.Terms.Sum(term =>
        Product(term.Bound, sizeOf) * (1 + term.Factors.Sum(factor => Inner(factor.Atom) is { } inner ? 1 + Work(inner, sizeOf) : 1)));

    private static double Product(IEnumerable<IndexVar> indices, Func<Extent, int> sizeOf) => indices.Aggregate(1.0, (product, index) => product * sizeOf(index.Extent));

    private static Polynomial? Inner(Atom atom) => atom switch
    {
        Group group => group.Value,
        Apply apply => apply.Argument,
        Maximum maximum => maximum.Body,
        _ => null,
    };

    private static Polynomial Of(Polynomial value, Func<Extent, int> sizeOf, List<Equation> equations) =>
        Polynomial.Raw(value.Terms.Map(term => Of(term, sizeOf, equations)));

    private static Term Of(Term term, Func<Extent, int> sizeOf, List<Equation> equations)
    {
        term = new(term.Coefficient, term.Bound, term.Factors.Map(factor => factor with { Atom = Of(factor.Atom, sizeOf, equations) }), term.Guards);
        while (term.Bound.Length > 1)
        {
            // The index whose sum has the fewest elements goes first.
            (IndexVar index, IndexVar[] left, double elements) = term.Bound.Select(bound => Around(bound, term, sizeOf)).OrderBy(row => row.Elements).First();
            if (elements > MostElements)
            {
                break;
            }

            Factor[] factors = [.. term.Factors.Where(factor => factor.Atom.Indices.Contains(index))];
            Guard[] guards = [.. term.Guards.Where(guard => guard.Argument.Indices.Contains(index))];
            var part = new Tensor("part", left.Select(other => other.Extent).ToEquatableArray(), TensorKind.Temporary);
            equations.Add(new Equation(part, left.ToEquatableArray(), Polynomial.Raw([new Term(1, [index], factors.ToEquatableArray(), guards.ToEquatableArray())])));
            term = new Term(
                term.Coefficient,
                term.Bound.Where(other => other != index).ToEquatableArray(),
                term.Factors.Where(factor => !factor.Atom.Indices.Contains(index)).Append(new Factor(new Access(part, left.Select(Affine.Of).ToEquatableArray()), 1)).ToEquatableArray(),
                term.Guards.Where(guard => !guard.Argument.Indices.Contains(index)).ToEquatableArray());
        }

        return term;
    }

    private static Atom Of(Atom atom, Func<Extent, int> sizeOf, List<Equation> equations) => atom switch
    {
        Group group => new Group(Of(group.Value, sizeOf, equations)),
        Apply apply => new Apply(apply.Function, Of(apply.Argument, sizeOf, equations)),
        _ => atom,
    };

    /// <summary>An index, the others that are read beside it, and how many elements there are over these.</summary>
    private static (IndexVar Index, IndexVar[] Left, double Elements) Around(IndexVar index, Term term, Func<Extent, int> sizeOf)
    {
        IndexVar[] left = [.. term.Factors.Select(factor => factor.Atom.Indices).Concat(term.Guards.Select(guard => guard.Argument.Indices))
            .Where(indices => indices.Contains(index)).SelectMany(indices => indices).Where(other => other != index).Distinct().OrderBy(other => other.Id)];
        return (index, left, Product(left, sizeOf));
    }
}
