using System.Globalization;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>A symbolic size, such as the number of examples or a sequence's length; or the time at which a sweep is, which is known as a size is.</summary>
/// <param name="name">The letter or word that formulas show.</param>
/// <param name="capacity">The largest value it may take, where one is declared.</param>
/// <param name="least">The smallest value it may take.</param>
public sealed class Size(string name, int? capacity = null, int least = 1)
{
    /// <summary>The letter or word that formulas show.</summary>
    public string Name { get; } = name;

    /// <summary>The largest value it may take, where one is declared.</summary>
    public int? Capacity { get; } = capacity;

    /// <summary>The smallest value it may take.</summary>
    public int Least { get; } = least;

    /// <summary>What tells this size from every other.</summary>
    public int Id { get; } = Identity.Next();

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>How many values an index takes: a whole number, or one that is affine in symbolic sizes (<c>T + 2</c>).</summary>
public sealed class Extent : IEquatable<Extent>
{
    private Extent(Affine value) => Value = value;

    /// <summary>The extent as an index expression without indices.</summary>
    public Affine Value { get; }

    /// <summary>The number, or null where a symbolic size takes part.</summary>
    public int? Static => Value.AsConstant;

    /// <summary>Whether no symbolic size takes part.</summary>
    public bool IsStatic => Static is not null;

    /// <summary>The symbolic size that this extent is, or null.</summary>
    public Size? AsSize => Value is { Constant: 0, Terms: { Length: 1 } terms } && terms[0] is { Coefficient: 1, Atom: SizeAtom size } ? size.Size : null;

    /// <summary>The symbolic sizes that take part.</summary>
    public IEnumerable<Size> Sizes => Value.Terms.Select(term => ((SizeAtom)term.Atom).Size);

    /// <summary>The extent <paramref name="value"/>.</summary>
    public static Extent Of(int value) => new(Affine.Of(value));

    /// <summary>The extent <paramref name="size"/>.</summary>
    public static Extent Of(Size size) => new(Affine.Of(new SizeAtom(size)));

    /// <summary>The extent <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">The expression reads an index or a tensor.</exception>
    public static Extent Of(Affine value) => value.Terms.All(term => term.Atom is SizeAtom)
        ? new(value)
        : throw new ArgumentException($"{value} is not an extent: it reads an index.", nameof(value));

    /// <summary>The value for given sizes.</summary>
    /// <exception cref="OverflowException">It has more than 32 bits.</exception>
    public int Evaluate(Func<Size, int> sizes) => checked(Value.Constant + Value.Terms.Sum(term => term.Coefficient * sizes(((SizeAtom)term.Atom).Size)));

    /// <summary>The value with every size at its capacity; a size without one counts as <paramref name="nominal"/>.</summary>
    public int AtCapacity(int nominal = 64) => Evaluate(size => size.Capacity ?? nominal);

    /// <inheritdoc/>
    public bool Equals(Extent? other) => other is not null && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Extent);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Static is int number ? number.ToString(CultureInfo.InvariantCulture) : Value.ToString();

    /// <summary>A whole number as an extent.</summary>
    public static implicit operator Extent(int value) => Of(value);
}

/// <summary>An index of the notation, free or bound. Two are the same only when they are the same object.</summary>
/// <param name="name">The letter that formulas show; different indices may share it.</param>
/// <param name="extent">The index runs from 0 to this, exclusive.</param>
public sealed class IndexVar(string name, Extent extent)
{
    private Affine? _alone;

    /// <summary>The letter that formulas show.</summary>
    public string Name { get; } = name;

    /// <summary>The index runs from 0 to this, exclusive.</summary>
    public Extent Extent { get; } = extent;

    /// <summary>What tells this index from every other; later ones are larger.</summary>
    public int Id { get; } = Identity.Next();

    /// <summary>The index as an expression: one object, so that its text and its set of indices are made once.</summary>
    internal Affine Alone => _alone ??= Affine.Of(new IndexAtom(this));

    /// <summary>Another index with the same name and extent.</summary>
    public IndexVar Fresh() => new(Name, Extent);

    /// <summary>Another index with the same extent.</summary>
    public IndexVar Renamed(string name) => new(name, Extent);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
