using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Numerics;

// Over the lanes of a vector. A sum is a fixed binary tree over 64 bytes of lanes, whatever the machine's width: lane i and lane i + n/2,
// then i + n/4, and so on down to 1. Narrower vectors form the same tree in pairs and fours: Sum(low, high) is Sum of the whole.
public static partial class VectorMath
{
    /// <summary><c>max(x, 0)</c>: 0 at −∞ and at −0, NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Relu(float x) => x <= 0 ? 0 : x;

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu(Vector512<float> x) => Vector512.AndNot(x, Vector512.LessThanOrEqual(x, Vector512<float>.Zero));

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> x) => Vector256.AndNot(x, Vector256.LessThanOrEqual(x, Vector256<float>.Zero));

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> x) => Vector128.AndNot(x, Vector128.LessThanOrEqual(x, Vector128<float>.Zero));

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Relu(double x) => x <= 0 ? 0 : x;

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Relu(Vector512<double> x) => Vector512.AndNot(x, Vector512.LessThanOrEqual(x, Vector512<double>.Zero));

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Relu(Vector256<double> x) => Vector256.AndNot(x, Vector256.LessThanOrEqual(x, Vector256<double>.Zero));

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Relu(Vector128<double> x) => Vector128.AndNot(x, Vector128.LessThanOrEqual(x, Vector128<double>.Zero));

    /// <summary>0 where <c>x ≤ 0</c>, else 1; 1 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Step(float x) => x <= 0 ? 0 : 1;

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Step(Vector512<float> x) => Vector512.AndNot(Vector512<float>.One, Vector512.LessThanOrEqual(x, Vector512<float>.Zero));

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Step(Vector256<float> x) => Vector256.AndNot(Vector256<float>.One, Vector256.LessThanOrEqual(x, Vector256<float>.Zero));

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Step(Vector128<float> x) => Vector128.AndNot(Vector128<float>.One, Vector128.LessThanOrEqual(x, Vector128<float>.Zero));

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Step(double x) => x <= 0 ? 0 : 1;

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Step(Vector512<double> x) => Vector512.AndNot(Vector512<double>.One, Vector512.LessThanOrEqual(x, Vector512<double>.Zero));

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Step(Vector256<double> x) => Vector256.AndNot(Vector256<double>.One, Vector256.LessThanOrEqual(x, Vector256<double>.Zero));

    /// <inheritdoc cref="Step(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Step(Vector128<double> x) => Vector128.AndNot(Vector128<double>.One, Vector128.LessThanOrEqual(x, Vector128<double>.Zero));

    /// <summary>The sum of the lanes, as a fixed binary tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> v) => Sum(v.GetLower() + v.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> v) => Sum(v.GetLower() + v.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> v)
    {
        v = v + Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1));
        v = v + Vector128.Shuffle(v, Vector128.Create(1, 0, 3, 2));
        return v.ToScalar();
    }

    /// <summary>The same over two vectors, the lower and the upper half of one twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> low, Vector256<float> high) => Sum(low + high);

    /// <summary>The same over four vectors, the quarters of one four times as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        Sum((a + c) + (b + d));

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v) => Sum(v.GetLower() + v.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> v) => Sum(v.GetLower() + v.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> v) => (v + Vector128.Shuffle(v, Vector128.Create(1L, 0L))).ToScalar();

    /// <summary>The same over two vectors, the lower and the upper half of one twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> low, Vector256<double> high) => Sum(low + high);

    /// <summary>The same over four vectors, the quarters of one four times as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d) =>
        Sum((a + c) + (b + d));

    /// <summary>The largest lane; NaN if a lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> v) => Vector512.EqualsAll(v, v) ? Highest(MaxNative(v.GetLower(), v.GetUpper())) : float.NaN;

    /// <inheritdoc cref="Max(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector256<float> v) => Vector256.EqualsAll(v, v) ? Highest(MaxNative(v.GetLower(), v.GetUpper())) : float.NaN;

    /// <inheritdoc cref="Max(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector128<float> v) => Vector128.EqualsAll(v, v) ? Highest(v) : float.NaN;

    /// <summary>The same over two vectors, the lower and the upper half of one twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector256<float> low, Vector256<float> high) => Max(Larger(low, high));

    /// <summary>The same over four vectors, the quarters of one four times as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        Max(Larger(Larger(a, c), Larger(b, d)));

    /// <inheritdoc cref="Max(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(Vector512<double> v) => Vector512.EqualsAll(v, v) ? Highest(MaxNative(v.GetLower(), v.GetUpper())) : double.NaN;

    /// <inheritdoc cref="Max(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(Vector256<double> v) => Vector256.EqualsAll(v, v) ? Highest(MaxNative(v.GetLower(), v.GetUpper())) : double.NaN;

    /// <inheritdoc cref="Max(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(Vector128<double> v) => Vector128.EqualsAll(v, v) ? Highest(v) : double.NaN;

    /// <summary>The same over two vectors, the lower and the upper half of one twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(Vector256<double> low, Vector256<double> high) => Max(Larger(low, high));

    /// <summary>The same over four vectors, the quarters of one four times as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d) =>
        Max(Larger(Larger(a, c), Larger(b, d)));

    /// <summary>The smallest lane; NaN if a lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector512<float> v) => Vector512.EqualsAll(v, v) ? Lowest(MinNative(v.GetLower(), v.GetUpper())) : float.NaN;

    /// <inheritdoc cref="Min(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector256<float> v) => Vector256.EqualsAll(v, v) ? Lowest(MinNative(v.GetLower(), v.GetUpper())) : float.NaN;

    /// <inheritdoc cref="Min(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector128<float> v) => Vector128.EqualsAll(v, v) ? Lowest(v) : float.NaN;

    /// <summary>The same over two vectors, the lower and the upper half of one twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector256<float> low, Vector256<float> high) => Min(Smaller(low, high));

    /// <summary>The same over four vectors, the quarters of one four times as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        Min(Smaller(Smaller(a, c), Smaller(b, d)));

    /// <inheritdoc cref="Min(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(Vector512<double> v) => Vector512.EqualsAll(v, v) ? Lowest(MinNative(v.GetLower(), v.GetUpper())) : double.NaN;

    /// <inheritdoc cref="Min(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(Vector256<double> v) => Vector256.EqualsAll(v, v) ? Lowest(MinNative(v.GetLower(), v.GetUpper())) : double.NaN;

    /// <inheritdoc cref="Min(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(Vector128<double> v) => Vector128.EqualsAll(v, v) ? Lowest(v) : double.NaN;

    /// <summary>The same over two vectors, the lower and the upper half of one twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(Vector256<double> low, Vector256<double> high) => Min(Smaller(low, high));

    /// <summary>The same over four vectors, the quarters of one four times as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d) =>
        Min(Smaller(Smaller(a, c), Smaller(b, d)));

    // The highest lane where none is NaN: there what the processor has says the same as Larger, in one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Highest(Vector256<float> v) => Highest(MaxNative(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Highest(Vector128<float> v)
    {
        v = MaxNative(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        v = MaxNative(v, Vector128.Shuffle(v, Vector128.Create(1, 0, 3, 2)));
        return v.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Highest(Vector256<double> v) => Highest(MaxNative(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Highest(Vector128<double> v) => MaxNative(v, Vector128.Shuffle(v, Vector128.Create(1L, 0L))).ToScalar();

    // The lowest lane where none is NaN: there what the processor has says the same as Smaller, in one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Lowest(Vector256<float> v) => Lowest(MinNative(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Lowest(Vector128<float> v)
    {
        v = MinNative(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        v = MinNative(v, Vector128.Shuffle(v, Vector128.Create(1, 0, 3, 2)));
        return v.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Lowest(Vector256<double> v) => Lowest(MinNative(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Lowest(Vector128<double> v) => MinNative(v, Vector128.Shuffle(v, Vector128.Create(1L, 0L))).ToScalar();

    /// <summary>The larger lane of each pair, NaN if either is: written out because Max and Min differ between machines and runtimes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Larger<T>(Vector512<T> a, Vector512<T> b) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(a, b) | ~Vector512.Equals(a, a), a, b);

    /// <summary>The smaller lane of each pair, NaN if either is: written out because Max and Min differ between machines and runtimes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Smaller<T>(Vector512<T> a, Vector512<T> b) =>
        Vector512.ConditionalSelect(Vector512.LessThan(a, b) | ~Vector512.Equals(a, a), a, b);

    /// <summary>The larger lane of each pair, NaN if either is: written out because Max and Min differ between machines and runtimes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Larger<T>(Vector256<T> a, Vector256<T> b) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(a, b) | ~Vector256.Equals(a, a), a, b);

    /// <summary>The smaller lane of each pair, NaN if either is: written out because Max and Min differ between machines and runtimes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Smaller<T>(Vector256<T> a, Vector256<T> b) =>
        Vector256.ConditionalSelect(Vector256.LessThan(a, b) | ~Vector256.Equals(a, a), a, b);

    /// <summary>The larger lane of each pair, NaN if either is: written out because Max and Min differ between machines and runtimes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Larger<T>(Vector128<T> a, Vector128<T> b) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b) | ~Vector128.Equals(a, a), a, b);

    /// <summary>The smaller lane of each pair, NaN if either is: written out because Max and Min differ between machines and runtimes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Smaller<T>(Vector128<T> a, Vector128<T> b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(a, b) | ~Vector128.Equals(a, a), a, b);

    /// <summary>A mask of the first lanes, the others unset.</summary>
    /// <param name="count">The number of lanes; all from the lane count on.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FirstLanes512<T>(int count) =>
        typeof(T) == typeof(float)
            ? Vector512.LessThan(Iota512<int>(), Vector512.Create(count)).As<int, T>()
            : Vector512.LessThan(Iota512<long>(), Vector512.Create((long)count)).As<long, T>();

    /// <summary>A mask of the first lanes, the others unset.</summary>
    /// <param name="count">The number of lanes; all from the lane count on.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FirstLanes256<T>(int count) =>
        typeof(T) == typeof(float)
            ? Vector256.LessThan(Iota256<int>(), Vector256.Create(count)).As<int, T>()
            : Vector256.LessThan(Iota256<long>(), Vector256.Create((long)count)).As<long, T>();

    /// <summary>A mask of the first lanes, the others unset.</summary>
    /// <param name="count">The number of lanes; all from the lane count on.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FirstLanes128<T>(int count) =>
        typeof(T) == typeof(float)
            ? Vector128.LessThan(Iota128<int>(), Vector128.Create(count)).As<int, T>()
            : Vector128.LessThan(Iota128<long>(), Vector128.Create((long)count)).As<long, T>();

    /// <summary>The lane numbers 0, 1, 2, …</summary>
    /// <typeparam name="T"><see cref="int"/> beside lanes of <see cref="float"/>, <see cref="long"/> beside <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Iota512<T>() =>
        typeof(T) == typeof(int)
            ? Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15).As<int, T>()
            : Vector512.Create(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L).As<long, T>();

    /// <summary>The lane numbers 0, 1, 2, …</summary>
    /// <typeparam name="T"><see cref="int"/> beside lanes of <see cref="float"/>, <see cref="long"/> beside <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Iota256<T>() =>
        typeof(T) == typeof(int)
            ? Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7).As<int, T>()
            : Vector256.Create(0L, 1L, 2L, 3L).As<long, T>();

    /// <summary>The lane numbers 0, 1, 2, …</summary>
    /// <typeparam name="T"><see cref="int"/> beside lanes of <see cref="float"/>, <see cref="long"/> beside <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Iota128<T>() =>
        typeof(T) == typeof(int)
            ? Vector128.Create(0, 1, 2, 3).As<int, T>()
            : Vector128.Create(0L, 1L).As<long, T>();
}
