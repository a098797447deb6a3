using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeriveGen.Numerics;

/// <summary>
/// The vector functions that generated code calls, for <see cref="Vector512{T}"/>, <see cref="Vector256{T}"/>, <see cref="Vector128{T}"/>
/// and single numbers, in <see cref="float"/> and <see cref="double"/>.
/// </summary>
/// <remarks>
/// <para>
/// Every function has the same name and meaning at every width, so code for one width becomes code for another by its type alone:
/// <c>MultiplyAdd</c>, <c>Exp</c>, <c>Log</c>, <c>Sigmoid</c>, <c>Tanh</c>, <c>Softplus</c>, <c>Erf</c>, <c>Sin</c>, <c>Cos</c>, <c>Power</c>,
/// <c>Relu</c>, <c>Step</c>, element by element; <c>Sum</c>, <c>Max</c>, <c>Min</c> over the lanes; <c>FirstLanes512&lt;T&gt;(count)</c>,
/// <c>Iota512&lt;T&gt;()</c> and their siblings for 256 and 128; <c>Transpose</c> between tensors.
/// </para>
/// <para>
/// Each lane undergoes the same operations at every width, so results are the same bits at 512, 256 and 128 bits and for a single number.
/// Machines without a fused multiply-add round twice in <c>MultiplyAdd</c> and so have bits of their own. NaN gives NaN, infinities
/// give the limits, denormal numbers are kept. The largest errors against the exact values are 2 units in the last place for
/// <see cref="float"/> and 4 for <see cref="double"/>.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>Whether the machine has a fused multiply-add, which <c>MultiplyAdd</c> then is. A constant to the compiler at run time.</summary>
    public static bool IsFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.Arm64.IsSupported;
    }

    /// <summary><c>a·b + c</c>, rounded once where <see cref="IsFused"/>, else twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => IsFused ? MathF.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) => IsFused ? Math.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c)
    {
#if NET9_0_OR_GREATER
        return Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector512.FusedMultiplyAdd(a, b, c) : (a * b) + c;
#else
        return Avx512F.IsSupported
            ? Avx512F.FusedMultiplyAdd(a, b, c)
            : Vector512.Create(
                MultiplyAdd(a.GetLower(), b.GetLower(), c.GetLower()),
                MultiplyAdd(a.GetUpper(), b.GetUpper(), c.GetUpper()));
#endif
    }

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c)
    {
#if NET9_0_OR_GREATER
        return Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector256.FusedMultiplyAdd(a, b, c) : (a * b) + c;
#else
        return Fma.IsSupported
            ? Fma.MultiplyAdd(a, b, c)
            : Vector256.Create(
                MultiplyAdd(a.GetLower(), b.GetLower(), c.GetLower()),
                MultiplyAdd(a.GetUpper(), b.GetUpper(), c.GetUpper()));
#endif
    }

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
#if NET9_0_OR_GREATER
        return Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector128.FusedMultiplyAdd(a, b, c) : (a * b) + c;
#else
        return Fma.IsSupported ? Fma.MultiplyAdd(a, b, c)
            : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b)
            : (a * b) + c;
#endif
    }

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c)
    {
#if NET9_0_OR_GREATER
        return Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector512.FusedMultiplyAdd(a, b, c) : (a * b) + c;
#else
        return Avx512F.IsSupported
            ? Avx512F.FusedMultiplyAdd(a, b, c)
            : Vector512.Create(
                MultiplyAdd(a.GetLower(), b.GetLower(), c.GetLower()),
                MultiplyAdd(a.GetUpper(), b.GetUpper(), c.GetUpper()));
#endif
    }

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c)
    {
#if NET9_0_OR_GREATER
        return Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector256.FusedMultiplyAdd(a, b, c) : (a * b) + c;
#else
        return Fma.IsSupported
            ? Fma.MultiplyAdd(a, b, c)
            : Vector256.Create(
                MultiplyAdd(a.GetLower(), b.GetLower(), c.GetLower()),
                MultiplyAdd(a.GetUpper(), b.GetUpper(), c.GetUpper()));
#endif
    }

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c)
    {
#if NET9_0_OR_GREATER
        return Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector128.FusedMultiplyAdd(a, b, c) : (a * b) + c;
#else
        return Fma.IsSupported ? Fma.MultiplyAdd(a, b, c)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplyAdd(c, a, b)
            : (a * b) + c;
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> MinNative<T>(Vector512<T> a, Vector512<T> b)
    {
#if NET9_0_OR_GREATER
        return Vector512.MinNative(a, b);
#else
        return Vector512.Min(a, b);
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> MaxNative<T>(Vector512<T> a, Vector512<T> b)
    {
#if NET9_0_OR_GREATER
        return Vector512.MaxNative(a, b);
#else
        return Vector512.Max(a, b);
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> MinNative<T>(Vector256<T> a, Vector256<T> b)
    {
#if NET9_0_OR_GREATER
        return Vector256.MinNative(a, b);
#else
        return Vector256.Min(a, b);
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> MaxNative<T>(Vector256<T> a, Vector256<T> b)
    {
#if NET9_0_OR_GREATER
        return Vector256.MaxNative(a, b);
#else
        return Vector256.Max(a, b);
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> MinNative<T>(Vector128<T> a, Vector128<T> b)
    {
#if NET9_0_OR_GREATER
        return Vector128.MinNative(a, b);
#else
        return Vector128.Min(a, b);
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> MaxNative<T>(Vector128<T> a, Vector128<T> b)
    {
#if NET9_0_OR_GREATER
        return Vector128.MaxNative(a, b);
#else
        return Vector128.Max(a, b);
#endif
    }
}
