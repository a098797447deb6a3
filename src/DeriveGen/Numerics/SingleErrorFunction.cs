using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// The error function in single precision: x + x·P(x²) near 0; from there on 1 − e^Q(|x|), Q being minimax for ln(1 − erf), which is smooth
/// and matters less and less.
/// </summary>
internal static class SingleErrorFunction
{
    private const float Near = 0.9277f;

    // From here on the result rounds to 1.
    private const float Far = 3.95f;

    /// <summary>erf x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<W, V, I>(V x)
        where W : struct, ILanes<V, I, float>
    {
        V magnitude = W.Abs(x);
        V t = W.AtMost(W.AtLeast(magnitude, W.Create(Near)), W.Create(Far));
        V q = W.MultiplyAdd(W.Create(0.00019504440873f), t, W.Create(-0.0030344475652f));
        q = W.MultiplyAdd(q, t, W.Create(0.0221919090297f));
        q = W.MultiplyAdd(q, t, W.Create(-0.103858843897f));
        q = W.MultiplyAdd(q, t, W.Create(-0.637265295168f));
        q = W.MultiplyAdd(q, t, W.Create(-1.12762621075f));
        q = W.MultiplyAdd(q, t, W.Create(-0.000207660834192f));
        V far = W.Subtract(W.Create(1f), SingleExponential.Exp<W, V, I>(q));
        far = W.Or(far, W.And(x, W.Create(-0f)));

        V z = W.Multiply(x, x);
        V p = W.MultiplyAdd(W.Create(-0.000596425639334f), z, W.Create(0.00498800485062f));
        p = W.MultiplyAdd(p, z, W.Create(-0.0267631248825f));
        p = W.MultiplyAdd(p, z, W.Create(0.112817211297f));
        p = W.MultiplyAdd(p, z, W.Create(-0.376124847581f));
        p = W.MultiplyAdd(p, z, W.Create(0.128379148236f));
        V near = W.MultiplyAdd(p, x, x);

        V result = W.Select(W.LessThan(magnitude, W.Create(Near)), near, far);
        return W.Select(W.Equal(x, x), result, x);
    }
}
