using System.Numerics;

namespace DeriveGen.Tests.Numerics.Accuracy;

/// <summary>
/// The functions with more than 200 digits, by the shortest series that keep them: what double precision is measured against. They read finite
/// numbers inside the domain of their function, except where the result is 0.
/// </summary>
internal static class ExactFunctions
{
    private const int Digits = Binary.Digits;

    // Beyond, 2ⁿ has no room in the exponent of a double, with either sign.
    private const double Endless = 3000;

    // The digits of π: those that the largest angle takes away, 1024, and those that are to be left.
    private const int DigitsOfPi = 1400;

    private static readonly Binary s_one = 1;

    // π by Machin's formula, in units of 2⁻¹⁴⁰⁰.
    private static readonly BigInteger s_pi = 4 * ((4 * ArcTangentOfInverse(5)) - ArcTangentOfInverse(239));
    private static readonly Binary s_sqrtPi = new Binary(s_pi, -DigitsOfPi).Sqrt();

    /// <summary>eˣ = 2ⁿ·(e^(r/1024))^1024, r = x − n·ln 2.</summary>
    public static Binary Exp(Binary x)
    {
        double rough = Math.Clamp((double)x, -Endless, Endless);
        Binary within = Math.Abs(rough) < Endless ? x : rough;
        int n = (int)Math.Round(rough / Math.Log(2));
        Binary r = (within - (Binary.Ln2 * n)).Scaled(-10);
        Binary power = Series(s_one, k => r / k);
        for (int doubling = 0; doubling < 10; doubling++)
        {
            power *= power;
        }

        return power.Scaled(n);
    }

    /// <summary>Halley's step for eʸ = x, which triples the digits of a double.</summary>
    public static Binary Log(Binary x)
    {
        int n = x.Exponent;
        Binary mantissa = x.Scaled(-n);
        if ((double)mantissa > Math.Sqrt(2))
        {
            (n, mantissa) = (n + 1, mantissa.Scaled(-1));
        }

        Binary y = Math.Log((double)mantissa);
        for (int step = 0; step < 2; step++)
        {
            Binary power = Exp(y);
            y += (mantissa - power).Scaled(1) / (mantissa + power);
        }

        return y + (Binary.Ln2 * n);
    }

    public static Binary Sigmoid(Binary x) => s_one / (s_one + Exp(-x));

    public static Binary Tanh(Binary x)
    {
        // The exponentials cancel where x is small; from x⁷ on nothing counts.
        if (x.Exponent < -32)
        {
            Binary square = x * x;
            return x * (s_one - (square / 3) + ((square * square).Scaled(1) / 15));
        }

        Binary power = Exp(x.Scaled(1));
        return (power - s_one) / (power + s_one);
    }

    /// <summary>max(x, 0) + ln(1 + e^−|x|).</summary>
    public static Binary Softplus(Binary x)
    {
        Binary e = Exp(x.Sign > 0 ? -x : x);
        Binary logarithm = e.Exponent < -64 ? e * (s_one - (e / 2) + (e * e / 3)) : Log(s_one + e);
        return x.Sign > 0 ? x + logarithm : logarithm;
    }

    /// <summary>2/√π·x·e^−x²·Σ (2x²)ⁿ/(1·3·5⋯(2n + 1)): a sum of positive numbers, in which nothing cancels.</summary>
    public static Binary Erf(Binary x)
    {
        if (Math.Abs((double)x) > 7)
        {
            return x.Sign;
        }

        Binary twice = (x * x).Scaled(1);
        return x.Scaled(1) / s_sqrtPi * Exp(-(x * x)) * Series(s_one, n => twice / ((2 * n) + 1));
    }

    public static Binary Sin(Binary x) => Quadrant(x, 0);

    public static Binary Cos(Binary x) => Quadrant(x, 1);

    public static Binary Sqrt(Binary x) => x.Sqrt();

    public static Binary Rsqrt(Binary x) => s_one / x.Sqrt();

    /// <summary>xʸ for x &gt; 0.</summary>
    public static Binary Power(Binary x, Binary y) => Exp(Log(x) * y);

    /// <summary>x = n·π/2 + r with |r| ≤ π/4: n modulo 4, and r.</summary>
    public static (int Quadrant, Binary Remainder) Reduce(double x)
    {
        int exponent = Math.ILogB(x);
        BigInteger angle = (BigInteger)Math.ScaleB(x, 52 - exponent);
        int shift = DigitsOfPi - 52 + exponent;
        angle = shift >= 0 ? angle << shift : angle >> -shift;
        BigInteger turns = ((2 * angle) + (x < 0 ? -s_pi / 2 : s_pi / 2)) / s_pi;
        return ((int)(((turns % 4) + 4) % 4), new(angle - (turns * s_pi / 2), -DigitsOfPi));
    }

    /// <summary>sin(x + quarterTurns·π/2).</summary>
    private static Binary Quadrant(Binary x, int quarterTurns)
    {
        if (x.Exponent < -200)
        {
            return quarterTurns == 0 ? x : s_one;
        }

        (int quadrant, Binary r) = Reduce((double)x);
        Binary square = -(r * r);
        quadrant = (quadrant + quarterTurns) & 3;
        Binary value = (quadrant & 1) == 0
            ? Series(r, n => square / (2 * n * ((2 * n) + 1)))
            : Series(s_one, n => square / (2 * n * ((2 * n) - 1)));
        return quadrant < 2 ? value : -value;
    }

    /// <summary>first·(1 + q₁ + q₁·q₂ + …), up to what no longer counts.</summary>
    private static Binary Series(Binary first, Func<int, Binary> quotient)
    {
        Binary sum = first, term = first;
        for (int n = 1; ; n++)
        {
            term *= quotient(n);
            if (term.IsZero || term.Exponent < sum.Exponent - Digits)
            {
                return sum;
            }

            sum += term;
        }
    }

    private static BigInteger ArcTangentOfInverse(int n)
    {
        BigInteger power = (BigInteger.One << (DigitsOfPi + 64)) / n, sum = power;
        for (int k = 3, sign = -1; !power.IsZero; k += 2, sign = -sign)
        {
            power /= n * n;
            sum += sign * power / k;
        }

        return sum >> 64;
    }
}
