using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// Scalar equations in the arithmetic of a precision: every operation and every function is rounded, so that overflow, underflow and cancellation
/// happen where they happen in a program that is written as the equations are. A sigmoid is computed as 1/(1 + e^−u).
/// </summary>
/// <param name="round">Rounds a value to the precision.</param>
internal sealed class RoundedArithmetic(Func<double, double> round)
{
    private readonly Dictionary<Tensor, double> _values = [];

    /// <summary>Single precision.</summary>
    public static RoundedArithmetic Single => new(value => (float)value);

    /// <summary>Double precision.</summary>
    public static RoundedArithmetic Double => new(value => value);

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
        Apply { Function.Name: "sigmoid" } sigmoid => round(1 / round(1 + round(Math.Exp(-Evaluate(sigmoid.Argument))))),
        Apply apply => round(apply.Function.Evaluate(Evaluate(apply.Argument))),
        _ => throw new ArgumentException($"{atom} is no part of a scalar equation.", nameof(atom)),
    };
}
