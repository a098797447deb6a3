using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Sums in another order: a contraction is written out in one sum that reads it, where a forward value then absorbs what is
/// left. In attention Σu p̄·p becomes Σe ō·o, the identity that flash attention rests on.
/// </summary>
internal static class Reassociation
{
    private const int MostTerms = 12;
    private const int LargestGrowth = 4;

    /// <summary>How much cheaper the equation must become; less is within the error of the prices.</summary>
    private const double RequiredGain = 0.02;

    private static readonly Law s_law = Law.Register("re-associate", "Σu (Σe a·b)·c = Σe a·(Σu b·c)");

    /// <summary>Re-associates at most one sum of each equation.</summary>
    public static void Run(AdjointEquations adjoints, Simplifier simplifier)
    {
        foreach (Equation equation in adjoints.All.ToList())
        {
            if (equation.Value.Terms.Length <= MostTerms && Cheaper(equation, adjoints, simplifier) is { } cheaper)
            {
                adjoints.Remarks.Add(s_law.Fire(new Remark(s_law, equation.Target, equation.Value, cheaper.Value)));
                adjoints.Replace(cheaper);
            }
        }
    }

    private static Equation? Cheaper(Equation equation, AdjointEquations adjoints, Simplifier simplifier)
    {
        foreach (Term term in equation.Value.Terms.Where(term => term.Bound.Length > 0))
        {
            if (ContractionIn(term, equation.Target, adjoints) is not { } contraction)
            {
                continue;
            }

            Polynomial rewritten = simplifier.Simplify(AdjointEquations.WriteOut(Polynomial.Create(term), contraction));
            if (rewritten.Weight >= term.Weight + LargestGrowth)
            {
                continue;
            }

            IEnumerable<Term> others = equation.Value.Terms.Where(other => !ReferenceEquals(other, term));
            Equation candidate = equation with { Value = Polynomial.Create(others.Concat(rewritten.Terms)) };
            if (CostModel.Of(candidate) < CostModel.Of(equation) * (1 - RequiredGain))
            {
                return candidate;
            }
        }

        return null;
    }

    private static Equation? ContractionIn(Term term, Tensor target, AdjointEquations adjoints) => term.Factors
        .Select(factor => factor.Atom).OfType<Access>()
        .Where(access => !ReferenceEquals(access.Tensor, target))
        .Select(access => adjoints.DefinitionOf(access.Tensor))
        .FirstOrDefault(definition => definition is { Value.Terms.Length: 1 } && !adjoints.IsScanned(definition.Target) && Contraction.KeepsRank(definition));
}
