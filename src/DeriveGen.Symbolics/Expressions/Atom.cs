using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>A factor's base: what a product multiplies, apart from numbers and guards.</summary>
public abstract class Atom : IEquatable<Atom>
{
    private string? _key;
    private HashSet<IndexVar>? _indices;

    private protected Atom()
    {
    }

    /// <summary>The canonical text; atoms are equal when their keys are.</summary>
    public string Key => _key ??= KeyWith(null);

    /// <summary>The free indices.</summary>
    public HashSet<IndexVar> Indices
    {
        get
        {
            if (_indices is null)
            {
                HashSet<IndexVar>? only = SharedIndices;
                HashSet<IndexVar> indices = only ?? [];
                if (only is null)
                {
                    CollectIndices(indices);
                }

                _indices = indices;
            }

            return _indices;
        }
    }

    /// <summary>A measure of how much there is to read; rewriting may only lower the sum of it.</summary>
    public abstract int Weight { get; }

    /// <summary>How deep sums are nested inside.</summary>
    internal virtual int BindingHeight => 0;

    /// <summary>The atom with free indices replaced.</summary>
    public Atom Substitute(Substitution map) => map.Touches(Indices) ? SubstituteCore(map) : this;

    /// <inheritdoc/>
    public bool Equals(Atom? other) => ReferenceEquals(this, other) || (other is not null && (this is Access access
        ? other is Access another && ReferenceEquals(access.Tensor, another.Tensor) && access.Positions.Equals(another.Positions)
        : other is not Access && Key == other.Key));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Atom);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TextPrinter.Print(this);

    internal abstract string KeyWith(Func<IndexVar, string>? naming);

    /// <summary>The canonical text; the naming of bound indices matters only to atoms that read an index.</summary>
    internal string KeyWithOrCached(Func<IndexVar, string>? naming) => naming is null || Indices.Count == 0 ? Key : KeyWith(naming);

    /// <summary>The free indices where a part of the atom has the same, which then need not be collected again; sets of indices are never changed.</summary>
    private protected virtual HashSet<IndexVar>? SharedIndices => null;

    private protected abstract void CollectIndices(HashSet<IndexVar> indices);

    private protected abstract Atom SubstituteCore(Substitution map);
}

/// <summary>An element of a tensor: <c>W[j, k]</c>.</summary>
public sealed class Access(Tensor tensor, EquatableArray<Affine> positions) : Atom
{
    /// <summary>The tensor.</summary>
    public Tensor Tensor { get; } = tensor;

    /// <summary>Where it is read, an expression for each axis.</summary>
    public EquatableArray<Affine> Positions { get; } = positions;

    /// <inheritdoc/>
    public override int Weight => 2;

    /// <summary>Whether every position lies in its axis for all indices and sizes, without the help of a guard.</summary>
    public bool IsProvablyInRange => Enumerable.Range(0, Positions.Length).All(axis =>
        Positions[axis].IsProvablyNonNegative && (Tensor.Shape[axis].Value - 1 - Positions[axis]).IsProvablyNonNegative);

    internal override string KeyWith(Func<IndexVar, string>? naming) => CanonicalKey.Access(Tensor, Positions, naming);

    private protected override HashSet<IndexVar>? SharedIndices => Positions.Length == 1 ? Positions[0].Indices : null;

    private protected override void CollectIndices(HashSet<IndexVar> indices)
    {
        foreach (Affine position in Positions)
        {
            indices.UnionWith(position.Indices);
        }
    }

    private protected override Atom SubstituteCore(Substitution map) => new Access(Tensor, Positions.Map(position => position.Substitute(map)));
}

/// <summary>A scalar function of an expression: <c>tanh(z[i, k])</c>.</summary>
public sealed class Apply(ScalarFunction function, Polynomial argument) : Atom
{
    /// <summary>The function.</summary>
    public ScalarFunction Function { get; } = function;

    /// <summary>What it is applied to.</summary>
    public Polynomial Argument { get; } = argument;

    /// <inheritdoc/>
    public override int Weight => 3 + Argument.Weight;

    internal override int BindingHeight => Argument.BindingHeight;

    internal override string KeyWith(Func<IndexVar, string>? naming) => Function.Name + "(" + (naming is null ? Argument.Key : Argument.KeyWith(naming)) + ")";

    private protected override HashSet<IndexVar>? SharedIndices => Argument.Indices;

    private protected override void CollectIndices(HashSet<IndexVar> indices) => indices.UnionWith(Argument.Indices);

