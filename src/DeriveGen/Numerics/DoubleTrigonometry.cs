using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// sin and cos in double precision. x = n·π/2 + r with |r| ≤ π/4 (Cody and Waite), n modulo 4 choosing between ±sin r and ±cos r. Where
/// |x| is so large that the reduction would lose digits, the angle is reduced lane by lane with all digits of 2/π that count.
/// </summary>
internal static class DoubleTrigonometry
{
    private const double Rounder = 6755399441055744;
    private const double TwoOverPi = 0.63661977236758134;

    // π/2 in three parts of 33 bits and what is left: n times a part is exact for n < 2²⁰.
    private const double HalfPi1 = 1.57079632673412561416626;
    private const double HalfPi2 = 6.077100506303965976595549e-11;
    private const double HalfPi3 = 2.022266248711166455795996e-21;
    private const double HalfPi4 = 8.478427660368899644e-32;
    private const double Large = 1048576;

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        if (W.Any(W.LessThan(W.Create(Large), W.Abs(x))))
        {
            return W.Map<SineOfLarge>(x);
        }

        // The sine of −0 is −0: the sign of x goes around the reduction.
        V sine = Quadrant<W, V, I>(W.Abs(x), quarterTurns: 0);
        return W.Xor(sine, W.And(x, W.Create(-0.0)));
    }

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<W, V, I>(V x)
        where W : struct, ILanes<V, I, double> =>
        W.Any(W.LessThan(W.Create(Large), W.Abs(x)))
            ? W.Map<CosineOfLarge>(x)
            : Quadrant<W, V, I>(W.Abs(x), quarterTurns: 1);

    /// <summary>sin(x + quarterTurns·π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quadrant<W, V, I>(V x, int quarterTurns)
        where W : struct, ILanes<V, I, double>
    {
        V shifted = W.MultiplyAdd(x, W.Create(TwoOverPi), W.Create(Rounder));
        V n = W.Subtract(shifted, W.Create(Rounder));
        V r = W.MultiplyAdd(n, W.Create(-HalfPi1), x);
        r = W.MultiplyAdd(n, W.Create(-HalfPi2), r);
        r = W.MultiplyAdd(n, W.Create(-HalfPi3), r);
        r = W.MultiplyAdd(n, W.Create(-HalfPi4), r);
        I quadrant = W.Add(W.Bits(shifted), W.Whole(quarterTurns));

        return Turned<W, V, I>(r, quadrant);
    }

    /// <summary>±sin r or ±cos r, Taylor polynomials for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Turned<W, V, I>(V r, I quadrant)
        where W : struct, ILanes<V, I, double>
    {
        V z = W.Multiply(r, r);
        V s = W.MultiplyAdd(W.Create(1.0 / 355687428096000), z, W.Create(-1.0 / 1307674368000));
        s = W.MultiplyAdd(s, z, W.Create(1.0 / 6227020800));
        s = W.MultiplyAdd(s, z, W.Create(-1.0 / 39916800));
        s = W.MultiplyAdd(s, z, W.Create(1.0 / 362880));
        s = W.MultiplyAdd(s, z, W.Create(-1.0 / 5040));
        s = W.MultiplyAdd(s, z, W.Create(1.0 / 120));
        s = W.MultiplyAdd(s, z, W.Create(-1.0 / 6));
        V sine = W.MultiplyAdd(W.Multiply(s, z), r, r);

        V c = W.MultiplyAdd(W.Create(1.0 / 20922789888000), z, W.Create(-1.0 / 87178291200));
        c = W.MultiplyAdd(c, z, W.Create(1.0 / 479001600));
        c = W.MultiplyAdd(c, z, W.Create(-1.0 / 3628800));
        c = W.MultiplyAdd(c, z, W.Create(1.0 / 40320));
        c = W.MultiplyAdd(c, z, W.Create(-1.0 / 720));
        c = W.MultiplyAdd(c, z, W.Create(1.0 / 24));
        V cosine = W.MultiplyAdd(W.MultiplyAdd(c, z, W.Create(-0.5)), z, W.Create(1.0));

        V odd = W.FromBits(W.EqualWhole(W.And(quadrant, W.Whole(1)), W.Whole(1)));
        V negative = W.FromBits(W.ShiftLeft(W.And(quadrant, W.Whole(2)), 62));
        return W.Xor(W.Select(odd, cosine, sine), negative);
    }

    private readonly struct SineOfLarge : ILaneFunction<double>
    {
        public static double Evaluate(double x)
        {
            if (Math.Abs(x) <= Large)
            {
                return Sin<DoubleLane, double, long>(x);
            }

            double r = LargeAngle.Reduce(Math.Abs(x), out long quadrant);
            double sine = Turned<DoubleLane, double, long>(r, quadrant);
            return double.IsNegative(x) ? -sine : sine;
        }
    }

    private readonly struct CosineOfLarge : ILaneFunction<double>
    {
        public static double Evaluate(double x)
        {
            if (Math.Abs(x) <= Large)
            {
                return Cos<DoubleLane, double, long>(x);
            }

            double r = LargeAngle.Reduce(Math.Abs(x), out long quadrant);
            return Turned<DoubleLane, double, long>(r, quadrant + 1);
        }
    }
}
