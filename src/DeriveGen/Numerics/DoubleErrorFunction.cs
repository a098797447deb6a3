using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>
/// The error function in double precision: x + x·P(x²) near 0; from there on 1 − e^Q(|x|), Q being minimax for ln(1 − erf), which is smooth
/// and matters less and less.
/// </summary>
internal static class DoubleErrorFunction
{
    private const double Near = 1;

    // From here on the result rounds to 1.
    private const double Far = 5.95;

    /// <summary>erf x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<W, V, I>(V x)
        where W : struct, ILanes<V, I, double>
    {
        V magnitude = W.Abs(x);
        V t = W.AtMost(W.AtLeast(magnitude, W.Create(Near)), W.Create(Far));
        V q = W.MultiplyAdd(W.Create(1.049655641335811339e-12), t, W.Create(-4.7961683164363944428e-11));
        q = W.MultiplyAdd(q, t, W.Create(1.0257235178812948081e-9));
        q = W.MultiplyAdd(q, t, W.Create(-1.3626942009162690013e-8));
        q = W.MultiplyAdd(q, t, W.Create(1.2570667477017152359e-7));
        q = W.MultiplyAdd(q, t, W.Create(-8.5058361149066575385e-7));
        q = W.MultiplyAdd(q, t, W.Create(4.3270835941258508808e-6));
        q = W.MultiplyAdd(q, t, W.Create(-0.000016514095548855197493));
        q = W.MultiplyAdd(q, t, W.Create(0.000045037870414299115038));
        q = W.MultiplyAdd(q, t, W.Create(-0.000070367884989436968128));
        q = W.MultiplyAdd(q, t, W.Create(-0.000044819998404901276399));
        q = W.MultiplyAdd(q, t, W.Create(0.00064116890130427594052));
        q = W.MultiplyAdd(q, t, W.Create(-0.0017689960361099352898));
        q = W.MultiplyAdd(q, t, W.Create(0.00028048419217124997195));
        q = W.MultiplyAdd(q, t, W.Create(0.019078158972324347024));
        q = W.MultiplyAdd(q, t, W.Create(-0.1027472542075797861));
        q = W.MultiplyAdd(q, t, W.Create(-0.63662848817445811944));
        q = W.MultiplyAdd(q, t, W.Create(-1.1283773294273366342));
        q = W.MultiplyAdd(q, t, W.Create(-1.7960356164538775799e-7));
        V far = W.Subtract(W.Create(1.0), DoubleExponential.Exp<W, V, I>(q));
        far = W.Or(far, W.And(x, W.Create(-0.0)));

        V z = W.Multiply(x, x);
        V p = W.MultiplyAdd(W.Create(-7.7794714069574145114e-10), z, W.Create(1.3710982108482451943e-8));
        p = W.MultiplyAdd(p, z, W.Create(-1.6206314196309947138e-7));
        p = W.MultiplyAdd(p, z, W.Create(1.6447131635680484113e-6));
        p = W.MultiplyAdd(p, z, W.Create(-0.000014924712308029718495));
        p = W.MultiplyAdd(p, z, W.Create(0.00012055293577272877876));
        p = W.MultiplyAdd(p, z, W.Create(-0.00085483259293297901164));
        p = W.MultiplyAdd(p, z, W.Create(0.0052239776061188799205));
        p = W.MultiplyAdd(p, z, W.Create(-0.02686617064311153229));
        p = W.MultiplyAdd(p, z, W.Create(0.11283791670944185269));
        p = W.MultiplyAdd(p, z, W.Create(-0.37612638903183519558));
        p = W.MultiplyAdd(p, z, W.Create(0.12837916709551256565));
        V near = W.MultiplyAdd(p, x, x);

        V result = W.Select(W.LessThan(magnitude, W.Create(Near)), near, far);
        return W.Select(W.Equal(x, x), result, x);
    }
}
