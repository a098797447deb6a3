using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>A sum of terms in normal form: like terms merged, decided guards gone, deltas against gathers carried out.</summary>
public sealed class Polynomial : IEquatable<Polynomial>
{
    private string? _key;
    private HashSet<IndexVar>? _indices;
    private IReadOnlyList<Tensor>? _tensors;
    private string? _text;

    private Polynomial(EquatableArray<Term> terms) => Terms = terms;

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>1.</summary>
    public static Polynomial One { get; } = Number(1);

    /// <summary>The terms, in the order of their first appearance.</summary>
    public EquatableArray<Term> Terms { get; }

    /// <summary>The canonical text; polynomials are equal when their keys are.</summary>
    public string Key => _key ??= KeyWith(null);

    /// <summary>The free indices.</summary>
    public HashSet<IndexVar> Indices
    {
        get
        {
            if (_indices is null)
            {
                bool isOneProduct = Terms.Length == 1 && Terms[0].Bound.Length == 0;
                HashSet<IndexVar> indices = isOneProduct ? Terms[0].AllIndices : [];
                if (!isOneProduct)
                {
                    foreach (Term term in Terms)
                    {
                        foreach (IndexVar index in term.AllIndices)
                        {
                            if (term.Bound.IndexOf(index) < 0)
                            {
                                indices.Add(index);
                            }
                        }
                    }
                }

                _indices = indices;
            }

            return _indices;
        }
    }

    /// <summary>The tensors that are read, positions and guards included, in order of first appearance.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors ??= Walk.Tensors(this);

    /// <summary>A measure of how much there is to read.</summary>
    public int Weight => Terms.Sum(term => term.Weight);

    /// <summary>Whether this is 0.</summary>
    public bool IsZero => Terms.Length == 0;

    /// <summary>The number that this is, or null.</summary>
    public Rational? AsNumber => Terms.Length == 0 ? Rational.Zero : Terms.Length == 1 && Terms[0].IsNumber ? Terms[0].Coefficient : null;

    /// <summary>The atom that this is (coefficient and exponent 1, no sum, no guard), or null.</summary>
    public Atom? AsAtom => Terms.Length == 1 && Terms[0] is { Coefficient.IsOne: true, Bound.Length: 0, Guards.Length: 0, Factors: { Length: 1 } factors } && factors[0].Exponent.IsOne
        ? factors[0].Atom
        : null;

    /// <summary>The maximum that this is, or null.</summary>
    public Maximum? AsMaximum => AsAtom as Maximum;

    internal int BindingHeight => Terms.Length == 0 ? 0 : Terms.Max(term => term.BindingHeight);

    /// <summary>The sum of terms, brought into normal form.</summary>
    public static Polynomial Create(IEnumerable<Term> terms) => Normalizer.Normalize(terms);

    /// <summary>One term, brought into normal form.</summary>
    public static Polynomial Create(Term term) => Normalizer.Normalize([term]);

    /// <summary>A number.</summary>
    public static Polynomial Number(Rational value) => value.IsZero ? Zero : new([new Term(value, [], [], [])]);

    /// <summary>An atom.</summary>
    public static Polynomial Of(Atom atom) => Create(new Term(1, [], [new(atom, 1)], []));

    /// <summary>An element of a tensor.</summary>
    public static Polynomial Of(Tensor tensor, params IEnumerable<Affine> indices) => Of(new Access(tensor, indices.ToEquatableArray()));

    /// <summary>An element of a tensor at plain indices.</summary>
    public static Polynomial Of(Tensor tensor, EquatableArray<IndexVar> indices) => Of(new Access(tensor, indices.Map(Affine.Of)));

    /// <summary>A product of guards.</summary>
    public static Polynomial Of(params IEnumerable<Guard> guards) => Create(new Term(1, [], [], guards.ToEquatableArray()));

    /// <summary>The polynomial with free indices replaced.</summary>
    public Polynomial Substitute(Substitution map) => !map.Touches(Indices) ? this
        : map.IsRenewal && Terms.All(term => term.IsNormal) ? Raw(Terms.Map(term => term.Substitute(map)))
        : Create(Terms.Select(term => term.Substitute(map)));

    /// <summary>The polynomial with new bound indices.</summary>
    public Polynomial Freshen() => BindingHeight == 0 ? this : new(Terms.Map(term => term.Freshen())) { _key = _key };

    /// <summary>Wraps terms that are known to be in normal form.</summary>
    internal static Polynomial Raw(EquatableArray<Term> terms) => terms.Length == 0 ? Zero : new(terms);

    internal string KeyWith(Func<IndexVar, string>? naming)
    {
        string[] parts = Terms.Select(term => term.Coefficient + "·" + term.KeyWith(naming)).ToArray();
        Array.Sort(parts, string.CompareOrdinal);
        return string.Join("+", parts);
    }

    /// <inheritdoc/>
    public bool Equals(Polynomial? other) => other is not null && (ReferenceEquals(this, other) || Key == other.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _text ??= TextPrinter.Print(this, index => index.Name);

    /// <summary>The sum.</summary>
    public static Polynomial operator +(Polynomial a, Polynomial b) => a.IsZero ? b : b.IsZero ? a : Create(a.Terms.Concat(b.Terms));

    /// <summary>The difference.</summary>
    public static Polynomial operator -(Polynomial a, Polynomial b) => a + -b;

    /// <summary>The negative.</summary>
    public static Polynomial operator -(Polynomial a) => (Rational)(-1) * a;

    /// <summary>The product; a sum of several terms stays one group.</summary>
    public static Polynomial operator *(Polynomial a, Polynomial b) => Build.Multiply(a, b);

    /// <summary>The multiple.</summary>
    public static Polynomial operator *(Rational factor, Polynomial a) =>
        factor.IsZero ? Zero : factor.IsOne ? a : new(a.Terms.Map(term => term.WithCoefficient(factor * term.Coefficient)));
}
