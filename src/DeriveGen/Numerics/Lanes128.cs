using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Numerics;

/// <summary>The operations of <see cref="ILanes{TVector, TWhole, TNumber}"/> on 128 bits.</summary>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TWhole"><see cref="int"/> or <see cref="long"/>, as wide as <typeparamref name="TNumber"/>.</typeparam>
internal readonly struct Lanes128<TNumber, TWhole> : ILanes<Vector128<TNumber>, Vector128<TWhole>, TNumber>
    where TNumber : unmanaged
    where TWhole : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Create(TNumber value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Add(Vector128<TNumber> a, Vector128<TNumber> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Subtract(Vector128<TNumber> a, Vector128<TNumber> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Multiply(Vector128<TNumber> a, Vector128<TNumber> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Divide(Vector128<TNumber> a, Vector128<TNumber> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> MultiplyAdd(Vector128<TNumber> a, Vector128<TNumber> b, Vector128<TNumber> c) =>
        typeof(TNumber) == typeof(float)
        ? VectorMath.MultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, TNumber>()
        : VectorMath.MultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Abs(Vector128<TNumber> a) => Vector128.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Clamp(Vector128<TNumber> a, Vector128<TNumber> low, Vector128<TNumber> high) =>
        VectorMath.MinNative(VectorMath.MaxNative(a, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> And(Vector128<TNumber> a, Vector128<TNumber> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Or(Vector128<TNumber> a, Vector128<TNumber> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Xor(Vector128<TNumber> a, Vector128<TNumber> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> LessThan(Vector128<TNumber> a, Vector128<TNumber> b) =>
        Vector128.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> LessThanOrEqual(Vector128<TNumber> a, Vector128<TNumber> b) =>
        Vector128.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Equal(Vector128<TNumber> a, Vector128<TNumber> b) => Vector128.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Select(Vector128<TNumber> mask, Vector128<TNumber> whenSet, Vector128<TNumber> otherwise) =>
        Vector128.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector128<TNumber> mask) =>
        !Vector128.EqualsAll(mask.As<TNumber, TWhole>(), Vector128<TWhole>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> Whole(long value) =>
        typeof(TWhole) == typeof(int)
        ? Vector128.Create((int)value).As<int, TWhole>()
        : Vector128.Create(value).As<long, TWhole>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> Bits(Vector128<TNumber> a) => a.As<TNumber, TWhole>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> FromBits(Vector128<TWhole> a) => a.As<TWhole, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> Add(Vector128<TWhole> a, Vector128<TWhole> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> Subtract(Vector128<TWhole> a, Vector128<TWhole> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> And(Vector128<TWhole> a, Vector128<TWhole> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> EqualWhole(Vector128<TWhole> a, Vector128<TWhole> b) => Vector128.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> ShiftLeft(Vector128<TWhole> a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TWhole> ShiftRight(Vector128<TWhole> a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<TNumber> Map<TFunction>(Vector128<TNumber> a)
        where TFunction : struct, ILaneFunction<TNumber>
    {
        Span<TNumber> lanes = stackalloc TNumber[Vector128<TNumber>.Count];
        a.CopyTo(lanes);
        foreach (ref TNumber lane in lanes)
        {
            lane = TFunction.Evaluate(lane);
        }

        return Vector128.Create<TNumber>(lanes);
    }
}
