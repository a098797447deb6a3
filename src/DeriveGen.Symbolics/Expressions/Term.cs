using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>An atom to a power.</summary>
/// <param name="Atom">The base.</param>
/// <param name="Exponent">The exponent, not 0.</param>
public sealed record Factor(Atom Atom, Rational Exponent)
{
    /// <summary>The canonical text.</summary>
    public string Key => KeyWith(null);

    internal string KeyWith(Func<IndexVar, string>? naming) =>
        Exponent.IsOne ? Atom.KeyWithOrCached(naming) : Atom.KeyWithOrCached(naming) + "^" + Exponent;
}

/// <summary>Coefficient · Σ_bound Π factors · Π guards. Sums are always flat; where to place them is the schedule's business.</summary>
/// <remarks>Where a guard fails or a step factor is 0 the term is 0, whatever its other factors are.</remarks>
public sealed class Term(Rational coefficient, EquatableArray<IndexVar> bound, EquatableArray<Factor> factors, EquatableArray<Guard> guards) : IEquatable<Term>
{
    private string? _key;
    private HashSet<IndexVar>? _all;

    /// <summary>The number in front.</summary>
    public Rational Coefficient { get; } = coefficient;

    /// <summary>The indices that are summed.</summary>
    public EquatableArray<IndexVar> Bound { get; } = bound;

    /// <summary>The factors, distinct atoms.</summary>
    public EquatableArray<Factor> Factors { get; } = factors;

    /// <summary>The conditions, distinct.</summary>
    public EquatableArray<Guard> Guards { get; } = guards;

    /// <summary>Whether the normalizer made this term, so that it need not look again.</summary>
    internal bool IsNormal { get; init; }

    /// <summary>The canonical text without the coefficient.</summary>
    public string ProductKey => _key ??= CanonicalKey.Product(Bound, Factors, Guards, null);

    /// <summary>Every index that occurs, bound ones included.</summary>
    public HashSet<IndexVar> AllIndices
    {
        get
        {
            if (_all is null)
            {
                bool isOneFactor = Factors.Length == 1 && Guards.Length == 0;
                HashSet<IndexVar> all = isOneFactor ? Factors[0].Atom.Indices : [];
                if (!isOneFactor)
                {
                    foreach (Factor factor in Factors)
                    {
                        all.UnionWith(factor.Atom.Indices);
                    }

                    foreach (Guard guard in Guards)
                    {
                        all.UnionWith(guard.Argument.Indices);
                    }
                }

                _all = all;
            }

            return _all;
        }
    }

    /// <summary>A measure of how much there is to read.</summary>
    public int Weight => 1 + Factors.Sum(factor => factor.Atom.Weight + PowerWeight(factor.Exponent)) + (3 * Bound.Length) + Guards.Length;

    /// <summary>Whether the term is a number alone.</summary>
    public bool IsNumber => Factors.Length == 0 && Bound.Length == 0 && Guards.Length == 0;

    internal int BindingHeight => CanonicalKey.Height(Factors) + (Bound.Length > 0 ? 1 : 0);

    /// <summary>The term with another coefficient.</summary>
    public Term WithCoefficient(Rational coefficient) => new(coefficient, Bound, Factors, Guards) { _key = _key, _all = _all, IsNormal = IsNormal };

    /// <summary>The term with free indices replaced; not normalised.</summary>
    public Term Substitute(Substitution map) => map.Touches(AllIndices)
        ? new(Coefficient, Bound, Factors.Map(factor => factor with { Atom = factor.Atom.Substitute(map) }), Guards.Map(guard => guard.Substitute(map)))
        {
            IsNormal = IsNormal && map.IsRenewal,
        }
        : this;

    /// <summary>The term with new bound indices, here and in every nested sum.</summary>
    public Term Freshen()
    {
        if (BindingHeight == 0)
        {
            return this;
        }

        EquatableArray<IndexVar> fresh = Bound.Map(index => index.Fresh());
        Substitution map = Substitution.Renew(Bound, fresh);

        // The key does not tell bound indices apart.
        return new(
            Coefficient,
            fresh,
            Factors.Map(factor => factor with { Atom = Freshen(factor.Atom).Substitute(map) }),
            Guards.Map(guard => guard.Substitute(map)))
        {
            _key = _key,
            IsNormal = IsNormal,
        };
    }

    /// <summary>Whether an index of <paramref name="atom"/> is summed here.</summary>
    public bool Binds(Atom atom) => Bound.Length > 0 && Bound.Any(atom.Indices.Contains);

    /// <summary>Whether an index of <paramref name="guard"/> is summed here.</summary>
    public bool Binds(Guard guard) => Bound.Length > 0 && Bound.Any(guard.Argument.Indices.Contains);

    internal string KeyWith(Func<IndexVar, string>? naming) => naming is null ? ProductKey : CanonicalKey.Product(Bound, Factors, Guards, naming);

    private static Atom Freshen(Atom atom) => atom.BindingHeight == 0 ? atom : atom switch
    {
        Group group => new Group(group.Value.Freshen()),
        Apply apply => new Apply(apply.Function, apply.Argument.Freshen()),
        Maximum maximum => Freshen(maximum),
        _ => atom,
    };

    private static Maximum Freshen(Maximum maximum)
    {
        EquatableArray<IndexVar> fresh = maximum.Bound.Map(index => index.Fresh());
        Substitution map = Substitution.Renew(maximum.Bound, fresh);
        return new(fresh, maximum.Guards.Map(guard => guard.Substitute(map)), maximum.Body.Freshen().Substitute(map));
    }

    private static int PowerWeight(Rational exponent) => exponent.IsOne ? 0 : (int)-(-exponent.Abs()).Floor();

    /// <inheritdoc/>
    public bool Equals(Term? other) => other is not null && Coefficient == other.Coefficient && ProductKey == other.ProductKey;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Term);

    /// <inheritdoc/>
    public override int GetHashCode() => ProductKey.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TextPrinter.Print(this);
}
