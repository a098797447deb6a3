using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// Scalar equations in the arithmetic of a precision: every operation and every function is rounded, so that overflow, underflow and cancellation
/// happen where they happen in a program that is written as the equations are. Of the elements of a tensor all are equal, and sums are of one term.
/// </summary>
/// <param name="round">Rounds a value to the precision.</param>
/// <param name="overflows">Whether a sigmoid is computed as 1/(1 + e^−u), as it is written, and not as it is emitted, without overflow.</param>
internal sealed class RoundedArithmetic(Func<double, double> round, bool overflows = true)
{
    private readonly Dictionary<Tensor, double> _values = [];

    /// <summary>Single precision.</summary>
    public static RoundedArithmetic Single => new(value => (float)value);

    /// <summary>Double precision.</summary>
    public static RoundedArithmetic Double => new(value => value);

    /// <summary>Single precision, with the functions that are emitted.</summary>
    public static RoundedArithmetic EmittedSingle => new(value => (float)value, overflows: false);

    /// <summary>Double precision, with the functions that are emitted.</summary>
    public static RoundedArithmetic EmittedDouble => new(value => value, overflows: false);

    /// <summary>A scalar's value.</summary>
    public double this[Tensor tensor]
    {
        get => _values[tensor];
        set => _values[tensor] = round(value);
    }

    /// <summary>Evaluates equations in order.</summary>
    public void Run(IEnumerable<Equation> equations)
    {
        foreach (Equation equation in equations)
        {
            _values[equation.Target] = Evaluate(equation.Value);
        }
    }

    private double Evaluate(Polynomial value)
    {
        double sum = 0;
        for (int i = 0; i < value.Terms.Length; i++)
        {
            double term = Evaluate(value.Terms[i]);
            sum = i == 0 ? term : round(sum + term);
        }

        return sum;
    }

    private double Evaluate(Term term)
    {
        double product = round(term.Coefficient.ToDouble());
        foreach (Factor factor in term.Factors)
        {
            double value = Evaluate(factor.Atom);
            product = factor.Exponent == -1 ? round(product / value) : round(product * (factor.Exponent.IsOne ? value : round(Math.Pow(value, factor.Exponent.ToDouble()))));
        }

        return product;
    }

    private double Evaluate(Atom atom) => atom switch
    {
        Access access => _values[access.Tensor],
        Group group => Evaluate(group.Value),
        Maximum maximum => Evaluate(maximum.Body),
        NamedConstant constant => round(constant.Value),
        Root root => root.Radicand.ToDouble(),
        SizeValue => 1,
        Apply { Function.Name: "sigmoid" } sigmoid when overflows => round(1 / round(1 + round(Math.Exp(-Evaluate(sigmoid.Argument))))),
        Apply apply => round(apply.Function.Evaluate(Evaluate(apply.Argument))),
        _ => throw new ArgumentException($"{atom} is no part of a scalar equation.", nameof(atom)),
    };
}
