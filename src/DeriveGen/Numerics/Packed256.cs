using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if NET9_0_OR_GREATER
using System.Runtime.Intrinsics.Arm;
#endif
using System.Runtime.Intrinsics.X86;

namespace DeriveGen.Numerics;

/// <summary>Numbers in one register of 256 bits.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Packed256<T> : IPacked<Packed256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Packed256(Vector256<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    /// <inheritdoc/>
    public static Packed256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Create(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Iota(nint first) => typeof(T) == typeof(float)
        ? Of(Vector256.ConvertToSingle(VectorMath.Iota256<int>() + Vector256.Create((int)first)))
        : Of(Vector256.ConvertToDouble(VectorMath.Iota256<long>() + Vector256.Create((long)first)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Load(ref T source, nint offset) => new(Vector256.LoadUnsafe(ref source, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Load(ref T source, nint offset, nint count) =>
        count >= Vector256<T>.Count ? Load(ref source, offset) : Gather(ref source, offset, 1, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Packed256<T> Gather(ref T source, nint offset, nint stride, nint count)
    {
        Vector256<T> value = Vector256<T>.Zero;
        ref T lanes = ref Unsafe.As<Vector256<T>, T>(ref value);
        nint end = Math.Min(count, Vector256<T>.Count);
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
        if (count >= Vector256<T>.Count)
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
    public static Packed256<T> MultiplyAdd(Packed256<T> a, Packed256<T> b, Packed256<T> c)
    {
        // Not by a method of VectorMath: what is inlined in one step leaves room for more in long methods.
#if NET9_0_OR_GREATER
        if (Fma.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            return new(typeof(T) == typeof(float)
                ? Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>()
                : Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());
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
    public static Packed256<T> MultiplyAdd(ref T a, Packed256<T> b, Packed256<T> c)
    {
        // The number goes straight into the operation, so that the machine's compiler makes it the operand in memory that it is.
        if (typeof(T) == typeof(float) && Fma.IsSupported)
        {
            return Of(Fma.MultiplyAdd(Vector256.Create(Unsafe.As<T, float>(ref a)), b._value.AsSingle(), c._value.AsSingle()));
        }

        return MultiplyAdd(Create(a), b, c);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Larger(Packed256<T> a, Packed256<T> b) => new(VectorMath.Larger(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Beats(Packed256<T> a, Packed256<T> best) =>
        new(~Vector256.LessThanOrEqual(a._value, best._value) & Vector256.Equals(best._value, best._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Sqrt(Packed256<T> a) => new(Vector256.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Exp(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Exp(a._value.AsSingle()))
        : Of(VectorMath.Exp(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Log(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Log(a._value.AsSingle()))
        : Of(VectorMath.Log(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Tanh(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Tanh(a._value.AsSingle()))
        : Of(VectorMath.Tanh(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Sigmoid(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Sigmoid(a._value.AsSingle()))
        : Of(VectorMath.Sigmoid(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Softplus(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Softplus(a._value.AsSingle()))
        : Of(VectorMath.Softplus(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Erf(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Erf(a._value.AsSingle()))
        : Of(VectorMath.Erf(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Sin(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Sin(a._value.AsSingle()))
        : Of(VectorMath.Sin(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Cos(Packed256<T> a) => typeof(T) == typeof(float)
        ? Of(VectorMath.Cos(a._value.AsSingle()))
        : Of(VectorMath.Cos(a._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Power(Packed256<T> a, Packed256<T> exponent, Packed256<T> low) => typeof(T) == typeof(float)
        ? Of(VectorMath.Power(a._value.AsSingle(), exponent._value.AsSingle(), low._value.AsSingle()))
        : Of(VectorMath.Power(a._value.AsDouble(), exponent._value.AsDouble(), low._value.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Select(Packed256<T> mask, Packed256<T> whenSet, Packed256<T> otherwise) =>
        new(Vector256.ConditionalSelect(mask._value, whenSet._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> LanesBelow(nint bound) => typeof(T) == typeof(float)
        ? Of(Vector256.LessThan(VectorMath.Iota256<int>(), Vector256.Create((int)bound)).AsSingle())
        : Of(Vector256.LessThan(VectorMath.Iota256<long>(), Vector256.Create((long)bound)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> LanesFrom(nint start) => typeof(T) == typeof(float)
        ? Of(Vector256.GreaterThanOrEqual(VectorMath.Iota256<int>(), Vector256.Create((int)start)).AsSingle())
        : Of(Vector256.GreaterThanOrEqual(VectorMath.Iota256<long>(), Vector256.Create((long)start)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> Lane(nint position) => typeof(T) == typeof(float)
        ? Of(Vector256.Equals(VectorMath.Iota256<int>(), Vector256.Create((int)position)).AsSingle())
        : Of(Vector256.Equals(VectorMath.Iota256<long>(), Vector256.Create((long)position)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At(Packed256<T> a, int lane) => a._value.GetElement(lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> With(Packed256<T> a, int lane, T value) => new(a._value.WithElement(lane, value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Packed256<T> a)
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
    public static T Max(Packed256<T> a)
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
    public static Packed256<T> operator +(Packed256<T> a, Packed256<T> b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator -(Packed256<T> a, Packed256<T> b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator *(Packed256<T> a, Packed256<T> b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator /(Packed256<T> a, Packed256<T> b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator &(Packed256<T> a, Packed256<T> b) => new(a._value & b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator <=(Packed256<T> a, Packed256<T> b) => new(Vector256.LessThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator >=(Packed256<T> a, Packed256<T> b) => new(Vector256.GreaterThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed256<T> operator -(Packed256<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed256<T> Of(Vector256<float> value) => new(value.As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed256<T> Of(Vector256<double> value) => new(value.As<double, T>());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreSome(Packed256<T> a, ref T target, nint offset, nint count)
    {
        Vector256<T> value = a._value;
        ref T lanes = ref Unsafe.As<Vector256<T>, T>(ref value);
        for (nint lane = 0; lane < count; lane++)
        {
            Unsafe.Add(ref target, offset + lane) = Unsafe.Add(ref lanes, lane);
        }
    }
}
