using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>Lowers powers, functions and the greater or smaller of two.</summary>
internal sealed class ScalarLowering(TextLowering lowering)
{
    /// <summary>a^b: of a number b a power, else e^(b·log a).</summary>
    public Polynomial Power(BoundPower power, LoweringFrame frame)
    {
        Polynomial value = lowering.Lower(power.Value, frame), exponent = lowering.Lower(power.Exponent, frame);
        return (value.AsNumber, exponent.AsNumber) switch
        {
            (_, { } number) => number.Abs() <= 1 << 20 ? Build.Power(value, number) : throw new OverflowException($"the exponent {number} is too large."),
            ({ IsZero: true } or { IsOne: true }, null) => value,
            ({ Sign: < 0 } number, null) => throw new ArithmeticException($"({number})^({exponent})."),
            _ => Build.Call("exp", Build.Multiply(exponent, Build.Call("log", value))),
        };
    }

    /// <summary>A function of the table or built from it.</summary>
    public Polynomial Call(BoundCall call, LoweringFrame frame)
    {
        Polynomial argument = lowering.Lower(call.Argument, frame);
        if (call.Unknown is { } unknown)
        {
            return Polynomial.Of(new Apply(unknown, argument));
        }

        bool readsTwice = call.Function is "relu" or "abs" or "sign";
        return Build.Call(call.Function, readsTwice ? lowering.Shared(argument, call, frame) : argument);
    }

    /// <summary>
    /// max(a, c) = c + (a − c)·[a > c] for a number c, whose side wins a tie; between two expressions
    /// max(a, b) = ½(a + b) + ½(a − b)·([a > b] − [b > a]), so that a tie has the derivative ½ on either side.
    /// </summary>
    public Polynomial Extreme(BoundExtreme extreme, LoweringFrame frame)
    {
        Polynomial left = lowering.Shared(lowering.Lower(extreme.Left, frame), (extreme, 0), frame), right = lowering.Shared(lowering.Lower(extreme.Right, frame), (extreme, 1), frame);
        return Extreme(extreme.IsMaximum, left, right);
    }

    /// <summary>The greater or the smaller of two.</summary>
    public static Polynomial Extreme(bool isMaximum, Polynomial left, Polynomial right)
    {
        Rational sign = isMaximum ? 1 : -1;
        if (left.AsNumber is not null)
        {
            (left, right) = (right, left);
        }

        if (right.AsNumber is { } constant)
        {
            return left.AsNumber is { } other
                ? Polynomial.Number((other > constant) == isMaximum ? other : constant)
                : right + (sign * Build.Call("relu", sign * (left - right)));
        }

        Polynomial difference = left - right;
        return difference.IsZero ? left : Rational.Half * (left + right) + ((sign * Rational.Half) * Build.Call("abs", difference));
    }
}
