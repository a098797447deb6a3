using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.HandWritten;

/// <summary>An array or a span while a method is followed; a span shares the numbers of the array that it is of.</summary>
internal sealed class ArrayValue
{
    private readonly ArrayValue _root;
    private readonly int _offset;

    private ArrayValue(ArrayValue? root, double[] numbers, ArrayValue?[]? rows, int offset, int[] dimensions) =>
        (_root, Numbers, Rows, _offset, Dimensions) = (root ?? this, numbers, rows, offset, dimensions);

    /// <summary>Numbers in dimensions, row-major.</summary>
    public static ArrayValue Of(double[] numbers, params int[] dimensions) => new(null, numbers, null, 0, dimensions);

    /// <summary>An array of arrays.</summary>
    public static ArrayValue Nested(ArrayValue?[] rows) => new(null, [], rows, 0, [rows.Length]);

    /// <summary>The numbers of the whole array.</summary>
    public double[] Numbers { get; }

    /// <summary>The arrays in an array of arrays; null in one of numbers.</summary>
    public ArrayValue?[]? Rows { get; }

    /// <summary>The number of elements in each direction.</summary>
    public int[] Dimensions { get; }

    /// <summary>The number of elements.</summary>
    public int Length => Dimensions.Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>Whether it was read before anything was written to it.</summary>
    public bool IsReadFirst { get; private set; }

    /// <summary>Where it was last written to; null where it never was.</summary>
    public SyntaxNode? Written { get; private set; }

    /// <summary>A part of it.</summary>
    public ArrayValue Slice(int start, int length) => new(_root, Numbers, Rows, _offset + start, [length]);

    /// <summary>The place of an element among the numbers, or −1 where there is none.</summary>
    public int Place(ReadOnlySpan<int> positions)
    {
        int place = 0;
        for (int axis = 0; axis < positions.Length; axis++)
        {
            if (positions[axis] < 0 || positions[axis] >= Dimensions[axis])
            {
                return -1;
            }

            place = (place * Dimensions[axis]) + positions[axis];
        }

        return _offset + place;
    }

    /// <summary>Notes that an element was read.</summary>
    public void Read() => _root.IsReadFirst |= _root.Written is null;

    /// <summary>Notes that an element was written.</summary>
    public void Write(SyntaxNode syntax) => _root.Written = syntax;

    /// <summary>All numbers, those of nested arrays one behind the other.</summary>
    public double[] ToArray() => Rows is null ? [.. Numbers.Skip(_offset).Take(Length)] : [.. Rows.SelectMany(row => row?.ToArray() ?? [])];

    /// <summary>Itself and the arrays in it.</summary>
    public IEnumerable<ArrayValue> All() => Rows is null ? [_root] : Rows.OfType<ArrayValue>().SelectMany(row => row.All());
}
