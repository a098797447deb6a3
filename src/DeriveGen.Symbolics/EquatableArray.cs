using System.Collections;
using System.Runtime.CompilerServices;

namespace DeriveGen.Symbolics;

/// <summary>An immutable array that is equal to another when their elements are, one by one.</summary>
/// <remarks>The default value is the empty array.</remarks>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
public readonly struct EquatableArray<T> : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
{
    private readonly T[]? _items;

    /// <summary>Wraps <paramref name="items"/>, which the caller gives away.</summary>
    internal EquatableArray(T[] items) => _items = items;

    private T[] Items => _items ?? [];

    /// <summary>The number of elements.</summary>
    public int Length => Items.Length;

    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    /// <summary>The elements as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => Items;

    /// <summary>A new array of the elements.</summary>
    public T[] ToArray() => (T[])Items.Clone();

    /// <summary>The array with <paramref name="item"/> behind the last element.</summary>
    public EquatableArray<T> Add(T item) => new([.. Items, item]);

    /// <summary>The array with <paramref name="items"/> behind the last element.</summary>
    public EquatableArray<T> AddRange(IEnumerable<T> items) => new([.. Items, .. items]);

    /// <summary>The array without the element at <paramref name="position"/>.</summary>
    public EquatableArray<T> RemoveAt(int position) => new([.. Items.Where((_, i) => i != position)]);

    /// <summary>The items with one more at a position.</summary>
    public EquatableArray<T> Insert(int position, T item) => new([.. Items.Take(position), item, .. Items.Skip(position)]);

    /// <summary>The array with the element at <paramref name="position"/> replaced.</summary>
    public EquatableArray<T> SetItem(int position, T item)
    {
        T[] items = ToArray();
        items[position] = item;
        return new(items);
    }

    /// <summary>Each element through <paramref name="map"/>, in order.</summary>
    public EquatableArray<TResult> Map<TResult>(Func<T, TResult> map) => new(Array.ConvertAll(Items, item => map(item)));

    /// <summary>The position of the first element equal to <paramref name="item"/>, or −1.</summary>
    public int IndexOf(T item) => Array.IndexOf(Items, item);

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other) => Items.AsSpan().Length == other.Length && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in Items)
        {
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";

    /// <summary>Whether both hold equal elements in the same order.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Whether the elements differ.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);
}

/// <summary>Creates <see cref="EquatableArray{T}"/> values.</summary>
public static class EquatableArray
{
    /// <summary>Copies <paramref name="items"/>; this is what a collection expression calls.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Copies a sequence.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new(items.ToArray());
}