    private protected override Atom SubstituteCore(Substitution map) => new Apply(Function, Argument.Substitute(map));
}

/// <summary>A sum of several terms, or a sum over indices, used as one factor.</summary>
public sealed class Group(Polynomial value) : Atom
{
    /// <summary>The sum.</summary>
    public Polynomial Value { get; } = value;

    /// <inheritdoc/>
    public override int Weight => Value.Weight;

    internal override int BindingHeight => Value.BindingHeight;

    internal override string KeyWith(Func<IndexVar, string>? naming) => "(" + (naming is null ? Value.Key : Value.KeyWith(naming)) + ")";

    private protected override HashSet<IndexVar>? SharedIndices => Value.Indices;

    private protected override void CollectIndices(HashSet<IndexVar> indices) => indices.UnionWith(Value.Indices);

    private protected override Atom SubstituteCore(Substitution map) => new Group(Value.Substitute(map));
}

/// <summary>A symbolic size as a real number: the m of 1/m.</summary>
public sealed class SizeValue(Size size) : Atom
{
    /// <summary>The size.</summary>
    public Size Size { get; } = size;

    /// <inheritdoc/>
    public override int Weight => 0;

    internal override string KeyWith(Func<IndexVar, string>? naming) => "#" + Identity.Key(Size.Id);

    private protected override void CollectIndices(HashSet<IndexVar> indices)
    {
    }

    private protected override Atom SubstituteCore(Substitution map) => this;
}

/// <summary>An index expression as a real number.</summary>
public sealed class IndexValue(Affine value) : Atom
{
    /// <summary>The index expression.</summary>
    public Affine Value { get; } = value;

    /// <inheritdoc/>
    public override int Weight => 1;

    internal override string KeyWith(Func<IndexVar, string>? naming) => "@" + Value.KeyWith(naming);

    private protected override void CollectIndices(HashSet<IndexVar> indices) => indices.UnionWith(Value.Indices);

    private protected override Atom SubstituteCore(Substitution map) => new IndexValue(Value.Substitute(map));
}

/// <summary>An irrational constant with a name.</summary>
public sealed class NamedConstant : Atom
{
    private NamedConstant(string name, double value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    public static NamedConstant Pi { get; } = new("pi", Math.PI);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value, rounded to double.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override int Weight => 0;

    internal override string KeyWith(Func<IndexVar, string>? naming) => Name;

    private protected override void CollectIndices(HashSet<IndexVar> indices)
    {
    }

    private protected override Atom SubstituteCore(Substitution map) => this;
}

/// <summary>A whole number of which a root is taken: 2 in 2^½. Its exponent is kept between 0 and 1.</summary>
public sealed class Root(Rational radicand) : Atom
{
    /// <summary>The number, a whole one above 1.</summary>
    public Rational Radicand { get; } = radicand;

    /// <inheritdoc/>
    public override int Weight => 0;

    internal override string KeyWith(Func<IndexVar, string>? naming) => "√" + Radicand;

    private protected override void CollectIndices(HashSet<IndexVar> indices)
    {
    }

    private protected override Atom SubstituteCore(Substitution map) => this;
}

/// <summary>The greatest value over some indices. It stands only alone, as a whole right side.</summary>
public sealed class Maximum(EquatableArray<IndexVar> bound, EquatableArray<Guard> guards, Polynomial body) : Atom
{
    /// <summary>The indices over which the maximum is taken; the first in row-major order wins a tie.</summary>
    public EquatableArray<IndexVar> Bound { get; } = bound;

    /// <summary>The domain: where a guard fails, the body does not take part.</summary>
    public EquatableArray<Guard> Guards { get; } = guards;

    /// <summary>What is compared.</summary>
    public Polynomial Body { get; } = body;

    /// <inheritdoc/>
    public override int Weight => 5 + Body.Weight;

    internal override int BindingHeight => 1 + Body.BindingHeight;

    internal override string KeyWith(Func<IndexVar, string>? naming) =>
        "max " + CanonicalKey.Product(Bound, [new Factor(new Group(Body), 1)], Guards, naming);

    private protected override void CollectIndices(HashSet<IndexVar> indices)
    {
        indices.UnionWith(Body.Indices);
        foreach (Guard guard in Guards)
        {
            indices.UnionWith(guard.Argument.Indices);
        }

        indices.ExceptWith(Bound);
    }

    private protected override Atom SubstituteCore(Substitution map) =>
        new Maximum(Bound, Guards.Map(guard => guard.Substitute(map)), Body.Substitute(map));
}
