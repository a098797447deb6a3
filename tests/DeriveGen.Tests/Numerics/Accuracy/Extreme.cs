namespace DeriveGen.Tests.Numerics.Accuracy;

/// <summary>The largest error found, and where.</summary>
/// <param name="Units">In units of the exact value's last place.</param>
/// <param name="At">The argument.</param>
internal readonly record struct Extreme(double Units, double At)
{
    /// <summary>The larger of both; of two equal ones that of the smaller argument, so that the order of trying does not matter.</summary>
    public static Extreme Larger(Extreme a, Extreme b) =>
        a.Units != b.Units ? (a.Units > b.Units ? a : b)
        : Math.Abs(a.At) != Math.Abs(b.At) ? (Math.Abs(a.At) < Math.Abs(b.At) ? a : b)
        : a.At > b.At ? a : b;
}
