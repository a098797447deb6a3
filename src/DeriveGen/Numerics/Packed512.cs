using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if NET9_0_OR_GREATER
using System.Runtime.Intrinsics.Arm;
#endif
using System.Runtime.Intrinsics.X86;

namespace DeriveGen.Numerics;

/// <summary>Numbers in one register of 512 bits.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Packed512<T> : IPacked<Packed512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Packed512(Vector512<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    /// <inheritdoc/>
    public static Packed512<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Create(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Iota(nint first) => typeof(T) == typeof(float)
        ? Of(Vector512.ConvertToSingle(VectorMath.Iota512<int>() + Vector512.Create((int)first)))
        : Of(Vector512.ConvertToDouble(VectorMath.Iota512<long>() + Vector512.Create((long)first)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Load(ref T source, nint offset) => new(Vector512.LoadUnsafe(ref source, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Load(ref T source, nint offset, nint count) =>
        count >= Vector512<T>.Count ? Load(ref source, offset) : Gather(ref source, offset, 1, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Packed512<T> Gather(ref T source, nint offset, nint stride, nint count)
    {
        Vector512<T> value = Vector512<T>.Zero;
        ref T lanes = ref Unsafe.As<Vector512<T>, T>(ref value);
        nint end = Math.Min(count, Vector512<T>.Count);
        for (nint lane = 0; lane < end; lane++)
        {
            Unsafe.Add(ref lanes, lane) = Unsafe.Add(ref source, offset + (lane * stride));
        }

        return new(value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset) => _value.StoreUnsafe(ref target, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset, nint count)
    {
        if (count >= Vector512<T>.Count)
        {
            Store(ref target, offset);
        }
        else
        {
            StoreSome(this, ref target, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> MultiplyAdd(Packed512<T> a, Packed512<T> b, Packed512<T> c)
    {
        // Not by a method of VectorMath: what is inlined in one step leaves room for more in long methods.
#if NET9_0_OR_GREATER
        if (Fma.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            return new(typeof(T) == typeof(float)
                ? Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>()
                : Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());
        }
#else
        if (Avx512F.IsSupported)
        {
            return new(typeof(T) == typeof(float)
                ? Avx512F.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>()
                : Avx512F.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());
        }
#endif

        return typeof(T) == typeof(float)
            ? Of(VectorMath.MultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()))
            : Of(VectorMath.MultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> MultiplyAdd(ref T a, Packed512<T> b, Packed512<T> c)
    {
        // The number goes straight into the operation, so that the machine's compiler makes it the operand in memory that it is.
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            return Of(Avx512F.FusedMultiplyAdd(Vector512.Create(Unsafe.As<T, float>(ref a)), b._value.AsSingle(), c._value.AsSingle()));
        }

        return MultiplyAdd(Create(a), b, c);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Larger(Packed512<T> a, Packed512<T> b) => new(VectorMath.Larger(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Beats(Packed512<T> a, Packed512<T> best) =>
        new(~Vector512.LessThanOrEqual(a._value, best._value) & Vector512.Equals(best._value, best._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Sqrt(Packed512<T> a) => new(Vector512.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Exp(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Exp(a._value.AsSingle()))
        : Of(VectorMath.Exp(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Log(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Log(a._value.AsSingle()))
        : Of(VectorMath.Log(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Tanh(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Tanh(a._value.AsSingle()))
        : Of(VectorMath.Tanh(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Sigmoid(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Sigmoid(a._value.AsSingle()))
        : Of(VectorMath.Sigmoid(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Softplus(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Softplus(a._value.AsSingle()))
        : Of(VectorMath.Softplus(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Erf(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Erf(a._value.AsSingle()))
        : Of(VectorMath.Erf(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Sin(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Sin(a._value.AsSingle()))
        : Of(VectorMath.Sin(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Cos(Packed512<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Cos(a._value.AsSingle()))
        : Of(VectorMath.Cos(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Power(Packed512<T> a, Packed512<T> exponent, Packed512<T> low) => typeof(T) == typeof(float)
        ? Of(VectorMath.Power(a._value.AsSingle(), exponent._value.AsSingle(), low._value.AsSingle()))
        : Of(VectorMath.Power(a._value.AsDouble(), exponent._value.AsDouble(), low._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Select(Packed512<T> mask, Packed512<T> whenSet, Packed512<T> otherwise) =>
        new(Vector512.ConditionalSelect(mask._value, whenSet._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> LanesBelow(nint bound) => typeof(T) == typeof(float)
        ? Of(Vector512.LessThan(VectorMath.Iota512<int>(), Vector512.Create((int)bound)).AsSingle())
        : Of(Vector512.LessThan(VectorMath.Iota512<long>(), Vector512.Create((long)bound)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> LanesFrom(nint start) => typeof(T) == typeof(float)
        ? Of(Vector512.GreaterThanOrEqual(VectorMath.Iota512<int>(), Vector512.Create((int)start)).AsSingle())
        : Of(Vector512.GreaterThanOrEqual(VectorMath.Iota512<long>(), Vector512.Create((long)start)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> Lane(nint position) => typeof(T) == typeof(float)
        ? Of(Vector512.Equals(VectorMath.Iota512<int>(), Vector512.Create((int)position)).AsSingle())
        : Of(Vector512.Equals(VectorMath.Iota512<long>(), Vector512.Create((long)position)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At(Packed512<T> a, int lane) => a._value.GetElement(lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> With(Packed512<T> a, int lane, T value) => new(a._value.WithElement(lane, value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Packed512<T> a)
    {
        if (typeof(T) == typeof(float))
        {
            float single = VectorMath.Sum(a._value.AsSingle());
            return Unsafe.As<float, T>(ref single);
        }

        double value = VectorMath.Sum(a._value.AsDouble());
        return Unsafe.As<double, T>(ref value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Packed512<T> a)
    {
        if (typeof(T) == typeof(float))
        {
            float single = VectorMath.Max(a._value.AsSingle());
            return Unsafe.As<float, T>(ref single);
        }

        double value = VectorMath.Max(a._value.AsDouble());
        return Unsafe.As<double, T>(ref value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator +(Packed512<T> a, Packed512<T> b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator -(Packed512<T> a, Packed512<T> b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator *(Packed512<T> a, Packed512<T> b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator /(Packed512<T> a, Packed512<T> b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator &(Packed512<T> a, Packed512<T> b) => new(a._value & b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator <=(Packed512<T> a, Packed512<T> b) => new(Vector512.LessThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator >=(Packed512<T> a, Packed512<T> b) => new(Vector512.GreaterThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed512<T> operator -(Packed512<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed512<T> Of(Vector512<float> value) => new(value.As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed512<T> Of(Vector512<double> value) => new(value.As<double, T>());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreSome(Packed512<T> a, ref T target, nint offset, nint count)
    {
        Vector512<T> value = a._value;
        ref T lanes = ref Unsafe.As<Vector512<T>, T>(ref value);
        for (nint lane = 0; lane < count; lane++)
        {
            Unsafe.Add(ref target, offset + lane) = Unsafe.Add(ref lanes, lane);
        }
    }
}
