using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DeriveGen;

/// <summary>
/// The arguments of one call: a network's inputs, then its targets, in the order of their declaration, each a row-major tensor of real or
/// whole numbers, and the symbolic sizes other than the number of examples. It holds references to the caller's memory and copies nothing.
/// </summary>
/// <example><c>network.Train(Batch&lt;float&gt;.Of(x).With(labels))</c></example>
/// <typeparam name="T">The network's number type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Capacity = 8;

    // Whole numbers and real ones share the slots as bytes; _wholeNumbers has the bit of each slot that holds whole numbers.
    private readonly Slots _slots;
    private readonly int _wholeNumbers;

    private Batch(Slots slots, int count, int wholeNumbers, ReadOnlySpan<int> sizes)
    {
        _slots = slots;
        Count = count;
        _wholeNumbers = wholeNumbers;
        Sizes = sizes;
    }

    /// <summary>The number of tensors.</summary>
    public int Count { get; }

    /// <summary>The symbolic sizes other than the number of examples, in the order of their declaration.</summary>
    public ReadOnlySpan<int> Sizes { get; }

    /// <summary>A batch of one tensor of real numbers.</summary>
    public static Batch<T> Of(ReadOnlySpan<T> reals) => default(Batch<T>).With(reals);

    /// <summary>A batch of one tensor of whole numbers.</summary>
    public static Batch<T> Of(ReadOnlySpan<int> wholeNumbers) => default(Batch<T>).With(wholeNumbers);

    /// <summary>This batch and one more tensor of real numbers.</summary>
    /// <exception cref="InvalidOperationException">The batch has 8 tensors already.</exception>
    public Batch<T> With(ReadOnlySpan<T> reals) => Append(MemoryMarshal.AsBytes(reals), _wholeNumbers);

    /// <summary>This batch and one more tensor of whole numbers.</summary>
    /// <exception cref="InvalidOperationException">The batch has 8 tensors already.</exception>
    public Batch<T> With(ReadOnlySpan<int> wholeNumbers) => Append(MemoryMarshal.AsBytes(wholeNumbers), _wholeNumbers | (1 << Count));

    /// <summary>This batch with symbolic sizes.</summary>
    /// <param name="sizes">The sizes other than the number of examples, in the order of their declaration.</param>
    public Batch<T> WithSizes(ReadOnlySpan<int> sizes) => new(_slots, Count, _wholeNumbers, sizes);

    /// <summary>The tensor at a position, which holds real numbers.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or it holds whole numbers.</exception>
    public ReadOnlySpan<T> Reals(int position)
    {
        Require(position, wholeNumbers: false);
        return MemoryMarshal.Cast<byte, T>(_slots[position]);
    }

    /// <summary>The tensor at a position, which holds whole numbers.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or it holds real numbers.</exception>
    public ReadOnlySpan<int> WholeNumbers(int position)
    {
        Require(position, wholeNumbers: true);
        return MemoryMarshal.Cast<byte, int>(_slots[position]);
    }

    /// <summary>This batch, if it has as many tensors and sizes as a call needs.</summary>
    /// <param name="tensors">The number of inputs, or of inputs and targets.</param>
    /// <param name="sizes">The number of symbolic sizes other than the number of examples.</param>
    /// <exception cref="ArgumentException">A number differs.</exception>
    public Batch<T> Require(int tensors, int sizes)
    {
        if (Count != tensors || Sizes.Length != sizes)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The batch has {Count} tensors and {Sizes.Length} sizes; {tensors} and {sizes} were expected."));
        }

        return this;
    }

    private Batch<T> Append(ReadOnlySpan<byte> bytes, int wholeNumbers)
    {
        if (Count == Capacity)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A batch has at most {Capacity} tensors."));
        }

        return new(_slots.With(Count, bytes), Count + 1, wholeNumbers, Sizes);
    }

    private void Require(int position, bool wholeNumbers)
    {
        if ((uint)position >= (uint)Count)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"The batch has {Count} tensors; number {position} was asked for."));
        }

        if ((((_wholeNumbers >> position) & 1) == 1) != wholeNumbers)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Tensor {position} of the batch holds {(wholeNumbers ? "real" : "whole")} numbers; {(wholeNumbers ? "whole" : "real")} ones were expected."));
        }
    }

    /// <summary>Eight spans: an array of spans is not to be had in the language.</summary>
    private ref struct Slots
    {
        private ReadOnlySpan<byte> _0, _1, _2, _3, _4, _5, _6, _7;

        public readonly ReadOnlySpan<byte> this[int position] => position switch
        {
            0 => _0, 1 => _1, 2 => _2, 3 => _3, 4 => _4, 5 => _5, 6 => _6, _ => _7,
        };

        public readonly Slots With(int position, ReadOnlySpan<byte> bytes)
        {
            Slots slots = this;
            switch (position)
            {
                case 0: slots._0 = bytes; break;
                case 1: slots._1 = bytes; break;
                case 2: slots._2 = bytes; break;
                case 3: slots._3 = bytes; break;
                case 4: slots._4 = bytes; break;
                case 5: slots._5 = bytes; break;
                case 6: slots._6 = bytes; break;
                default: slots._7 = bytes; break;
            }

            return slots;
        }
    }
}
