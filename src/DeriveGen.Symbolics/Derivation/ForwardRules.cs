using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Turns a network's own equations into rewrite rules, so that derivatives are written with values that exist already:
/// σ(z)·(1 − σ(z)) becomes a·(1 − a) because a = σ(z) is an equation, not because σ′ is special.
/// </summary>
internal static class ForwardRules
{
    private static readonly Law s_fold = Law.Register("fold", "f(e) = y[e] where y[i] = f(i) is a forward equation");
    private static readonly Law s_lemma = Law.Register("lemma", "Σd y[…,d…] of a forward equation, where it is trivial");
    private static readonly Law s_fact = Law.Register("fact", "a promise of the declaration");

    /// <summary>Facts, then for each equation in order its lemmas and its definition; a lemma uses the rules before it.</summary>
    public static Simplifier Of(EquationSystem system, DerivationOptions options)
    {
        var simplifier = new Simplifier();
        foreach (Fact fact in system.Facts)
        {
            simplifier.Add(new RewriteRule(s_fact, fact.ToString(), fact.Indices, fact.Pattern, fact.Value));
        }

        foreach (Equation equation in system.Equations.Where(equation => equation.Value.AsMaximum is null && !equation.Value.IsZero))
        {
            if (options.Lemmas)
            {
                foreach (RewriteRule lemma in Lemmas(equation, simplifier))
                {
                    simplifier.Add(lemma);
                }
            }

            if (options.Fold && Definition(equation) is { } definition)
            {
                simplifier.Add(definition);
            }
        }

        return simplifier;
    }

    /// <summary>The definition as a rule, where its right side is more than another access.</summary>
    private static RewriteRule? Definition(Equation equation)
    {
        Polynomial left = Polynomial.Of(equation.Left);
        if (equation.Value.Terms.Length > 1)
        {
            // A sum that holds a contraction is recognised nowhere but where it was written: not worth the search.
            bool contracts = equation.Value.Terms.Any(term => term.Bound.Length > 0 && term.Factors.Length > 1);
            return contracts ? null : Rule(new Term(1, [], [new Factor(new Group(equation.Value), 1)], []));
        }

        Term term = equation.Value.Terms[0];
        bool renames = term is { Bound.Length: 0, Guards.Length: 0, Factors.Length: 0 or 1 }
            && (term.Factors.Length == 0 || (term.Factors[0].Atom is Access && term.Factors[0].Exponent.IsOne));
        return renames ? null : Rule(term);

        RewriteRule Rule(Term pattern) => new(s_fold, equation.ToString(), equation.Indices, pattern, left);
    }

    /// <summary>For each axis whose sum over the equation is 0, a number or a single factor: that sum as a rule.</summary>
    private static IEnumerable<RewriteRule> Lemmas(Equation equation, Simplifier simplifier)
    {
        for (int axis = 0; axis < equation.Indices.Length; axis++)
        {
            Equation fresh = equation.Freshen();
            IndexVar summed = fresh.Indices[axis];
            Polynomial sum = simplifier.Simplify(Build.Sum([summed], fresh.Value));
            if (!IsTrivial(sum))
            {
                continue;
            }

            var pattern = new Term(1, [summed], [new Factor(fresh.Left, 1)], []);
            yield return new RewriteRule(s_lemma, $"{pattern} = {sum}", fresh.Indices.RemoveAt(axis), pattern, sum);
        }
    }

    private static bool IsTrivial(Polynomial sum) =>
        sum.IsZero || (sum.Terms.Length == 1 && sum.Terms[0] is { Bound.Length: 0, Guards.Length: 0, Factors.Length: <= 1 });
}
