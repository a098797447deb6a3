using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// A bound of the magnitude of a tensor's elements that follows from the formulas alone, whatever inputs and parameters are: of numbers, of
/// bounded functions, of vectors that are divided by their lengths, and of sums and products of these.
/// </summary>
internal static class Magnitude
{
    /// <summary>How many definitions deep a bound is looked for.</summary>
    private const int LargestDepth = 6;

    private static readonly Dictionary<string, double> s_functions = new()
    {
        ["tanh"]    = 1,
        ["sigmoid"] = 1,
        ["erf"]     = 1,
        ["sin"]     = 1,
        ["cos"]     = 1,
        ["step"]    = 1,
        ["sign"]    = 1,
    };

    /// <summary>What vectors and their lengths come to at most: the term without them, or null where the inequality says nothing of it.</summary>
    private static readonly (string Inequality, Func<Term, EquationSystem, Term?> Without)[] s_lengths =
    [
        ("|Σk u[k]·v[k]| ≤ √(Σk u[k]²)·√(Σk v[k]²)", WithoutInnerProduct),
        ("|u[k]| ≤ √(Σk u[k]²)", WithoutElement),
    ];

    /// <summary>The bound; null where none is known.</summary>
    public static double? Of(Tensor tensor, EquationSystem system) => Of(tensor, system, LargestDepth);

    private static double? Of(Tensor tensor, EquationSystem system, int depth) =>
        tensor.Numbers.Length > 0 ? tensor.Numbers.Max(number => Math.Abs(number.ToDouble()))
        : depth == 0 || system.ScanOf(tensor) is not null || system.DefinitionOf(tensor) is not { } definition ? null
        : Of(definition.Value, system, depth - 1);

    private static double? Of(Polynomial value, EquationSystem system, int depth) => value.AsMaximum is { } maximum
        ? Of(maximum.Body, system, depth)
        : value.Terms.Aggregate((double?)0, (sum, term) => sum + Of(term, system, depth));

    private static double? Of(Term term, EquationSystem system, int depth)
    {
        Term left = WithSums(term, system);
        while (s_lengths.Select(row => row.Without(left, system)).FirstOrDefault(without => without is not null) is { } shorter)
        {
            left = shorter;
        }

        double? points = left.Bound.Aggregate((double?)1, (product, index) => product * index.Extent.Static);
        return left.Factors.Aggregate(points * Math.Abs(left.Coefficient.ToDouble()), (product, factor) => product * Of(factor, system, depth));
    }

    /// <summary>The term with sums of its factors that have names of their own written out, so that they stand beside the lengths.</summary>
    private static Term WithSums(Term term, EquationSystem system)
    {
        Term written = new(term.Coefficient, term.Bound, [], term.Guards);
        foreach (Factor factor in term.Factors)
        {
            EquatableArray<Term> sum = factor is { Atom: Access access, Exponent.IsOne: true } && system.ScanOf(access.Tensor) is null ? system.DefinitionOf(access.Tensor)?.At(access.Positions).Terms ?? [] : [];
            written = Build.Multiply(written, sum.Length == 1 && sum[0].Bound.Length > 0 && sum[0].Factors.All(inner => inner.Atom is Access) ? sum[0] : new Term(1, [], [factor], []));
        }

        return written;
    }

    private static double? Of(Factor factor, EquationSystem system, int depth)
    {
        // A count is at least 1.
        if (factor.Exponent.Sign < 0)
        {
            return factor.Atom is SizeValue ? 1 : null;
        }

        double? most = factor.Atom switch
        {
            Group group => Of(group.Value, system, depth),
            Apply apply => s_functions.TryGetValue(apply.Function.Name, out double bound) ? bound : null,
            Access access => Of(access.Tensor, system, depth),
            NamedConstant constant => Math.Abs(constant.Value),
            Root root => Math.Sqrt(root.Radicand.ToDouble()),
            _ => null,
        };
        return most is { } known ? Math.Pow(known, factor.Exponent.ToDouble()) : null;
    }

