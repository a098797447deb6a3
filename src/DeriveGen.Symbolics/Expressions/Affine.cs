
namespace DeriveGen.Symbolics.Expressions;

/// <summary>One coefficient times one atom of an index expression.</summary>
public sealed record AffineTerm(AffineAtom Atom, int Coefficient);

/// <summary>A whole-number index expression: Σ coefficient·atom + constant, in canonical order.</summary>
/// <remarks>Numbers have 32 bits; arithmetic whose result has more throws an <see cref="OverflowException"/>.</remarks>
public sealed class Affine : IEquatable<Affine>
{
    private string? _key;
    private HashSet<IndexVar>? _indices;

    private Affine(EquatableArray<AffineTerm> terms, int constant)
    {
        Terms = terms;
        Constant = constant;
    }

    /// <summary>0.</summary>
    public static Affine Zero { get; } = new([], 0);

    /// <summary>The terms: distinct atoms in canonical order, no coefficient 0.</summary>
    public EquatableArray<AffineTerm> Terms { get; }

    /// <summary>What is added to the terms.</summary>
    public int Constant { get; }

    /// <summary>The canonical text; expressions are equal when their keys are.</summary>
    public string Key => _key ??= KeyWith(null);

    /// <summary>The indices that the expression reads, at any depth.</summary>
    public HashSet<IndexVar> Indices
    {
        get
        {
            if (_indices is null)
            {
                // Only a whole set is shown to other threads.
                HashSet<IndexVar> indices = [];
                foreach (AffineTerm term in Terms)
                {
                    term.Atom.CollectIndices(indices);
                }

                _indices = indices;
            }

            return _indices;
        }
    }

    /// <summary>The number, or null where an atom takes part.</summary>
    public int? AsConstant => Terms.Length == 0 ? Constant : null;

    /// <summary>The plain index that the expression is, or null.</summary>
    public IndexVar? AsIndex => Terms.Length == 1 && Constant == 0 && Terms[0] is { Coefficient: 1, Atom: IndexAtom atom } ? atom.Index : null;

    /// <summary>A number.</summary>
    public static Affine Of(int value) => value == 0 ? Zero : new([], value);

    /// <summary>A plain index.</summary>
    public static Affine Of(IndexVar index) => index.Alone;

    /// <summary>An atom.</summary>
    public static Affine Of(AffineAtom atom) => new(new EquatableArray<AffineTerm>(new AffineTerm[] { new(atom, 1) }), 0);

    /// <summary>The sum of the terms and the constant, like atoms merged.</summary>
    public static Affine Create(IEnumerable<AffineTerm> terms, int constant)
    {
        Interruption.Check();
        var merged = new List<AffineTerm>();
        foreach (AffineTerm term in terms)
        {
            Merge(merged, term);
        }

        return Create(merged, constant);
    }

    private static void Merge(List<AffineTerm> merged, AffineTerm term)
    {
        for (int position = 0; position < merged.Count; position++)
        {
            if (merged[position].Atom.Equals(term.Atom))
            {
                merged[position] = term with { Coefficient = checked(merged[position].Coefficient + term.Coefficient) };
                return;
            }
        }

        merged.Add(term);
    }

    private static Affine Create(List<AffineTerm> merged, int constant)
    {        merged.RemoveAll(term => term.Coefficient == 0);
        if (merged.Count > 1)
        {
            merged.Sort((a, b) => string.CompareOrdinal(a.Atom.Key, b.Atom.Key));
        }

        return new(new EquatableArray<AffineTerm>(merged.ToArray()), constant);
    }

