namespace DeriveGen.Tests.Numerics;

/// <summary>Functions that the base library lacks, in double precision, by the shortest way that is accurate to a few units.</summary>
internal static class Reference
{
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    public static double Relu(double x) => double.IsNaN(x) ? x : x > 0 ? x : 0;

    public static double Step(double x) => x <= 0 ? 0 : 1;

    public static double Rsqrt(double x) => 1 / Math.Sqrt(x);

    /// <summary>2/√π·x·e^−x²·Σ (2x²)ⁿ/(1·3·5⋯(2n + 1)): a sum of positive numbers, in which nothing cancels.</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 6))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double square = x * x, term = 1, sum = 1;
        for (int n = 1; term > sum * 1e-18; n++)
        {
            term *= 2 * square / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * x * Math.Exp(-square) * sum;
    }

    /// <summary>ln(1 + e) for 0 ≤ e ≤ 1; the quotient undoes the rounding of 1 + e (Kahan).</summary>
    private static double Log1P(double e)
    {
        double sum = 1 + e;
        return sum == 1 ? e : Math.Log(sum) * (e / (sum - 1));
    }
}
