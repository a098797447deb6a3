using System.Globalization;
using System.Numerics;
using System.Text;
using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>Prints expressions in one line of Unicode: <c>W̄[j,k] = (1/m)·Σi x[i,j]·z̄[i,k]</c>.</summary>
public static class TextPrinter
{
    private const int FewestCounted = 10;

    /// <summary>An equation.</summary>
    public static string Print(Equation equation) =>
        (equation.Indices.Length == 0 ? Name(equation.Target) : Print(equation.Left)) + " = " + Print(equation.Value);

    /// <summary>A sum of terms.</summary>
    public static string Print(Polynomial polynomial) => polynomial.ToString();

    /// <summary>A sum of terms, its free indices under other names.</summary>
    internal static string Print(Polynomial polynomial, Func<IndexVar, string> naming) => Sum(polynomial, naming);

    /// <summary>A term.</summary>
    public static string Print(Term term) => Product(term, index => index.Name);

    /// <summary>An atom.</summary>
    public static string Print(Atom atom) => Print(atom, index => index.Name);

    /// <summary>A guard.</summary>
    public static string Print(Guard guard) => Print(guard, index => index.Name);

    /// <summary>An index expression.</summary>
    public static string Print(Affine affine) => Print(affine, index => index.Name);

    /// <summary>A tensor's name; an adjoint carries a bar, a tangent a dot on its last letter, before digits: z̄1, ż1.</summary>
    public static string Name(Tensor tensor) => tensor switch
    {
        { AdjointOf: { } primal } => Marked(Name(primal), '\u0304'),
        { TangentOf: { } primal } => Marked(Name(primal), '\u0307'),
        { NextOf: { } current } => Name(current) + "′",
        _ => tensor.Name,
    };

    private static string Marked(string name, char mark)
    {
        int letters = name.Length;
        while (letters > 1 && (char.IsDigit(name[letters - 1]) || name[letters - 1] == '_'))
        {
            letters--;
        }

        return name.Insert(letters, mark.ToString());
    }

    private static string Sum(Polynomial polynomial, Func<IndexVar, string> naming)
    {
        if (polynomial.IsZero)
        {
            return "0";
        }

        var text = new StringBuilder();
        foreach (Term term in polynomial.Terms)
        {
            string product = Product(term, naming);
            bool negative = product[0] == '−';
            text.Append(text.Length == 0 ? string.Empty : negative ? " − " : " + ").Append(text.Length > 0 && negative ? product.Substring(1) : product);
        }

        return text.ToString();
    }

    private static string Product(Term term, Func<IndexVar, string> outer)
    {
        Func<IndexVar, string> naming = Distinct(term.Bound, term.AllIndices, outer);
        var parts = new List<string>();
        (string sign, string? number) = Coefficient(term);
        if (number is not null)
        {
            parts.Add(number);
        }

        parts.AddRange(term.Guards.Where(guard => !term.Binds(guard)).Select(guard => Print(guard, naming)));
        parts.AddRange(term.Factors.Where(factor => !IsCount(factor) && !term.Binds(factor.Atom)).Select(factor => Power(factor, naming)));
        string text = string.Join("·", parts);
        if (term.Bound.Length > 0)
        {
            IEnumerable<string> inside = term.Guards.Where(term.Binds).Select(guard => Print(guard, naming))
                .Concat(term.Factors.Where(factor => term.Binds(factor.Atom)).Select(factor => Power(factor, naming)));
            text += (text.Length > 0 ? "·" : string.Empty) + "Σ" + string.Join(",", term.Bound.Select(naming)) + " " + string.Join("·", inside);
        }

        return sign + (text.Length == 0 ? "1" : text);
    }

    /// <summary>The sign, and the number with the counts under its fraction line: (2/m).</summary>
    private static (string Sign, string? Number) Coefficient(Term term)
    {
        Rational size = term.Coefficient.Abs();
        string sign = term.Coefficient.Sign < 0 ? "−" : string.Empty;
        List<string> above = term.Factors.Where(factor => IsCount(factor) && factor.Exponent.Sign > 0).Select(factor => Power(factor, _ => string.Empty)).ToList();
        List<string> below = term.Factors.Where(factor => IsCount(factor) && factor.Exponent.Sign < 0)
            .Select(factor => Power(factor with { Exponent = -factor.Exponent }, _ => string.Empty)).ToList();
        if (!size.Numerator.IsOne || (above.Count == 0 && below.Count + (size.IsInteger ? 0 : 1) > 0))
        {
            above.Insert(0, Whole(size.Numerator));
        }

        if (!size.IsInteger)
        {
            below.Insert(0, Whole(size.Denominator));
        }

        string numerator = string.Join("·", above), denominator = string.Join("·", below);
        return below.Count == 0
            ? (sign, numerator.Length == 0 ? null : numerator)
            : (sign, "(" + numerator + "/" + (denominator.Contains('·') ? "(" + denominator + ")" : denominator) + ")");
    }

    /// <summary>A whole number, in powers of ten where its zeros could not be counted at a glance: 10^30, 25·10^12.</summary>
    private static string Whole(BigInteger number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture), leading = digits.TrimEnd('0');
        int zeros = digits.Length - leading.Length;
        return zeros < FewestCounted ? digits : (leading == "1" ? string.Empty : leading + "·") + "10^" + zeros.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsCount(Factor factor) => factor.Atom is SizeValue or NamedConstant or Root;