    /// <summary>The quotient by <paramref name="divisor"/>, rounded down; multiples of the divisor are taken out.</summary>
    public Affine FloorDivide(int divisor)
    {
        if (divisor == 1)
        {
            return this;
        }

        Affine quotient = Zero, rest = Zero;
        foreach (AffineTerm term in Terms)
        {
            Affine atom = Of(term.Atom);
            if (term.Coefficient % divisor == 0)
            {
                quotient += atom * (term.Coefficient / divisor);
            }
            else
            {
                rest += atom * term.Coefficient;
            }
        }

        int whole = FloorDivide(Constant, divisor);
        quotient += whole;
        rest += Constant - (whole * divisor);
        if (AffineBounds.Range(rest) is (int low, int high) && FloorDivide(low, divisor) == FloorDivide(high, divisor))
        {
            return quotient + FloorDivide(low, divisor);
        }

        // ⌊(⌊a/k⌋ + e)/d⌋ = ⌊(a + k·e)/(k·d)⌋, so that every digit of a number is written over the number itself.
        List<AffineTerm> quotients = rest.Terms.Where(term => term.Atom is FloorAtom).ToList();
        if (quotients.Count == 1 && quotients[0] is { Coefficient: 1, Atom: FloorAtom inner })
        {
            return quotient + (((rest - Of(inner)) * inner.Divisor) + inner.Dividend).FloorDivide(checked(inner.Divisor * divisor));
        }

        return quotient + Of(new FloorAtom(rest, divisor));
    }

    /// <summary>The remainder of the division by <paramref name="divisor"/>, from 0 to divisor − 1.</summary>
    public Affine Modulo(int divisor) => this - (FloorDivide(divisor) * divisor);

    /// <summary>The quotient of two whole numbers, rounded down.</summary>
    public static int FloorDivide(int dividend, int divisor) => (int)Math.Floor((double)dividend / divisor);

    /// <summary>The coefficient of <paramref name="index"/>; 0 when absent, null when it occurs inside a gather or a quotient.</summary>
    public int? CoefficientOf(IndexVar index)
    {
        int coefficient = 0;
        foreach (AffineTerm term in Terms)
        {
            if (term.Atom is IndexAtom atom)
            {
                coefficient += ReferenceEquals(atom.Index, index) ? term.Coefficient : 0;
            }
            else if (term.Atom.Reads(index))
            {
                return null;
            }
        }

        return coefficient;
    }

    /// <summary>The expression with indices replaced.</summary>
    public Affine Substitute(Substitution map)
    {
        if (!map.Touches(Indices))
        {
            return this;
        }

        Affine result = Of(Constant);
        foreach (AffineTerm term in Terms)
        {
            result += term.Atom.Substitute(map) * term.Coefficient;
        }

        return result;
    }

    /// <summary>The expression with every occurrence of the atom whose key is <paramref name="atomKey"/> replaced.</summary>
    public Affine Replace(string atomKey, Affine replacement)
    {
        if (Key.IndexOf(atomKey, StringComparison.Ordinal) < 0)
        {
            return this;
        }

        Affine result = Of(Constant);
        foreach (AffineTerm term in Terms)
        {
            Affine atom = term.Atom.Key == atomKey ? replacement : term.Atom.MapOperands(operand => operand.Replace(atomKey, replacement));
            result += atom * term.Coefficient;
        }

        return result;
    }

    /// <summary>Whether the value is at least 0 for all indices in range and all sizes.</summary>
    public bool IsProvablyNonNegative => AffineBounds.IsNonNegative(this);

    /// <summary>Whether the value is below 0 for all indices in range and all sizes.</summary>
    public bool IsProvablyNegative => AffineBounds.IsNonNegative(-this - 1);

    /// <summary>The canonical text with bound indices named by <paramref name="naming"/>.</summary>
    internal string KeyWith(Func<IndexVar, string>? naming)
    {
        if (Terms.Length == 1 && Constant == 0 && Terms[0].Coefficient == 1)
        {
            return Terms[0].Atom.KeyWith(naming);
        }

        string[] parts = new string[Terms.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = CanonicalKey.Number(Terms[i].Coefficient) + "*" + Terms[i].Atom.KeyWith(naming);
        }

        if (naming is not null)
        {
            Array.Sort(parts, string.CompareOrdinal);
        }

        string sum = string.Join("+", parts);
        return Constant == 0 && parts.Length > 0 ? "{" + sum + "}" : "{" + sum + "+" + CanonicalKey.Number(Constant) + "}";
    }

