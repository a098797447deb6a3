using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>What one evaluation of an equation costs as it is written.</summary>
/// <param name="Equation">The equation.</param>
/// <param name="Operations">Additions, multiplications, divisions and comparisons.</param>
/// <param name="Functions">Evaluations of exp, log, tanh and other functions; a root or a fractional power is one.</param>
/// <param name="Read">The elements of the tensors that it reads, each tensor once.</param>
/// <param name="Written">The elements that it defines.</param>
public sealed record EquationCost(Equation Equation, long Operations, long Functions, long Read, long Written)
{
    /// <summary>The cost of an equation.</summary>
    /// <param name="equation">The equation.</param>
    /// <param name="sizes">The values of symbolic sizes.</param>
    /// <exception cref="OverflowException">A number does not fit 64 bits.</exception>
    public static EquationCost Of(Equation equation, Func<Size, int> sizes)
    {
        long Count(IEnumerable<Extent> extents) => extents.Aggregate(1L, (product, extent) => checked(product * extent.Evaluate(sizes)));
        (long operations, long functions) = Sum(equation.Value, indices => Count(indices.Select(index => index.Extent)));
        long points = Count(equation.Target.Shape);
        return checked(new(equation, points * operations, points * functions, equation.Reads.Sum(tensor => Count(tensor.Shape)), points));
    }

    /// <summary>A count as <c>a·batch + b</c>. Counts are affine in the number of examples unless examples are compared with one another.</summary>
    /// <param name="equations">The equations, their counts added up.</param>
    /// <param name="examples">The size that counts the examples; null where there is none.</param>
    /// <param name="measure">What is counted.</param>
    public static string Grown(IEnumerable<Equation> equations, Size? examples, Func<EquationCost, long> measure) =>
        Grown(equations, examples, measure, (equation, count) => For(equation, examples, count));

    /// <summary>The cost of an equation for so many examples.</summary>
    public static EquationCost For(Equation equation, Size? examples, int count) => Of(equation, size => size == examples ? count : size.Capacity ?? CostModel.NominalSize);

    /// <summary>The same where the costs of equations are known.</summary>
    /// <param name="equations">The equations, their counts added up.</param>
    /// <param name="examples">The size that counts the examples; null where there is none.</param>
    /// <param name="measure">What is counted.</param>
    /// <param name="costFor">The cost of an equation for so many examples.</param>
    public static string Grown(IEnumerable<Equation> equations, Size? examples, Func<EquationCost, long> measure, Func<Equation, int, EquationCost> costFor)
    {
        long At(int count) => equations.Sum(equation => measure(costFor(equation, count)));
        long one = At(1), two = At(2), slope = two - one, constant = one - slope;
        if (At(3) - two != slope)
        {
            return $"{Number(one)} for one example, {Number(At(32))} for 32";
        }

        return slope == 0 ? Number(constant)
            : $"{(slope == 1 ? string.Empty : Number(slope) + "·")}{examples}" + (constant == 0 ? string.Empty : constant < 0 ? $" − {Number(-constant)}" : $" + {Number(constant)}");
    }

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>The number of elements of the parameters.</summary>
    public static long Parameters(DerivedSystem derived, Func<Size, int> sizes) => derived.Forward.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)
        .Sum(tensor => tensor.Shape.Aggregate(1L, (product, extent) => checked(product * extent.Evaluate(sizes))));

    private static (long Operations, long Functions) Sum(Polynomial value, Func<IEnumerable<IndexVar>, long> count)
    {
        (long operations, long functions) = (Math.Max(0, value.Terms.Length - 1), 0L);
        foreach (Term term in value.Terms)
        {
            (long more, long calls) = Product(term, count);
            checked
            {
                operations += more;
                functions += calls;
            }
        }

        return (operations, functions);
    }

    /// <summary>Factors without a summed index stand before the sum and are multiplied once; a sum of n products is n·(factors − 1) multiplications and n − 1 additions.</summary>
    private static (long Operations, long Functions) Product(Term term, Func<IEnumerable<IndexVar>, long> count)
    {
        (long outer, long outerCalls, long inner, long innerCalls) = (0, 0, 0, 0);
        int before = 0, under = 0;
        bool isMultiplied = !term.Coefficient.Abs().IsOne;
        foreach (Factor factor in term.Factors)
        {
            (long more, long calls) = One(factor);
            if (term.Binds(factor.Atom))
            {
                inner += more;
                innerCalls += calls;
                under++;
                continue;
            }

            outer += more;
            outerCalls += calls;
            before += factor.Atom is SizeValue ? 0 : 1;
            isMultiplied |= factor.Atom is SizeValue;
        }

        before += isMultiplied ? 1 : 0;
        long summed = term.Bound.Length == 0 ? 0 : count(term.Bound);
        return checked((
            outer + Math.Max(0, before - (summed == 0 ? 1 : 0)) + (summed == 0 ? 0 : (summed * (inner + Math.Max(0, under - 1))) + summed - 1),
            outerCalls + (summed * innerCalls)));

        (long Operations, long Functions) One(Factor factor)
        {
            (long operations, long functions) = factor.Atom switch
            {
                Apply { Function.Name: "step" } step => Plus(Sum(step.Argument, count), 1, 0),
                Apply apply => Plus(Sum(apply.Argument, count), 0, 1),
                Group group => Sum(group.Value, count),
                Maximum maximum => Times(Plus(Sum(maximum.Body, count), 1, 0), count(maximum.Bound)),
                _ => (0, 0),
            };
            Rational power = factor.Exponent.Abs();
            return factor.Atom is SizeValue || factor.Exponent.IsOne ? (operations, functions)
                : power.IsInteger ? (operations + (factor.Exponent.Sign < 0 ? 1 : 0) + (long)power.Numerator - 1, functions)
                : (operations, functions + 1);
        }

        static (long, long) Plus((long Operations, long Functions) cost, long operations, long functions) => (cost.Operations + operations, cost.Functions + functions);

        static (long, long) Times((long Operations, long Functions) cost, long times) => checked((cost.Operations * times, cost.Functions * times));
    }
}
