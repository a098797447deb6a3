using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>What the optimised adjoints are for. The rules are the same, only what counts as better differs.</summary>
public enum Objective
{
    /// <summary>The least work and memory when the equations are run.</summary>
    Emission,

    /// <summary>The least to read: the one-line forms of textbooks.</summary>
    Documentation,
}

/// <summary>The price of an equation under an objective.</summary>
internal static class ObjectiveCost
{
    /// <summary>What the name of one more tensor costs a reader.</summary>
    private const double NamedTensor = 4;

    /// <summary>Parentheses are easier to read than a factor twice: 2(z − y) beats 2z − 2y.</summary>
    private const double GroupDiscount = 2;

    /// <summary>The price of an equation; lower is better.</summary>
    public static double Of(Equation equation, Objective objective) =>
        objective == Objective.Emission ? CostModel.Of(equation) : NamedTensor + Reading(CommonFactors.Apply(equation.Value));

    private static double Reading(Polynomial value) =>
        value.Weight - (GroupDiscount * Walk.Atoms(value).Count(atom => atom is Group)) + ((ProductsOfManyIn(value) + GuardedGroupsSummedIn(value)) * NamedTensor);

    /// <summary>Sums of more than two factors have no form in matrices; a reader wants the product named.</summary>
    private static int ProductsOfManyIn(Polynomial value) =>
        value.Terms.Count(term => term.Factors.Count(factor => term.Binds(factor.Atom)) > 2 && term.AllIndices.Count - term.Bound.Length > 1);

    /// <summary>Nor has a sum over p − δ; a reader wants the difference named.</summary>
    private static int GuardedGroupsSummedIn(Polynomial value) => value.Terms.Count(term =>
        term.Bound.Length > 0 && term.Factors.Any(factor => factor.Atom is Group group && group.Value.Terms.Any(inner => inner.Guards.Length > 0)));
}
