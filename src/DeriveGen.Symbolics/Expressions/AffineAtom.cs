using System.Globalization;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>An indivisible part of an index expression.</summary>
public abstract class AffineAtom
{
    private string? _key;

    private protected AffineAtom()
    {
    }

    /// <summary>The canonical text.</summary>
    public string Key => _key ??= KeyWith(null);

    internal abstract string KeyWith(Func<IndexVar, string>? naming);

    internal abstract void CollectIndices(HashSet<IndexVar> indices);

    /// <summary>Whether an index occurs in it.</summary>
    internal bool Reads(IndexVar index)
    {
        HashSet<IndexVar> indices = [];
        CollectIndices(indices);
        return indices.Contains(index);
    }

    /// <summary>Whether both are the same atom.</summary>
    internal bool Equals(AffineAtom other) => ReferenceEquals(this, other) || (this is IndexAtom index
        ? other is IndexAtom { Index: var another } && ReferenceEquals(index.Index, another)
        : other is not IndexAtom && Key == other.Key);

    /// <summary>The atom with indices replaced, as an expression.</summary>
    internal abstract Affine Substitute(Substitution map);

    /// <summary>The atom with each expression inside it mapped.</summary>
    internal abstract Affine MapOperands(Func<Affine, Affine> map);
}

/// <summary>An index.</summary>
public sealed class IndexAtom(IndexVar index) : AffineAtom
{
    /// <summary>The index.</summary>
    public IndexVar Index { get; } = index;

    internal override string KeyWith(Func<IndexVar, string>? naming) => naming is null ? "$" + Identity.Key(Index.Id) : naming(Index);

    internal override void CollectIndices(HashSet<IndexVar> indices) => indices.Add(Index);

    internal override Affine Substitute(Substitution map) => map.TryGetValue(Index, out Affine? value) ? value : Index.Alone;

    internal override Affine MapOperands(Func<Affine, Affine> map) => Index.Alone;
}

/// <summary>A symbolic size.</summary>
public sealed class SizeAtom(Size size) : AffineAtom
{
    /// <summary>The size.</summary>
    public Size Size { get; } = size;

    internal override string KeyWith(Func<IndexVar, string>? naming) => "#" + Identity.Key(Size.Id);

    internal override void CollectIndices(HashSet<IndexVar> indices)
    {
    }

    internal override Affine Substitute(Substitution map) => Affine.Of(this);

    internal override Affine MapOperands(Func<Affine, Affine> map) => Affine.Of(this);
}

/// <summary>A value of an integer tensor used as a position: <c>t[i]</c> in <c>P[i, t[i]]</c>.</summary>
public sealed class GatherAtom(Tensor tensor, EquatableArray<Affine> positions) : AffineAtom
{
    /// <summary>The integer tensor.</summary>
    public Tensor Tensor { get; } = tensor;

    /// <summary>Where it is read.</summary>
    public EquatableArray<Affine> Positions { get; } = positions;

    internal override string KeyWith(Func<IndexVar, string>? naming) => CanonicalKey.Access(Tensor, Positions, naming);

    internal override void CollectIndices(HashSet<IndexVar> indices)
    {
        foreach (Affine position in Positions)
        {
            indices.UnionWith(position.Indices);
        }
    }

    internal override Affine Substitute(Substitution map) => MapOperands(position => position.Substitute(map));

    internal override Affine MapOperands(Func<Affine, Affine> map) => Affine.Of(new GatherAtom(Tensor, Positions.Map(map)));
}

/// <summary>A quotient rounded down: <c>⌊dividend / divisor⌋</c>.</summary>
public sealed class FloorAtom(Affine dividend, int divisor) : AffineAtom
{
    /// <summary>What is divided.</summary>
    public Affine Dividend { get; } = dividend;

    /// <summary>By what, at least 2.</summary>
    public int Divisor { get; } = divisor;

    internal override string KeyWith(Func<IndexVar, string>? naming) =>
        "(" + Dividend.KeyWith(naming) + "/" + Divisor.ToString(CultureInfo.InvariantCulture) + ")";

    internal override void CollectIndices(HashSet<IndexVar> indices) => indices.UnionWith(Dividend.Indices);

    internal override Affine Substitute(Substitution map) => Dividend.Substitute(map).FloorDivide(Divisor);

    internal override Affine MapOperands(Func<Affine, Affine> map) => map(Dividend).FloorDivide(Divisor);
}
