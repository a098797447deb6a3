using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>The operations of <see cref="ILanes{TVector, TWhole, TNumber}"/> on one <see cref="double"/>: bit for bit a lane of a vector.</summary>
internal readonly struct DoubleLane : ILanes<double, long, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Create(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) => VectorMath.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double a, double n, long whole) => DoubleExponential.Scale<DoubleLane, double, long>(a, n, whole);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double a) => Math.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AtLeast(double a, double low) => a <= low ? low : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AtMost(double a, double high) => a >= high ? high : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double And(double a, double b) => FromBits(Bits(a) & Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Or(double a, double b) => FromBits(Bits(a) | Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Xor(double a, double b) => FromBits(Bits(a) ^ Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessThan(double a, double b) => Mask(a < b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessThanOrEqual(double a, double b) => Mask(a <= b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Equal(double a, double b) => Mask(a == b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(double mask, double whenSet, double otherwise) => Bits(mask) != 0 ? whenSet : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(double mask) => Bits(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Whole(long value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Bits(double a) => BitConverter.DoubleToInt64Bits(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FromBits(long a) => BitConverter.Int64BitsToDouble(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long a, long b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Subtract(long a, long b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long And(long a, long b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long EqualWhole(long a, long b) => a == b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftLeft(long a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftRight(long a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Map<TFunction>(double a)
        where TFunction : struct, ILaneFunction<double> => TFunction.Evaluate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Mask(bool set) => FromBits(set ? -1 : 0);
}