    private static Term? WithoutInnerProduct(Term term, EquationSystem system)
    {
        Factor[] read = [.. term.Factors.Where(factor => factor.Atom.Indices.Overlaps(term.Bound))];
        Access[] vectors = [.. read.Where(factor => factor.Atom is Access && (factor.Exponent.IsOne || factor.Exponent == 2) && term.Bound.All(factor.Atom.Indices.Contains))
            .SelectMany(factor => Enumerable.Repeat((Access)factor.Atom, factor.Exponent.IsOne ? 1 : 2))];
        if (term.Bound.Length == 0 || vectors.Length != 2 || vectors.Distinct().Count() != read.Length)
        {
            return null;
        }

        EquatableArray<Factor>? rest = term.Factors.Where(factor => !read.Contains(factor)).ToEquatableArray();
        foreach (Access vector in vectors)
        {
            rest = rest is { } factors ? WithoutLength(factors, vector, term.Bound, system) : null;
        }

        return rest is { } left ? new Term(term.Coefficient, [], left, term.Guards) : null;
    }

    private static Term? WithoutElement(Term term, EquationSystem system)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            if (term.Factors[i] is { Atom: Access vector, Exponent.IsOne: true } && WithoutLength(term.Factors.RemoveAt(i), vector, [], system) is { } rest)
            {
                return new Term(term.Coefficient, term.Bound, rest, term.Guards);
            }
        }

        return null;
    }

    /// <summary>The factors without one that divides by the length of a vector, or by more; null where none does.</summary>
    private static EquatableArray<Factor>? WithoutLength(EquatableArray<Factor> factors, Access vector, EquatableArray<IndexVar> summed, EquationSystem system)
    {
        for (int i = 0; i < factors.Length; i++)
        {
            if (Divisor(factors[i], system) is var (square, one) && square.Terms.All(IsNotNegative) && square.Terms.Any(term => IsSquare(term, vector, summed)))
            {
                Rational left = factors[i].Exponent - one;
                return left.IsZero ? factors.RemoveAt(i) : factors.SetItem(i, factors[i] with { Exponent = left });
            }
        }

        return null;
    }

    /// <summary>Of a factor that divides by a square root: what stands below the root, and the exponent by which it divides once.</summary>
    private static (Polynomial Square, Rational Once)? Divisor(Factor factor, EquationSystem system)
    {
        Polynomial? Written(Atom atom) => atom is Group group ? group.Value : atom is Access access && system.ScanOf(access.Tensor) is null ? system.DefinitionOf(access.Tensor)?.At(access.Positions) : null;
        Rational minusHalf = -Rational.Half;
        if (factor.Exponent <= minusHalf && !factor.Exponent.IsInteger)
        {
            return Written(factor.Atom) is { } square ? (square, minusHalf) : null;
        }

        // r = (Σ u²)^(−1/2) multiplies, n = (Σ u²)^(1/2) divides.
        return factor.Exponent.IsInteger && factor.Atom is Access && Written(factor.Atom) is { Terms: { Length: 1 } terms } && terms[0] is { Coefficient.IsOne: true, Bound.Length: 0, Guards.Length: 0, Factors: { Length: 1 } root }
            && root[0].Exponent == (factor.Exponent.Sign > 0 ? minusHalf : Rational.Half) && Written(root[0].Atom) is { } below
            ? (below, factor.Exponent.Sign)
            : null;
    }

    private static bool IsNotNegative(Term term) =>
        term.Coefficient.Sign > 0 && term.Factors.All(factor => factor.Atom is SizeValue or Root || (factor.Exponent.IsInteger && (factor.Exponent / 2).IsInteger));

    /// <summary>Whether a term is the sum of the vector's squares over at least the indices that are summed.</summary>
    private static bool IsSquare(Term term, Access vector, EquatableArray<IndexVar> summed)
    {
        if (!term.Coefficient.IsOne || term.Guards.Length > 0 || term.Factors.Length != 1 || term.Factors[0] is not { Atom: Access squared } factor || factor.Exponent != 2
            || !ReferenceEquals(squared.Tensor, vector.Tensor))
        {
            return false;
        }

        bool IsSummed(int axis) => squared.Positions[axis].AsIndex is { } index && term.Bound.IndexOf(index) >= 0;
        int[] over = [.. Enumerable.Range(0, vector.Positions.Length).Where(IsSummed)];
        return over.Select(axis => squared.Positions[axis].AsIndex).Distinct().Count() == over.Length
            && Enumerable.Range(0, vector.Positions.Length).All(axis => over.Contains(axis) || vector.Positions[axis].Equals(squared.Positions[axis]))
            && summed.All(index => over.Any(axis => vector.Positions[axis].AsIndex == index));
    }
}
