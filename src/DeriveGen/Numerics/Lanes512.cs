using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Numerics;

/// <summary>The operations of <see cref="ILanes{TVector, TWhole, TNumber}"/> on 512 bits.</summary>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TWhole"><see cref="int"/> or <see cref="long"/>, as wide as <typeparamref name="TNumber"/>.</typeparam>
internal readonly struct Lanes512<TNumber, TWhole> : ILanes<Vector512<TNumber>, Vector512<TWhole>, TNumber>
    where TNumber : unmanaged
    where TWhole : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Create(TNumber value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Add(Vector512<TNumber> a, Vector512<TNumber> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Subtract(Vector512<TNumber> a, Vector512<TNumber> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Multiply(Vector512<TNumber> a, Vector512<TNumber> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Divide(Vector512<TNumber> a, Vector512<TNumber> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> MultiplyAdd(Vector512<TNumber> a, Vector512<TNumber> b, Vector512<TNumber> c) =>
        typeof(TNumber) == typeof(float)
        ? VectorMath.MultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, TNumber>()
        : VectorMath.MultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Abs(Vector512<TNumber> a) => Vector512.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Clamp(Vector512<TNumber> a, Vector512<TNumber> low, Vector512<TNumber> high) =>
        VectorMath.MinNative(VectorMath.MaxNative(a, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> And(Vector512<TNumber> a, Vector512<TNumber> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Or(Vector512<TNumber> a, Vector512<TNumber> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Xor(Vector512<TNumber> a, Vector512<TNumber> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> LessThan(Vector512<TNumber> a, Vector512<TNumber> b) =>
        Vector512.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> LessThanOrEqual(Vector512<TNumber> a, Vector512<TNumber> b) =>
        Vector512.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Equal(Vector512<TNumber> a, Vector512<TNumber> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Select(Vector512<TNumber> mask, Vector512<TNumber> whenSet, Vector512<TNumber> otherwise) =>
        Vector512.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector512<TNumber> mask) =>
        !Vector512.EqualsAll(mask.As<TNumber, TWhole>(), Vector512<TWhole>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> Whole(long value) =>
        typeof(TWhole) == typeof(int)
        ? Vector512.Create((int)value).As<int, TWhole>()
        : Vector512.Create(value).As<long, TWhole>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> Bits(Vector512<TNumber> a) => a.As<TNumber, TWhole>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> FromBits(Vector512<TWhole> a) => a.As<TWhole, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> Add(Vector512<TWhole> a, Vector512<TWhole> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> Subtract(Vector512<TWhole> a, Vector512<TWhole> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> And(Vector512<TWhole> a, Vector512<TWhole> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> EqualWhole(Vector512<TWhole> a, Vector512<TWhole> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> ShiftLeft(Vector512<TWhole> a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWhole> ShiftRight(Vector512<TWhole> a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<TNumber> Map<TFunction>(Vector512<TNumber> a)
        where TFunction : struct, ILaneFunction<TNumber>
    {
        Span<TNumber> lanes = stackalloc TNumber[Vector512<TNumber>.Count];
        a.CopyTo(lanes);
        foreach (ref TNumber lane in lanes)
        {
            lane = TFunction.Evaluate(lane);
        }

        return Vector512.Create<TNumber>(lanes);
    }
}
