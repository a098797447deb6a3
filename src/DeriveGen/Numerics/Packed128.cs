using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if NET9_0_OR_GREATER
using System.Runtime.Intrinsics.Arm;
#endif
using System.Runtime.Intrinsics.X86;

namespace DeriveGen.Numerics;

/// <summary>Numbers in one register of 128 bits.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Packed128<T> : IPacked<Packed128<T>, T>
    where T : unmanaged
{
    private readonly Vector128<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Packed128(Vector128<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    /// <inheritdoc/>
    public static Packed128<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<T>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Create(T value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Iota(nint first) => typeof(T) == typeof(float)
        ? Of(Vector128.ConvertToSingle(VectorMath.Iota128<int>() + Vector128.Create((int)first)))
        : Of(Vector128.ConvertToDouble(VectorMath.Iota128<long>() + Vector128.Create((long)first)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Load(ref T source, nint offset) => new(Vector128.LoadUnsafe(ref source, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Load(ref T source, nint offset, nint count) =>
        count >= Vector128<T>.Count ? Load(ref source, offset) : Gather(ref source, offset, 1, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Packed128<T> Gather(ref T source, nint offset, nint stride, nint count)
    {
        Vector128<T> value = Vector128<T>.Zero;
        ref T lanes = ref Unsafe.As<Vector128<T>, T>(ref value);
        nint end = Math.Min(count, Vector128<T>.Count);
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
        if (count >= Vector128<T>.Count)
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
    public static Packed128<T> MultiplyAdd(Packed128<T> a, Packed128<T> b, Packed128<T> c)
    {
        // Not by a method of VectorMath: what is inlined in one step leaves room for more in long methods.
#if NET9_0_OR_GREATER
        if (Fma.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            return new(typeof(T) == typeof(float)
                ? Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>()
                : Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());
        }
#else
        if (Fma.IsSupported)
        {
            return new(typeof(T) == typeof(float)
                ? Fma.MultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>()
                : Fma.MultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());
        }
#endif

        return typeof(T) == typeof(float)
            ? Of(VectorMath.MultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()))
            : Of(VectorMath.MultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> MultiplyAdd(ref T a, Packed128<T> b, Packed128<T> c)
    {
        // The number goes straight into the operation, so that the machine's compiler makes it the operand in memory that it is.
        if (typeof(T) == typeof(float) && Fma.IsSupported)
        {
            return Of(Fma.MultiplyAdd(Vector128.Create(Unsafe.As<T, float>(ref a)), b._value.AsSingle(), c._value.AsSingle()));
        }

        return MultiplyAdd(Create(a), b, c);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Larger(Packed128<T> a, Packed128<T> b) => new(VectorMath.Larger(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Beats(Packed128<T> a, Packed128<T> best) =>
        new(~Vector128.LessThanOrEqual(a._value, best._value) & Vector128.Equals(best._value, best._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Sqrt(Packed128<T> a) => new(Vector128.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Exp(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Exp(a._value.AsSingle()))
        : Of(VectorMath.Exp(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Log(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Log(a._value.AsSingle()))
        : Of(VectorMath.Log(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Tanh(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Tanh(a._value.AsSingle()))
        : Of(VectorMath.Tanh(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Sigmoid(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Sigmoid(a._value.AsSingle()))
        : Of(VectorMath.Sigmoid(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Softplus(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Softplus(a._value.AsSingle()))
        : Of(VectorMath.Softplus(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Erf(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Erf(a._value.AsSingle()))
        : Of(VectorMath.Erf(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Sin(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Sin(a._value.AsSingle()))
        : Of(VectorMath.Sin(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Cos(Packed128<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Cos(a._value.AsSingle()))
        : Of(VectorMath.Cos(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Power(Packed128<T> a, Packed128<T> exponent, Packed128<T> low) => typeof(T) == typeof(float)
        ? Of(VectorMath.Power(a._value.AsSingle(), exponent._value.AsSingle(), low._value.AsSingle()))
        : Of(VectorMath.Power(a._value.AsDouble(), exponent._value.AsDouble(), low._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Select(Packed128<T> mask, Packed128<T> whenSet, Packed128<T> otherwise) =>
        new(Vector128.ConditionalSelect(mask._value, whenSet._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> LanesBelow(nint bound) => typeof(T) == typeof(float)
        ? Of(Vector128.LessThan(VectorMath.Iota128<int>(), Vector128.Create((int)bound)).AsSingle())
        : Of(Vector128.LessThan(VectorMath.Iota128<long>(), Vector128.Create((long)bound)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> LanesFrom(nint start) => typeof(T) == typeof(float)
        ? Of(Vector128.GreaterThanOrEqual(VectorMath.Iota128<int>(), Vector128.Create((int)start)).AsSingle())
        : Of(Vector128.GreaterThanOrEqual(VectorMath.Iota128<long>(), Vector128.Create((long)start)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> Lane(nint position) => typeof(T) == typeof(float)
        ? Of(Vector128.Equals(VectorMath.Iota128<int>(), Vector128.Create((int)position)).AsSingle())
        : Of(Vector128.Equals(VectorMath.Iota128<long>(), Vector128.Create((long)position)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At(Packed128<T> a, int lane) => a._value.GetElement(lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> With(Packed128<T> a, int lane, T value) => new(a._value.WithElement(lane, value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Packed128<T> a)
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
    public static T Max(Packed128<T> a)
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
    public static Packed128<T> operator +(Packed128<T> a, Packed128<T> b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator -(Packed128<T> a, Packed128<T> b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator *(Packed128<T> a, Packed128<T> b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator /(Packed128<T> a, Packed128<T> b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator &(Packed128<T> a, Packed128<T> b) => new(a._value & b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator <=(Packed128<T> a, Packed128<T> b) => new(Vector128.LessThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator >=(Packed128<T> a, Packed128<T> b) => new(Vector128.GreaterThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed128<T> operator -(Packed128<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed128<T> Of(Vector128<float> value) => new(value.As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed128<T> Of(Vector128<double> value) => new(value.As<double, T>());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreSome(Packed128<T> a, ref T target, nint offset, nint count)
    {
        Vector128<T> value = a._value;
        ref T lanes = ref Unsafe.As<Vector128<T>, T>(ref value);
        for (nint lane = 0; lane < count; lane++)
        {
            Unsafe.Add(ref target, offset + lane) = Unsafe.Add(ref lanes, lane);
        }
    }
}
