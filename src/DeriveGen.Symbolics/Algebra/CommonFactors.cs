using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// Takes what all terms of a sum have in common in front of it: the inverse of expanding, for results that are read or
/// evaluated. An access is never moved out of the guard that keeps it in range.
/// </summary>
public static class CommonFactors
{
    /// <summary>What the rewriting rests on.</summary>
    internal static Law Law { get; } = Law.Register("common-factor", "a·c + b·c = (a + b)·c");

    /// <summary>The sum as one product where its terms share a factor or a number, else the sum itself.</summary>
    public static Polynomial Apply(Polynomial sum)
    {
        if (sum.Terms.Length < 2)
        {
            return sum;
        }

        List<Guard> guards = CommonGuards(sum);
        List<Factor> factors = Shared(sum, guards);
        Rational number = CommonNumber(sum);
        if (factors.Count == 0 && number.IsOne)
        {
            return sum;
        }

        Polynomial inner = Polynomial.Create(PositiveFirst(sum).Select(term => new Term(
            term.Coefficient / number,
            term.Bound,
            term.Factors.Select(factor => Without(factor, factors)).Where(factor => !factor.Exponent.IsZero).ToEquatableArray(),
            term.Guards.Where(guard => !guards.Contains(guard)).ToEquatableArray()))
            .SelectMany(Opened));
        factors.Add(new Factor(new Group(inner), 1));
        return Law.Fire(Polynomial.Create(new Term(number, [], factors.ToEquatableArray(), guards.ToEquatableArray())));
    }

    /// <summary>Guards on free indices that every term has.</summary>
    private static List<Guard> CommonGuards(Polynomial sum) => sum.Terms[0].Guards
        .Where(guard => sum.Terms.All(term => !term.Binds(guard) && term.Guards.IndexOf(guard) >= 0)).ToList();

    /// <summary>Factors on free indices that every term has, to the power that all share, and that are valid under the common guards alone.</summary>
    private static List<Factor> Shared(Polynomial sum, List<Guard> guards)
    {
        var shared = new List<Factor>();
        foreach (Factor factor in sum.Terms[0].Factors)
        {
            Rational exponent = factor.Exponent;
            foreach (Term term in sum.Terms)
            {
                Rational other = term.Binds(factor.Atom) ? 0 : term.Factors.FirstOrDefault(candidate => candidate.Atom.Equals(factor.Atom))?.Exponent ?? 0;
                exponent = other.Sign != exponent.Sign ? 0 : other.Abs() < exponent.Abs() ? other : exponent;
            }

            Factor common = factor with { Exponent = exponent };
            if (!exponent.IsZero && Domain.IsValid([common], guards))
            {
                shared.Add(common);
            }
        }

        return shared;
    }

    /// <summary>The terms with a positive one in front, where there is one: p − y rather than −y + p.</summary>
    internal static EquatableArray<Term> PositiveFirst(Polynomial sum)
    {
        if (sum.IsZero)
        {
            return [];
        }

        Term first = sum.Terms.FirstOrDefault(term => term.Coefficient.Sign > 0) ?? sum.Terms[0];
        return sum.Terms.Where(term => !ReferenceEquals(term, first)).Prepend(first).ToEquatableArray();
    }

    /// <summary>A term that is nothing but a multiple of a sum, as the terms of that sum.</summary>
    private static IEnumerable<Term> Opened(Term term) =>
        term is { Bound.Length: 0, Guards.Length: 0, Factors: { Length: 1 } factors } && factors[0] is { Atom: Group group, Exponent.IsOne: true }
            ? group.Value.Terms.Select(inner => inner.WithCoefficient(inner.Coefficient * term.Coefficient))
            : [term];

    private static Factor Without(Factor factor, List<Factor> common) => common.FirstOrDefault(other => other.Atom.Equals(factor.Atom)) is { } taken
        ? factor with { Exponent = factor.Exponent - taken.Exponent }
        : factor;

    /// <summary>The number in front of all terms: ±k where every coefficient is k or −k, the sign that of all of them.</summary>
    private static Rational CommonNumber(Polynomial sum)
    {
        Rational size = sum.Terms[0].Coefficient.Abs();
        return sum.Terms.Any(term => term.Coefficient.Abs() != size) ? (sum.Terms.All(term => term.Coefficient.Sign < 0) ? -1 : 1)
            : sum.Terms.All(term => term.Coefficient.Sign < 0) ? -size
            : size;
    }
}
