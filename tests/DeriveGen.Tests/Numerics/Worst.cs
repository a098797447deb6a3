namespace DeriveGen.Tests.Numerics;

/// <summary>The largest error met so far, and where, in units of the exact value's last place.</summary>
internal sealed class Worst(double limit)
{
    private double _units;
    private double _at, _given, _exact;

    public double Units => _units;

    /// <summary>Notes one value. Where the exact value has no finite neighbourhood, the given one must be it.</summary>
    public void Note(double x, double given, double exact, Func<double, double> unitOf)
    {
        double rounded = unitOf == Numerics.Units.OfSingle ? (float)exact : exact;
        double units = double.IsFinite(rounded) && double.IsFinite(given) ? Math.Abs(given - exact) / unitOf(exact)
            : rounded.Equals(given) ? 0
            : double.PositiveInfinity;
        if (units > _units)
        {
            (_units, _at, _given, _exact) = (units, x, given, exact);
        }
    }

    public void Check() => Assert.True(_units <= limit, $"{_units:F2} units at {_at:R}: {_given:R} instead of {_exact:R}");
}

/// <summary>The distance between neighbouring numbers.</summary>
internal static class Units
{
    public static double OfSingle(double x) => Math.Max(Math.ScaleB(1, x == 0 ? -200 : Math.ILogB(x) - 23), float.Epsilon);

    public static double OfDouble(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);
}
