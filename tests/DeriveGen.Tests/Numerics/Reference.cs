using System.Globalization;
using System.Numerics;

namespace DeriveGen.Tests.Numerics;

/// <summary>Functions that the base library lacks, by the shortest way that is accurate.</summary>
internal static class Reference
{
    // Whole numbers in units of 2⁻²⁵⁶ stand for real ones.
    private const int Digits = 256;

    // √π·2²⁵⁶ by Newton's square root of π·2⁵¹².
    private static readonly BigInteger SqrtPi = Sqrt(
        (BigInteger.Parse("31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679", CultureInfo.InvariantCulture)
            << (2 * Digits)) / BigInteger.Pow(10, 100));

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    public static double Relu(double x) => double.IsNaN(x) ? x : x > 0 ? x : 0;

    public static double Step(double x) => x <= 0 ? 0 : 1;

    /// <summary>2/√π·Σ (−1)ⁿ x²ⁿ⁺¹/(n!·(2n + 1)) in whole numbers: what cancels leaves 200 binary digits.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) >= 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        if (Math.Abs(x) < 1e-20)
        {
            return x * 1.1283791670955126;
        }

        BigInteger exact = FromDouble(x);
        BigInteger square = (exact * exact) >> Digits;
        BigInteger power = exact, sum = exact;
        for (int n = 1; !power.IsZero; n++)
        {
            power = -((power * square) >> Digits) / n;
            sum += power / ((2 * n) + 1);
            if (power == BigInteger.MinusOne)
            {
                break;
            }
        }

        return ToDouble((2 * sum << Digits) / SqrtPi);
    }

    /// <summary>ln(1 + e) for 0 ≤ e ≤ 1; the quotient undoes the rounding of 1 + e (Kahan).</summary>
    private static double Log1P(double e)
    {
        double sum = 1 + e;
        return sum == 1 ? e : Math.Log(sum) * (e / (sum - 1));
    }

    private static BigInteger FromDouble(double x)
    {
        int exponent = Math.ILogB(x) - 52;
        BigInteger mantissa = (BigInteger)Math.ScaleB(x, -exponent);
        return exponent + Digits >= 0 ? mantissa << (exponent + Digits) : mantissa >> -(exponent + Digits);
    }

    private static double ToDouble(BigInteger value)
    {
        int surplus = (int)Math.Max(0, BigInteger.Abs(value).GetBitLength() - 64);
        return Math.ScaleB((double)(value >> surplus), surplus - Digits);
    }

    private static BigInteger Sqrt(BigInteger value)
    {
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
