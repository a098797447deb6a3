using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>Operations on polynomials. Sums inside products stay grouped unless a method says that it distributes.</summary>
public static class Build
{
    /// <summary>The product. A sum of several terms becomes one factor; nothing is distributed.</summary>
    public static Polynomial Multiply(Polynomial a, Polynomial b) => Distribute(AsOneTerm(a), AsOneTerm(b));

    /// <summary>The product of several.</summary>
    public static Polynomial Multiply(params IEnumerable<Polynomial> factors) => factors.Aggregate(Polynomial.One, (product, factor) => Multiply(product, factor));

    /// <summary>The product, every term with every term.</summary>
    public static Polynomial Distribute(Polynomial a, Polynomial b) =>
        Polynomial.Create(a.Terms.SelectMany(left => b.Terms.Select(right => Multiply(left, right))));

    /// <summary>The product of two terms; bound indices of the second are renewed, so that none is captured.</summary>
    public static Term Multiply(Term a, Term b)
    {
        b = b.Freshen();
        return new(a.Coefficient * b.Coefficient, a.Bound.AddRange(b.Bound), a.Factors.AddRange(b.Factors), a.Guards.AddRange(b.Guards));
    }

    /// <summary>A sum of several terms as one group; one term as it is.</summary>
    public static Polynomial AsOneTerm(Polynomial a) => a.Terms.Length <= 1 ? a : Polynomial.Of(new Group(a));

    /// <summary>a^exponent.</summary>
    public static Polynomial Power(Polynomial a, Rational exponent) => exponent.IsOne
        ? a
        : exponent.IsZero ? Polynomial.One : Polynomial.Create(new Term(1, [], [new(new Group(a), exponent)], []));

    /// <summary>a/b.</summary>
    public static Polynomial Divide(Polynomial a, Polynomial b) => Multiply(a, Power(b, -1));

    /// <summary>Σ over <paramref name="indices"/>, term by term.</summary>
    public static Polynomial Sum(IEnumerable<IndexVar> indices, Polynomial a)
    {
        EquatableArray<IndexVar> bound = indices.ToEquatableArray();
        return Polynomial.Create(a.Terms.Select(term => new Term(term.Coefficient, bound.AddRange(term.Bound), term.Factors, term.Guards)));
    }

    /// <summary>The polynomial times guards.</summary>
    public static Polynomial Guarded(Polynomial a, IEnumerable<Guard> guards) =>
        Polynomial.Create(a.Terms.Select(term => new Term(term.Coefficient, term.Bound, term.Factors, term.Guards.AddRange(guards))));

    /// <summary>The maximum of <paramref name="body"/> over <paramref name="indices"/> where the guards hold.</summary>
    public static Polynomial Maximum(IEnumerable<IndexVar> indices, IEnumerable<Guard> guards, Polynomial body) =>
        Polynomial.Raw([new Term(1, [], [new(new Maximum(indices.ToEquatableArray(), guards.ToEquatableArray(), body), 1)], [])]);

    /// <summary>An extent as a real number.</summary>
    public static Polynomial Number(Extent extent) => Polynomial.Create(extent.Value.Terms
        .Select(term => new Term(term.Coefficient, [], [new(new SizeValue(((SizeAtom)term.Atom).Size), 1)], []))
        .Append(new Term(extent.Value.Constant, [], [], [])));

    /// <summary>√a.</summary>
    public static Polynomial SquareRoot(Polynomial a) => Power(a, Rational.Half);

    /// <summary>π.</summary>
    public static Polynomial Pi => Polynomial.Of(NamedConstant.Pi);

    /// <summary>2/√π · e^−x², the derivative of erf.</summary>
    public static Polynomial GaussianDensity(Polynomial x) =>
        Multiply(2 * Power(Pi, new Rational(-1, 2)), Call("exp", -Power(x, 2)));

    /// <summary>A function of the table or of <see cref="Derived"/>, by name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such function.</exception>
    public static Polynomial Call(string name, Polynomial argument) =>
        Derived.TryGetValue(name, out Func<Polynomial, Polynomial>? definition)
            ? definition(argument)
            : FunctionRules.Apply(ScalarFunction.All[name], argument);

    /// <summary>The functions that are formulas over the table's, by name.</summary>
    public static IReadOnlyDictionary<string, Func<Polynomial, Polynomial>> Derived { get; } = new Dictionary<string, Func<Polynomial, Polynomial>>
    {
        ["sqrt"]  = SquareRoot,
        ["rsqrt"] = x => Power(x, new Rational(-1, 2)),
        ["relu"]  = x => Multiply(x, Call("step", x)),
        ["sign"]  = x => Call("step", x) - Call("step", -x),
        ["abs"]   = x => Multiply(x, Call("sign", x)),
    };

    /// <summary>The value f(x) as a polynomial.</summary>
    public static Polynomial Value(this Apply apply) => Polynomial.Of(apply);

    /// <summary>Distributes groups to whole powers up to 3 over their terms, as far as the result stays below a number of terms.</summary>
    /// <returns>The expanded sum, or the sum as it was where it would grow too long.</returns>
    public static Polynomial Expand(Polynomial a, int maximumTerms = 64)
    {
        var expanded = new List<Term>();
        bool changed = false;
        foreach (Term term in a.Terms)
        {
            int position = term.Factors.ToList().FindIndex(IsExpandable);
            if (position < 0)
            {
                expanded.Add(term);
                continue;
            }

            changed = true;
            Factor factor = term.Factors[position];
            EquatableArray<Factor> rest = term.Factors.RemoveAt(position);
            if (!factor.Exponent.IsOne)
            {
                rest = rest.Add(factor with { Exponent = factor.Exponent - 1 });
            }

            var outer = new Term(term.Coefficient, term.Bound, rest, term.Guards);
            expanded.AddRange(((Group)factor.Atom).Value.Terms.Select(inner => Multiply(outer, inner)));
            if (expanded.Count > maximumTerms)
            {
                return a;
            }
        }

        return changed ? Expand(Polynomial.Create(expanded), maximumTerms) : a;
    }

    private static bool IsExpandable(Factor factor) =>
        factor is { Atom: Group { Value.Terms.Length: > 1 }, Exponent: { IsInteger: true, Sign: > 0 } } && factor.Exponent <= 3;
}
