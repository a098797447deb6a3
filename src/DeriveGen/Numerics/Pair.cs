using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>Numbers in two halves, each as wide as the machine can or a pair again: a row's lanes where a register holds fewer.</summary>
/// <typeparam name="TLanes">A half.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Pair<TLanes, T> : IPacked<Pair<TLanes, T>, T>
    where TLanes : struct, IPacked<TLanes, T>
    where T : unmanaged
{
    private readonly TLanes _low;
    private readonly TLanes _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Pair(TLanes low, TLanes high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

    /// <inheritdoc/>
    public static Pair<TLanes, T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TLanes.Zero, TLanes.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Create(T value) => new(TLanes.Create(value), TLanes.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Iota(nint first) => new(TLanes.Iota(first), TLanes.Iota(first + TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Load(ref T source, nint offset) => new(TLanes.Load(ref source, offset), TLanes.Load(ref source, offset + TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Load(ref T source, nint offset, nint count) =>
        new(TLanes.Load(ref source, offset, count), TLanes.Load(ref source, offset + TLanes.Count, count - TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Gather(ref T source, nint offset, nint stride, nint count) =>
        new(TLanes.Gather(ref source, offset, stride, count), TLanes.Gather(ref source, offset + (TLanes.Count * stride), stride, count - TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset)
    {
        _low.Store(ref target, offset);
        _high.Store(ref target, offset + TLanes.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset, nint count)
    {
        _low.Store(ref target, offset, count);
        _high.Store(ref target, offset + TLanes.Count, count - TLanes.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> MultiplyAdd(Pair<TLanes, T> a, Pair<TLanes, T> b, Pair<TLanes, T> c) =>
        new(TLanes.MultiplyAdd(a._low, b._low, c._low), TLanes.MultiplyAdd(a._high, b._high, c._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> MultiplyAdd(ref T a, Pair<TLanes, T> b, Pair<TLanes, T> c) =>
        new(TLanes.MultiplyAdd(ref a, b._low, c._low), TLanes.MultiplyAdd(ref a, b._high, c._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Larger(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(TLanes.Larger(a._low, b._low), TLanes.Larger(a._high, b._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Beats(Pair<TLanes, T> a, Pair<TLanes, T> best) => new(TLanes.Beats(a._low, best._low), TLanes.Beats(a._high, best._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Sqrt(Pair<TLanes, T> a) => new(TLanes.Sqrt(a._low), TLanes.Sqrt(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Exp(Pair<TLanes, T> a) => new(TLanes.Exp(a._low), TLanes.Exp(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Log(Pair<TLanes, T> a) => new(TLanes.Log(a._low), TLanes.Log(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Tanh(Pair<TLanes, T> a) => new(TLanes.Tanh(a._low), TLanes.Tanh(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Sigmoid(Pair<TLanes, T> a) => new(TLanes.Sigmoid(a._low), TLanes.Sigmoid(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Softplus(Pair<TLanes, T> a) => new(TLanes.Softplus(a._low), TLanes.Softplus(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Erf(Pair<TLanes, T> a) => new(TLanes.Erf(a._low), TLanes.Erf(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Sin(Pair<TLanes, T> a) => new(TLanes.Sin(a._low), TLanes.Sin(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Cos(Pair<TLanes, T> a) => new(TLanes.Cos(a._low), TLanes.Cos(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Power(Pair<TLanes, T> a, Pair<TLanes, T> exponent, Pair<TLanes, T> low) =>
        new(TLanes.Power(a._low, exponent._low, low._low), TLanes.Power(a._high, exponent._high, low._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Select(Pair<TLanes, T> mask, Pair<TLanes, T> whenSet, Pair<TLanes, T> otherwise) =>
        new(TLanes.Select(mask._low, whenSet._low, otherwise._low), TLanes.Select(mask._high, whenSet._high, otherwise._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> LanesBelow(nint bound) => new(TLanes.LanesBelow(bound), TLanes.LanesBelow(bound - TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> LanesFrom(nint start) => new(TLanes.LanesFrom(start), TLanes.LanesFrom(start - TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Lane(nint position) => new(TLanes.Lane(position), TLanes.Lane(position - TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At(Pair<TLanes, T> a, int lane) => lane < TLanes.Count ? TLanes.At(a._low, lane) : TLanes.At(a._high, lane - TLanes.Count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> With(Pair<TLanes, T> a, int lane, T value) => lane < TLanes.Count
        ? new(TLanes.With(a._low, lane, value), a._high)
        : new(a._low, TLanes.With(a._high, lane - TLanes.Count, value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Pair<TLanes, T> a) => TLanes.Sum(a._low + a._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Pair<TLanes, T> a) => TLanes.Max(TLanes.Larger(a._low, a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator +(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low + b._low, a._high + b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator -(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low - b._low, a._high - b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator *(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low * b._low, a._high * b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator /(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low / b._low, a._high / b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator &(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low & b._low, a._high & b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator <=(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low <= b._low, a._high <= b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator >=(Pair<TLanes, T> a, Pair<TLanes, T> b) => new(a._low >= b._low, a._high >= b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator -(Pair<TLanes, T> a) => new(-a._low, -a._high);
}
