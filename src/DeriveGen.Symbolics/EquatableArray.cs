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
    public int Length => _items is null ? 0 : _items.Length;

    /// <inheritdoc/>
    public int Count => Length;

    /// <inheritdoc/>
    public T this[int index] => (_items ?? [])[index];

    /// <summary>The elements as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>A new array of the elements.</summary>
    public T[] ToArray() => (T[])Items.Clone();

    /// <summary>The array with <paramref name="item"/> behind the last element.</summary>
    public EquatableArray<T> Add(T item)
    {
        T[] items = new T[Length + 1];
        _items?.CopyTo(items, 0);
        items[Length] = item;
        return new(items);
    }

    /// <summary>The array with <paramref name="items"/> behind the last element.</summary>
    public EquatableArray<T> AddRange(EquatableArray<T> items)
    {
        if (items.Length == 0 || Length == 0)
        {
            return items.Length == 0 ? this : items;
        }

        T[] all = new T[Length + items.Length];
        _items!.CopyTo(all, 0);
        items._items!.CopyTo(all, Length);
        return new(all);
    }

    /// <summary>The array with <paramref name="items"/> behind the last element.</summary>
    public EquatableArray<T> AddRange(IEnumerable<T> items) => AddRange(items.ToEquatableArray());

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
    public EquatableArray<TResult> Map<TResult>(Func<T, TResult> map)
    {
        if (_items is null || _items.Length == 0)
        {
            return default;
        }

        var mapped = new TResult[_items.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(_items[i]);
        }

        return new(mapped);
    }

    /// <summary>The position of the first element equal to <paramref name="item"/>, or −1.</summary>
    public int IndexOf(T item) => _items is null ? -1 : Array.IndexOf(_items, item);

    // What follows is what LINQ would do, on the array instead of on a boxed sequence: expressions are made of these arrays, so most of
    // the derivation runs through here.

    /// <summary>Whether an element is equal to <paramref name="item"/>.</summary>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <summary>Whether an element meets a condition.</summary>
    public bool Any(Func<T, bool> condition)
    {
        foreach (T item in this)
        {
            if (condition(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every element meets a condition.</summary>
    public bool All(Func<T, bool> condition)
    {
        foreach (T item in this)
        {
            if (!condition(item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first element that meets a condition, or the default value.</summary>
    public T? FirstOrDefault(Func<T, bool> condition)
    {
        foreach (T item in this)
        {
            if (condition(item))
            {
                return item;
            }
        }

        return default;
    }

    /// <summary>Each element through <paramref name="map"/>, when it is asked for.</summary>
    public IEnumerable<TResult> Select<TResult>(Func<T, TResult> map) => Items.Select(map);

    /// <summary>The elements that <paramref name="map"/> gives for each element, when they are asked for.</summary>
    public IEnumerable<TResult> SelectMany<TResult>(Func<T, IEnumerable<TResult>> map) => Items.SelectMany(map);

    /// <summary>The elements that meet a condition, when they are asked for.</summary>
    public IEnumerable<T> Where(Func<T, bool> condition) => Items.Where(condition);

    /// <summary>The elements, then those of <paramref name="others"/>, when they are asked for.</summary>
    public IEnumerable<T> Concat(IEnumerable<T> others) => Items.Concat(others);

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
        {
            return true;
        }

        if (Length != other.Length)
        {
            return false;
        }

        for (int i = 0; i < Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![i], other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in this)
        {
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    /// <summary>The elements, one after the other.</summary>
    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";

    /// <summary>Whether both hold equal elements in the same order.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Whether the elements differ.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <summary>Goes through the elements without being allocated.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _position;

        internal Enumerator(T[] items) => (_items, _position) = (items, -1);

        /// <summary>The element at hand.</summary>
        public readonly T Current => _items[_position];

        /// <summary>Goes on to the next element; false where there is none.</summary>
        public bool MoveNext() => ++_position < _items.Length;
    }
}

/// <summary>Creates <see cref="EquatableArray{T}"/> values.</summary>
public static class EquatableArray
{
    /// <summary>Copies <paramref name="items"/>; this is what a collection expression calls.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Copies a sequence, unless it is such an array.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => items is EquatableArray<T> array ? array : new(items.ToArray());
}