    private static string Power(Factor factor, Func<IndexVar, string> naming)
    {
        string text = Print(factor.Atom, naming);
        return factor.Exponent.IsOne ? text : text + "^" + (factor.Exponent is { IsInteger: true, Sign: > 0 }
            ? factor.Exponent.ToString()
            : "(" + factor.Exponent.ToString().Replace('-', '−') + ")");
    }

    private static string Print(Atom atom, Func<IndexVar, string> naming) => atom switch
    {
        Access access => Access(access.Tensor, access.Positions, naming),
        Apply { Function.Name: "step" } step => "[" + Sum(step.Argument, naming) + " > 0]",
        Apply { Function.Name: "sigmoid" } sigmoid => "σ(" + Sum(sigmoid.Argument, naming) + ")",
        Apply apply => apply.Function.Name + "(" + Sum(apply.Argument, naming) + ")",
        Group group => "(" + Sum(group.Value, naming) + ")",
        SizeValue size => size.Size.Name,
        IndexValue { Value: { Terms.Length: 1, Constant: 0 } or { Terms.Length: 0 } } value => Print(value.Value, naming),
        IndexValue value => "(" + Print(value.Value, naming) + ")",
        NamedConstant constant => constant.Name == "pi" ? "π" : constant.Name,
        Root root => root.Radicand.ToString(),
        Maximum maximum => Print(maximum, naming),
        _ => throw new ArgumentException($"Unknown atom {atom.GetType().Name}.", nameof(atom)),
    };

    private static string Print(Maximum maximum, Func<IndexVar, string> outer)
    {
        var all = new HashSet<IndexVar>(maximum.Body.Indices);
        all.UnionWith(maximum.Guards.SelectMany(guard => guard.Argument.Indices));
        Func<IndexVar, string> naming = Distinct(maximum.Bound, all, outer);
        return "max" + string.Join(",", maximum.Bound.Select(naming)) + " "
            + string.Concat(maximum.Guards.Select(guard => Print(guard, naming))) + Sum(maximum.Body, naming);
    }

    private static string Access(Tensor tensor, EquatableArray<Affine> positions, Func<IndexVar, string> naming) => tensor.DerivativeOf is { } of
        ? "∂" + Access(of, positions.Take(of.Rank).ToEquatableArray(), naming) + "/∂" + Access(of, positions.Skip(of.Rank).ToEquatableArray(), naming)
        : positions.Length == 0 ? Name(tensor) : Name(tensor) + "[" + string.Join(",", positions.Select(position => Print(position, naming))) + "]";

    private static string Print(Guard guard, Func<IndexVar, string> naming)
    {
        if (guard.Kind == GuardKind.Divides)
        {
            return "[" + guard.Modulus.ToString(CultureInfo.InvariantCulture) + " | " + Print(guard.Argument, naming) + "]";
        }

        Affine argument = guard.Argument;
        Affine left = Affine.Create(argument.Terms.Where(term => term.Coefficient > 0), Math.Max(argument.Constant, 0));
        Affine right = left - argument;
        return guard.Kind == GuardKind.Equal
            ? "δ[" + Print(left, naming) + "," + Print(right, naming) + "]"
            : "[" + Print(right, naming) + " ≤ " + Print(left, naming) + "]";
    }

    private static string Print(Affine affine, Func<IndexVar, string> naming)
    {
        var text = new StringBuilder();
        foreach (AffineTerm term in affine.Terms.OrderBy(term => term.Coefficient < 0))
        {
            int size = Math.Abs(term.Coefficient);
            text.Append(term.Coefficient < 0 ? "−" : text.Length > 0 ? "+" : string.Empty)
                .Append(size == 1 ? string.Empty : size.ToString(CultureInfo.InvariantCulture) + "·")
                .Append(Print(term.Atom, naming));
        }

        if (affine.Constant != 0 || text.Length == 0)
        {
            text.Append(affine.Constant < 0 ? "−" : text.Length > 0 ? "+" : string.Empty)
                .Append(Math.Abs((long)affine.Constant).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string Print(AffineAtom atom, Func<IndexVar, string> naming) => atom switch
    {
        IndexAtom index => naming(index.Index),
        SizeAtom size => size.Size.Name,
        GatherAtom gather => Access(gather.Tensor, gather.Positions, naming),
        FloorAtom floor => "⌊" + (floor.Dividend.Terms.Length > 1 || floor.Dividend.Constant != 0 ? "(" + Print(floor.Dividend, naming) + ")" : Print(floor.Dividend, naming))
            + "/" + floor.Divisor.ToString(CultureInfo.InvariantCulture) + "⌋",
        _ => throw new ArgumentException($"Unknown index atom {atom.GetType().Name}.", nameof(atom)),
    };

    /// <summary>Names for the bound indices that differ from every other name in sight: a clash gets primes.</summary>
    private static Func<IndexVar, string> Distinct(EquatableArray<IndexVar> bound, HashSet<IndexVar> all, Func<IndexVar, string> outer)
    {
        if (bound.Length == 0)
        {
            return outer;
        }

        var used = new HashSet<string>(all.Where(index => bound.IndexOf(index) < 0).Select(outer));
        var names = new Dictionary<IndexVar, string>();
        foreach (IndexVar index in bound)
        {
            string name = index.Name;
            while (!used.Add(name))
            {
                name += "′";
            }

            names[index] = name;
        }

        return index => names.TryGetValue(index, out string? name) ? name : outer(index);
    }
}
