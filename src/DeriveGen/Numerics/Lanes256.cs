using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Numerics;

/// <summary>The operations of <see cref="ILanes{TVector, TWhole, TNumber}"/> on 256 bits.</summary>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TWhole"><see cref="int"/> or <see cref="long"/>, as wide as <typeparamref name="TNumber"/>.</typeparam>
internal readonly struct Lanes256<TNumber, TWhole> : ILanes<Vector256<TNumber>, Vector256<TWhole>, TNumber>
    where TNumber : unmanaged
    where TWhole : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Create(TNumber value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Add(Vector256<TNumber> a, Vector256<TNumber> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Subtract(Vector256<TNumber> a, Vector256<TNumber> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Multiply(Vector256<TNumber> a, Vector256<TNumber> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Divide(Vector256<TNumber> a, Vector256<TNumber> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> MultiplyAdd(Vector256<TNumber> a, Vector256<TNumber> b, Vector256<TNumber> c) =>
        typeof(TNumber) == typeof(float)
        ? VectorMath.MultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, TNumber>()
        : VectorMath.MultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Abs(Vector256<TNumber> a) => Vector256.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Clamp(Vector256<TNumber> a, Vector256<TNumber> low, Vector256<TNumber> high) =>
        VectorMath.MinNative(VectorMath.MaxNative(a, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> And(Vector256<TNumber> a, Vector256<TNumber> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Or(Vector256<TNumber> a, Vector256<TNumber> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Xor(Vector256<TNumber> a, Vector256<TNumber> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> LessThan(Vector256<TNumber> a, Vector256<TNumber> b) =>
        Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> LessThanOrEqual(Vector256<TNumber> a, Vector256<TNumber> b) =>
        Vector256.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Equal(Vector256<TNumber> a, Vector256<TNumber> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Select(Vector256<TNumber> mask, Vector256<TNumber> whenSet, Vector256<TNumber> otherwise) =>
        Vector256.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector256<TNumber> mask) =>
        !Vector256.EqualsAll(mask.As<TNumber, TWhole>(), Vector256<TWhole>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> Whole(long value) =>
        typeof(TWhole) == typeof(int)
        ? Vector256.Create((int)value).As<int, TWhole>()
        : Vector256.Create(value).As<long, TWhole>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> Bits(Vector256<TNumber> a) => a.As<TNumber, TWhole>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> FromBits(Vector256<TWhole> a) => a.As<TWhole, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> Add(Vector256<TWhole> a, Vector256<TWhole> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> Subtract(Vector256<TWhole> a, Vector256<TWhole> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> And(Vector256<TWhole> a, Vector256<TWhole> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> EqualWhole(Vector256<TWhole> a, Vector256<TWhole> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> ShiftLeft(Vector256<TWhole> a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWhole> ShiftRight(Vector256<TWhole> a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<TNumber> Map<TFunction>(Vector256<TNumber> a)
        where TFunction : struct, ILaneFunction<TNumber>
    {
        Span<TNumber> lanes = stackalloc TNumber[Vector256<TNumber>.Count];
        a.CopyTo(lanes);
        foreach (ref TNumber lane in lanes)
        {
            lane = TFunction.Evaluate(lane);
        }

        return Vector256.Create<TNumber>(lanes);
    }
}
