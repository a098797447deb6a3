using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// A sum with a step in it as a choice between two values. The smaller of x and 50 is, multiplied out, x·[50 − x > 0] − 50·[50 − x > 0] + 50;
/// added up term by term, a small x would lose its last digits to 50 and −50. As a choice it is x itself.
/// </summary>
/// <param name="Argument">What the step asks to be above 0.</param>
/// <param name="Above">The value where it is.</param>
/// <param name="Below">The value where it is not.</param>
internal sealed record StepChoice(Polynomial Argument, Polynomial Above, Polynomial Below)
{
    private int Length => Above.Terms.Length + Below.Terms.Length;

    /// <summary>Whether an atom is a step.</summary>
    public static bool IsStep(Atom atom) => atom is Apply { Function.Name: "step" };

    /// <summary>The choice that leaves least to be computed, where terms cancel by it; otherwise null.</summary>
    public static StepChoice? In(Polynomial polynomial) => polynomial.Terms
        .SelectMany(term => term.Factors).Where(factor => IsStep(factor.Atom) && factor.Exponent.IsOne).Select(factor => (Apply)factor.Atom).Distinct()
        .Select(step => Of(polynomial, step)).OfType<StepChoice>()
        .OrderBy(choice => choice.Length).FirstOrDefault();

    private static StepChoice? Of(Polynomial polynomial, Apply step)
    {
        Term[] stepped = polynomial.Terms.Where(term => term.Factors.Any(factor => step.Equals(factor.Atom))).ToArray();
        if (stepped.Any(term => term.Bound.Length > 0 || term.Factors.Any(factor => step.Equals(factor.Atom) && !factor.Exponent.IsOne)))
        {
            return null;
        }

        Polynomial below = Polynomial.Create(polynomial.Terms.Where(term => !stepped.Contains(term)));
        Polynomial alone = Polynomial.Create(stepped.SelectMany(term => Without(step, term)));
        Polynomial above = below + alone;
        return above.Terms.Length < below.Terms.Length + alone.Terms.Length ? new(step.Argument, above, below) : null;
    }

    /// <summary>A term without the step; where a sum in brackets is all that is left, its terms.</summary>
    private static IEnumerable<Term> Without(Apply step, Term term)
    {
        EquatableArray<Factor> factors = term.Factors.Where(factor => !step.Equals(factor.Atom)).ToEquatableArray();
        return factors.Length == 1 && factors[0] is { Atom: Group group, Exponent.IsOne: true }
            ? group.Value.Terms.Select(inner => new Term(term.Coefficient * inner.Coefficient, inner.Bound, inner.Factors, term.Guards.AddRange(inner.Guards)))
            : [new Term(term.Coefficient, term.Bound, factors, term.Guards)];
    }
}
