using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeriveGen.Numerics;

/// <summary>Numbers in two halves, each as wide as the machine can or a pair again: a row's lanes where a register holds fewer.</summary>
/// <typeparam name="V">A half.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Pair<V, T> : IPacked<Pair<V, T>, T>
    where V : struct, IPacked<V, T>
    where T : unmanaged
{
    private readonly V _low;
    private readonly V _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Pair(V low, V high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * V.Count;
    }

    /// <inheritdoc/>
    public static Pair<V, T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(V.Zero, V.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Create(T value) => new(V.Create(value), V.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Iota(nint first) => new(V.Iota(first), V.Iota(first + V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Load(ref T source, nint offset) => new(V.Load(ref source, offset), V.Load(ref source, offset + V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Load(ref T source, nint offset, nint count) =>
        new(V.Load(ref source, offset, count), V.Load(ref source, offset + V.Count, count - V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Gather(ref T source, nint offset, nint stride, nint count) =>
        new(V.Gather(ref source, offset, stride, count), V.Gather(ref source, offset + (V.Count * stride), stride, count - V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset)
    {
        _low.Store(ref target, offset);
        _high.Store(ref target, offset + V.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset, nint count)
    {
        _low.Store(ref target, offset, count);
        _high.Store(ref target, offset + V.Count, count - V.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> MultiplyAdd(Pair<V, T> a, Pair<V, T> b, Pair<V, T> c) =>
        new(V.MultiplyAdd(a._low, b._low, c._low), V.MultiplyAdd(a._high, b._high, c._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> MultiplyAdd(ref T a, Pair<V, T> b, Pair<V, T> c) =>
        new(V.MultiplyAdd(ref a, b._low, c._low), V.MultiplyAdd(ref a, b._high, c._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Larger(Pair<V, T> a, Pair<V, T> b) => new(V.Larger(a._low, b._low), V.Larger(a._high, b._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Beats(Pair<V, T> a, Pair<V, T> best) => new(V.Beats(a._low, best._low), V.Beats(a._high, best._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Sqrt(Pair<V, T> a) => new(V.Sqrt(a._low), V.Sqrt(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Exp(Pair<V, T> a) => new(V.Exp(a._low), V.Exp(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Log(Pair<V, T> a) => new(V.Log(a._low), V.Log(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Tanh(Pair<V, T> a) => new(V.Tanh(a._low), V.Tanh(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Sigmoid(Pair<V, T> a) => new(V.Sigmoid(a._low), V.Sigmoid(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Softplus(Pair<V, T> a) => new(V.Softplus(a._low), V.Softplus(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Erf(Pair<V, T> a) => new(V.Erf(a._low), V.Erf(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Sin(Pair<V, T> a) => new(V.Sin(a._low), V.Sin(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Cos(Pair<V, T> a) => new(V.Cos(a._low), V.Cos(a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Power(Pair<V, T> a, Pair<V, T> exponent, Pair<V, T> low) =>
        new(V.Power(a._low, exponent._low, low._low), V.Power(a._high, exponent._high, low._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Select(Pair<V, T> mask, Pair<V, T> whenSet, Pair<V, T> otherwise) =>
        new(V.Select(mask._low, whenSet._low, otherwise._low), V.Select(mask._high, whenSet._high, otherwise._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> LanesBelow(nint end) => new(V.LanesBelow(end), V.LanesBelow(end - V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> LanesFrom(nint start) => new(V.LanesFrom(start), V.LanesFrom(start - V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Lane(nint position) => new(V.Lane(position), V.Lane(position - V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Pair<V, T> a) => V.Sum(a._low + a._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Pair<V, T> a) => V.Max(V.Larger(a._low, a._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator +(Pair<V, T> a, Pair<V, T> b) => new(a._low + b._low, a._high + b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator -(Pair<V, T> a, Pair<V, T> b) => new(a._low - b._low, a._high - b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator *(Pair<V, T> a, Pair<V, T> b) => new(a._low * b._low, a._high * b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator /(Pair<V, T> a, Pair<V, T> b) => new(a._low / b._low, a._high / b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator &(Pair<V, T> a, Pair<V, T> b) => new(a._low & b._low, a._high & b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator <=(Pair<V, T> a, Pair<V, T> b) => new(a._low <= b._low, a._high <= b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator >=(Pair<V, T> a, Pair<V, T> b) => new(a._low >= b._low, a._high >= b._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator -(Pair<V, T> a) => new(-a._low, -a._high);
}