    /// <inheritdoc/>
    public bool Equals(Affine? other) => ReferenceEquals(this, other)
        || (other is not null && Constant == other.Constant && Terms.Length == other.Terms.Length && Key == other.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Affine);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TextPrinter.Print(this);

    /// <summary>A whole number as an expression.</summary>
    public static implicit operator Affine(int value) => Of(value);

    /// <summary>An index as an expression.</summary>
    public static implicit operator Affine(IndexVar index) => Of(index);

    /// <summary>The sum.</summary>
    public static Affine operator +(Affine a, Affine b)
    {
        if (a.Terms.Length == 0 || b.Terms.Length == 0)
        {
            (Affine terms, int constant) = b.Terms.Length == 0 ? (a, b.Constant) : (b, a.Constant);
            return constant == 0 ? terms : new(terms.Terms, checked(terms.Constant + constant));
        }

        Interruption.Check();
        var merged = new List<AffineTerm>(a.Terms.Length + b.Terms.Length);
        foreach (AffineTerm term in a.Terms)
        {
            merged.Add(term);
        }

        foreach (AffineTerm term in b.Terms)
        {
            Merge(merged, term);
        }

        return Create(merged, checked(a.Constant + b.Constant));
    }

    /// <summary>The difference.</summary>
    public static Affine operator -(Affine a, Affine b) => a + -b;

    /// <summary>The negative.</summary>
    public static Affine operator -(Affine a) => a * -1;

    /// <summary>The multiple.</summary>
    public static Affine operator *(Affine a, int factor) => factor switch
    {
        0 => Zero,
        1 => a,
        _ => new(a.Terms.Map(term => term with { Coefficient = checked(term.Coefficient * factor) }), checked(a.Constant * factor)),
    };
}

/// <summary>What each of some indices is replaced by.</summary>
public sealed class Substitution : Dictionary<IndexVar, Affine>
{
    /// <summary>Nothing is replaced.</summary>
    public Substitution()
    {
    }

    /// <summary><paramref name="from"/>[i] is replaced by <paramref name="to"/>[i].</summary>
    public Substitution(IEnumerable<IndexVar> from, IEnumerable<Affine> to)
    {
        foreach ((IndexVar index, Affine value) in from.Zip(to, (index, value) => (index, value)))
        {
            this[index] = value;
        }
    }

    /// <summary>One index is replaced by another, pair by pair.</summary>
    public Substitution(IEnumerable<IndexVar> from, IEnumerable<IndexVar> to)
        : this(from, to.Select(Affine.Of))
    {
    }

    /// <summary>Whether each index is replaced by one of its own extent that occurs nowhere else: what is in normal form stays in it.</summary>
    internal bool IsRenewal { get; private init; }

    /// <summary>Each of some indices is replaced by a new one.</summary>
    /// <param name="from">The indices.</param>
    /// <param name="fresh">As many that have just been made of them, by <see cref="IndexVar.Fresh"/>.</param>
    internal static Substitution Renew(EquatableArray<IndexVar> from, EquatableArray<IndexVar> fresh)
    {
        var map = new Substitution { IsRenewal = true };
        for (int i = 0; i < from.Length; i++)
        {
            map[from[i]] = fresh[i].Alone;
        }

        return map;
    }

    /// <summary>Whether one of <paramref name="indices"/> is replaced.</summary>
    internal bool Touches(HashSet<IndexVar> indices)
    {
        foreach (IndexVar index in Count < indices.Count ? Keys : (IEnumerable<IndexVar>)indices)
        {
            if (ContainsKey(index) && indices.Contains(index))
            {
                return true;
            }
        }

        return false;
    }
}
