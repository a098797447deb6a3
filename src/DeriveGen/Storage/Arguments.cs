using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace DeriveGen.Storage;

/// <summary>The checks that a network makes on entry, before anything is changed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Arguments
{
    /// <summary>The most rows of a square matrix whose elements an <see cref="int"/> can count.</summary>
    private const int LargestSquare = 46340;

    /// <summary>Throws unless an argument has exactly the length that the call needs.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="given">Its length.</param>
    /// <param name="expected">The length needed.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void RequireLength(string name, int given, int expected)
    {
        if (given != expected)
        {
            ThrowLength(name, given, expected);
        }
    }

    /// <summary>Throws unless an argument has the length of a square matrix.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="given">Its length.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="NotSupportedException">No span can hold the matrix.</exception>
    public static void RequireSquare(string name, int given, int rows)
    {
        if (rows > LargestSquare)
        {
            ThrowSquare(rows);
        }

        RequireLength(name, given, rows * rows);
    }

    /// <summary>The number of examples in an argument that holds <paramref name="perExample"/> elements for each.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="given">Its length.</param>
    /// <param name="perExample">The number of elements of one example, at least 1.</param>
    /// <param name="capacity">The largest number of examples; <see cref="int.MaxValue"/> where any number will do.</param>
    /// <returns>A number from 1 to <paramref name="capacity"/>.</returns>
    /// <exception cref="ArgumentException">The length is not that of 1 to <paramref name="capacity"/> whole examples.</exception>
    public static int Examples(string name, int given, int perExample, int capacity)
    {
        int examples = given / perExample;
        if (examples * perExample != given || examples < 1 || examples > capacity)
        {
            ThrowExamples(name, given, perExample, capacity);
        }

        return examples;
    }

    /// <summary>Throws unless a symbolic size lies between 1 and its capacity.</summary>
    /// <param name="name">The size's name.</param>
    /// <param name="given">Its value in this call.</param>
    /// <param name="capacity">Its largest value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1 or more than <paramref name="capacity"/>.</exception>
    public static void RequireSize(string name, int given, int capacity)
    {
        if (given < 1 || given > capacity)
        {
            ThrowSize(name, given, capacity);
        }
    }

    /// <summary>Throws unless every whole number lies between 0 and <paramref name="range"/> − 1.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="values">Class numbers or tokens.</param>
    /// <param name="range">The number of classes or tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or at least <paramref name="range"/>; the message names its position.</exception>
    public static void RequireRange(string name, ReadOnlySpan<int> values, int range)
    {
        for (int position = 0; position < values.Length; position++)
        {
            if ((uint)values[position] >= (uint)range)
            {
                ThrowRange(name, position, values[position], range);
            }
        }
    }

    /// <summary>Throws unless a learning rate is a finite number that is not negative, or is not given.</summary>
    /// <param name="learningRate">The learning rate, or null for the optimizer's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is NaN or infinite, which would make every parameter so, or negative, which would raise the loss.</exception>
    public static void RequireRate<T>(T? learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (learningRate is { } rate && (!T.IsFinite(rate) || rate < T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(learningRate), rate, "The learning rate must be a finite number of at least 0.");
        }
    }

    /// <summary>The exception for a name that is not among a network's tensors.</summary>
    /// <param name="name">The name given.</param>
    /// <param name="known">The names there are.</param>
    /// <returns>An exception to throw, which lists <paramref name="known"/>.</returns>
    public static ArgumentException UnknownTensor(string name, IEnumerable<string> known) =>
        new($"There is no tensor '{name}'. There are: {string.Join(", ", known)}.", nameof(name));

    /// <summary>What is said of a tensor that a call does not keep: the kept one that was meant, where a name differs by its case alone, else how to keep it.</summary>
    /// <param name="name">The name given.</param>
    /// <param name="kept">The names of the kept tensors.</param>
    internal static ArgumentException NotKept(string name, string[] kept)
    {
        string? meant = Array.Find(kept, other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));
        string remedy = meant is null ? $"Write [Network(Keep = \"{name}\")]; kept are" : $"Did you mean '{meant}'? Kept are";
        return new($"The tensor '{name}' is not kept. {remedy}: {string.Join(", ", kept.DefaultIfEmpty("none"))}.", nameof(name));
    }

    private static void ThrowLength(string name, int given, int expected) =>
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"{name} has {given} elements; {expected} were expected."), name);

    private static void ThrowSquare(int rows) =>
        throw new NotSupportedException(string.Create(
            CultureInfo.InvariantCulture,
            $"The Hessian of {rows} parameters has more elements than a span can hold; it can be had for up to {LargestSquare}. HessianVector has no such limit."));

    private static void ThrowExamples(string name, int given, int perExample, int capacity) =>
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} has {given} elements; {perExample} for each {(capacity == int.MaxValue ? "example" : $"of 1 to {capacity} examples")} were expected."), name);

    private static void ThrowSize(string name, int given, int capacity) =>
        throw new ArgumentOutOfRangeException(name, given, string.Create(
            CultureInfo.InvariantCulture, $"{name} must lie between 1 and {capacity}."));

    private static void ThrowRange(string name, int position, int value, int range) =>
        throw new ArgumentOutOfRangeException(name, value, string.Create(
            CultureInfo.InvariantCulture, $"{name}[{position}] is {value}; it must lie between 0 and {range - 1}."));
}
