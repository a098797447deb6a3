using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// What an expression costs to evaluate, in multiplications, with every sum placed where it is cheapest. Symbolic sizes
/// count at their capacity, or at a nominal one. Only comparisons between two forms of one thing mean something.
/// </summary>
public static class CostModel
{
    /// <summary>What a symbolic size without a capacity counts as.</summary>
    public const int NominalSize = 64;

    /// <summary>Deciding a guard, most often a loop bound, beside a multiplication.</summary>
    public const double GuardCost = 0.05;

    /// <summary>Writing one element and reading it back.</summary>
    public const double StoreCost = 3;

    private const double FunctionCost = 10;
    private const double FractionalPowerCost = 8;
    private const double DivisionCost = 4;
    private const double AdditionCost = 0.5;
    private const double DivisibilityTestFactor = 1.15;

    /// <summary>The number of points of the space that the indices span.</summary>
    public static double Space(IEnumerable<IndexVar> indices) => indices.Aggregate(1.0, (points, index) => points * Nominal(index));

    /// <summary>About how often a body runs in loops over the bound indices, whose bounds the guards tighten.</summary>
    public static double Iterations(IEnumerable<IndexVar> bound, IReadOnlyList<Guard> guards)
    {
        double iterations = 1;
        foreach (IndexVar index in bound)
        {
            iterations *= Math.Min(Nominal(index), Width(index, guards));
        }

        return guards.Where(guard => guard.Kind == GuardKind.Divides).Aggregate(iterations, (count, _) => count * DivisibilityTestFactor);
    }

    /// <summary>One evaluation of a factor, its operands at hand.</summary>
    public static double Of(Factor factor) => factor.Atom switch
    {
        Access or IndexValue => factor.Exponent.IsOne ? 1 : Power(factor.Exponent, 0),
        Apply { Function.Name: "step" } step => 1 + Of(step.Argument),
        Apply apply => FunctionCost + Power(factor.Exponent, 1) + Of(apply.Argument),
        Group group => Power(factor.Exponent, 1) + Of(group.Value),
        Maximum maximum => Of(maximum.Body) * Iterations(maximum.Bound, maximum.Guards),
        _ => 0,
    };

    /// <summary>One evaluation of a sum, inner sums included.</summary>
    public static double Of(Polynomial sum) =>
        sum.Terms.Sum(term => (term.Factors.Sum(Of) * Iterations(term.Bound, term.Guards)) + AdditionCost);

    /// <summary>All evaluations of an equation: its terms in their best elimination orders, and the stores.</summary>
    public static double Of(Equation equation)
    {
        double points = Space(equation.Indices);
        if (equation.Value.AsMaximum is { } maximum)
        {
            return points * (StoreCost + Of(new Factor(maximum, 1)));
        }

        double cost = StoreCost * points;
        foreach (Term term in equation.Value.Terms)
        {
            cost += EliminationOrder.Cost(term, equation.Indices) * (IsContractionOfMany(term, equation.Indices) ? 2 : 1);
        }

        return cost - (points * CommonFactorCount(equation.Value) * (equation.Value.Terms.Length - 1));
    }

    /// <summary>
    /// Whether the term would be a product of two matrices but for a further factor, or for one that is no plain element of a
    /// tensor. Such a term costs twice: it keeps z̄ = ā∘φ′(z) a tensor, so that xᵀz̄ stays a product of two.
    /// </summary>
    public static bool IsContractionOfMany(Term term, EquatableArray<IndexVar> free)
    {
        List<Factor> touching = term.Factors.Where(factor => term.Binds(factor.Atom)).ToList();
        bool isOfTwo = touching.Count <= 2 && touching.All(factor => factor is { Atom: Access, Exponent.IsOne: true });
        bool readsDifferentIndices = touching.Skip(1).Any(factor => !factor.Atom.Indices.SetEquals(touching[0].Atom.Indices));
        if (isOfTwo || !readsDifferentIndices)
        {
            return false;
        }

        bool hasEnclosing = touching.Any(factor => factor.Atom is Access && factor.Atom.Indices.Any(index => free.IndexOf(index) < 0 && term.Bound.IndexOf(index) < 0));
        return hasEnclosing || free.Count(index => touching.Any(factor => factor.Atom.Indices.Contains(index))) >= 2;
    }

    private static double Nominal(IndexVar index) => index.Extent.AtCapacity(NominalSize);

    /// <summary>How many values of the index lie between two guards that bound it from both sides.</summary>
    private static double Width(IndexVar index, IReadOnlyList<Guard> guards)
    {
        double width = double.PositiveInfinity;
        foreach (Guard low in guards.Where(guard => guard.Kind == GuardKind.NonNegative && guard.Argument.CoefficientOf(index) is > 0))
        {
            int slope = low.Argument.CoefficientOf(index)!.Value;
            foreach (Guard high in guards.Where(guard => guard.Kind == GuardKind.NonNegative && guard.Argument.CoefficientOf(index) == -slope))
            {
                if ((low.Argument + high.Argument).AsConstant is int span)
                {
                    width = Math.Min(width, Math.Max(1, (span + 1.0) / slope));
                }
            }
        }

        return width;
    }

    private static double Power(Rational exponent, double small) => exponent.IsOne ? 0
        : !exponent.IsInteger || exponent.Abs() > 2 ? FractionalPowerCost
        : exponent.Sign < 0 ? DivisionCost
        : Math.Max(small, 2);

    /// <summary>The factors that every term has and that can be taken out of the sum.</summary>
    private static int CommonFactorCount(Polynomial sum) => sum.Terms.Length < 2 ? 0 : sum.Terms[0].Factors.Count(factor =>
        factor.Atom.Indices.Count > 0
        && sum.Terms.All(term => !term.Binds(factor.Atom) && term.Factors.Any(other => other.Key == factor.Key)));
}
