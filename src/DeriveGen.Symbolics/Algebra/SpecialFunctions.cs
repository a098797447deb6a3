namespace DeriveGen.Symbolics.Algebra;

/// <summary>Values in double precision of functions that the base library lacks.</summary>
public static class SpecialFunctions
{
    /// <summary>1/(1 + e^−x), without overflow.</summary>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>log(1 + e^x), without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>[x > 0]. NaN gives 1, so that a product with it stays NaN.</summary>
    public static double Step(double x) => x <= 0 ? 0 : 1;

    /// <summary>
    /// erf(x) = 2/√π ∫₀ˣ e^−t² dt: its Maclaurin series near 0, the continued fraction of erfc (Abramowitz and Stegun 7.1.14) beyond.
    /// </summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double size = Math.Abs(x);
        double value = size < 2.5 ? ErfSeries(size) : 1 - ErfcFraction(size);
        return x < 0 ? -value : value;
    }

    private static double ErfSeries(double x)
    {
        double sum = x, power = x;
        for (int n = 1; n < 200; n++)
        {
            power *= -x * x / n;
            double term = power / ((2 * n) + 1);
            sum += term;
            if (Math.Abs(term) < 1e-18)
            {
                break;
            }
        }

        return sum * 2 / Math.Sqrt(Math.PI);
    }

    private static double ErfcFraction(double x)
    {
        double fraction = 0;
        for (int k = 120; k >= 1; k--)
        {
            fraction = k / 2.0 / (x + fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }

    /// <summary>log(1 + y) for 0 ≤ y ≤ 1; the correction term recovers what 1 + y rounds away.</summary>
    private static double LogOnePlus(double y)
    {
        double sum = 1 + y;
        return sum == 1 ? y : Math.Log(sum) * y / (sum - 1);
    }
}
