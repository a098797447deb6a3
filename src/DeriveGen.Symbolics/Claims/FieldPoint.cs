using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>
/// A random point over the field of whole numbers modulo a prime, where equality is exact: two formulas that are equal by the laws of + · / alone agree
/// at it, and two that are not agree with probability about one in a billion. A function is known by its argument only: equal arguments, equal values.
/// </summary>
/// <remarks>The laws of functions, e^(a + b) = e^a·e^b, are not known here, so that disagreement proves nothing where functions take part.</remarks>
internal sealed class FieldPoint
{
    private const long Prime = (1L << 31) - 1;

    private readonly ClaimNetwork _network;
    private readonly Dictionary<Tensor, Equation> _definitions;
    private readonly Dictionary<(Tensor, string), long> _elements = [];
    private readonly Dictionary<(string, long), long> _functions = [];
    private readonly Random _random;
    private readonly int _examples;

    /// <summary>A point of a network.</summary>
    public FieldPoint(ClaimNetwork network, int seed)
    {
        _network = network;
        _random = new Random(seed);
        _examples = 2 + (seed % 3);
        _definitions = network.ByChainRule.Forward.Equations.Concat(network.ByChainRule.Adjoints).Concat(network.Tangents)
            .Where(equation => equation.Value.AsMaximum is null)
            .ToDictionary(equation => equation.Target);
    }

    /// <summary>Whether two equations over the same indices agree in every element.</summary>
    public bool AreEqual(Equation a, Equation b)
    {
        int[] extents = [.. a.Indices.Select(index => Extent(index.Extent))];
        Equation left = Reduced(a), right = Reduced(b);
        return Places(extents).All(place => Value(left, place) == Value(right, place));
    }

    /// <summary>The equation with its sums taken one at a time, by elements that are computed once.</summary>
    private Equation Reduced(Equation equation)
    {
        IReadOnlyList<Equation> parts = Elimination.Of(equation, Extent);
        foreach (Equation part in parts.Take(parts.Count - 1))
        {
            _definitions[part.Target] = part;
        }

        return parts[parts.Count - 1];
    }

    private long Value(Equation equation, int[] place)
    {
        var indices = new Dictionary<IndexVar, int>();
        for (int axis = 0; axis < place.Length; axis++)
        {
            indices[equation.Indices[axis]] = place[axis];
        }

        return Value(equation.Value, indices);
    }

    private long Value(Polynomial polynomial, Dictionary<IndexVar, int> indices) =>
        polynomial.Terms.Aggregate(0L, (sum, term) => (sum + Value(term, indices)) % Prime);

    private long Value(Term term, Dictionary<IndexVar, int> indices)
    {
        long sum = 0;
        foreach (int[] place in Places([.. term.Bound.Select(index => Extent(index.Extent))]))
        {
            for (int i = 0; i < place.Length; i++)
            {
                indices[term.Bound[i]] = place[i];
            }

            if (!term.Guards.All(guard => Holds(guard, indices)))
            {
                continue;
            }

            long product = 1;
            foreach (Factor factor in term.Factors)
            {
                product = product * Power(Value(factor.Atom, indices), factor.Exponent) % Prime;
            }

            sum = (sum + product) % Prime;
        }

        return sum * Residue(term.Coefficient) % Prime;
    }

    private long Value(Atom atom, Dictionary<IndexVar, int> indices) => atom switch
    {
        Access access => Element(access.Tensor, [.. access.Positions.Select(position => Whole(position, indices))]),
        Group group => Value(group.Value, indices),
        Apply apply => Function(apply.Function.Name, Value(apply.Argument, indices)),
        SizeValue size => Size(size.Size),
        IndexValue value => Residue(Whole(value.Value, indices)),
        _ => Function(atom.Key, 0),
    };

    private long Element(Tensor tensor, int[] place)
    {
        (Tensor, string) key = (tensor, string.Join(",", place));
        if (!_elements.TryGetValue(key, out long value))
        {
            value = _definitions.TryGetValue(tensor, out Equation? definition) ? Value(definition, place)
                : tensor.Range is { } range ? _random.Next(Extent(range))
                : 1 + (long)(_random.NextDouble() * (Prime - 1));
            _elements[key] = value;
        }

        return value;
    }

    private long Function(string name, long argument)
    {
        if (!_functions.TryGetValue((name, argument), out long value))
        {
            value = name == "step" ? _random.Next(2) : 1 + (long)(_random.NextDouble() * (Prime - 1));
            _functions[(name, argument)] = value;
        }

        return value;
    }

    private long Power(long value, Rational exponent)
    {
        if (!exponent.IsInteger)
        {
            // A root is a function of its radicand; √x·√x is x all the same.
            long root = Function("root of " + exponent.Denominator, value);
            return Power(root, new Rational(exponent.Numerator, 1));
        }

        long magnitude = (long)System.Numerics.BigInteger.Abs(exponent.Numerator);
        long result = (long)System.Numerics.BigInteger.ModPow(value, magnitude, Prime);
        return exponent.Sign < 0 ? (long)System.Numerics.BigInteger.ModPow(result, Prime - 2, Prime) : result;
    }

    private static long Residue(Rational number)
    {
        long numerator = (long)(((number.Numerator % Prime) + Prime) % Prime), denominator = (long)(number.Denominator % Prime);
        return numerator * (long)System.Numerics.BigInteger.ModPow(denominator, Prime - 2, Prime) % Prime;
    }

    private bool Holds(Guard guard, Dictionary<IndexVar, int> indices)
    {
        int value = Whole(guard.Argument, indices);
        return guard.Kind switch
        {
            GuardKind.Equal => value == 0,
            GuardKind.Divides => value % guard.Modulus == 0,
            _ => value >= 0,
        };
    }

    private int Whole(Affine affine, Dictionary<IndexVar, int> indices) => affine.Constant + affine.Terms.Sum(term => term.Coefficient * term.Atom switch
    {
        IndexAtom index => indices[index.Index],
        SizeAtom size => Size(size.Size),
        GatherAtom gather => (int)Element(gather.Tensor, [.. gather.Positions.Select(position => Whole(position, indices))]),
        FloorAtom floor => (int)Math.Floor((double)Whole(floor.Dividend, indices) / floor.Divisor),
        _ => throw new ArgumentException($"Unknown index atom {term.Atom.GetType().Name}.", nameof(affine)),
    });

    private int Extent(Extent extent) => extent.Evaluate(Size);

    private int Size(Size size) => Math.Min(size == _network.Examples ? _examples : _examples + 1, size.Capacity ?? int.MaxValue);

    private static IEnumerable<int[]> Places(int[] extents)
    {
        int count = extents.Aggregate(1, (product, extent) => product * extent);
        for (int number = 0; number < count; number++)
        {
            int[] place = new int[extents.Length];
            for (int axis = extents.Length - 1, rest = number; axis >= 0; axis--)
            {
                place[axis] = rest % extents[axis];
                rest /= extents[axis];
            }

            yield return place;
        }
    }
}
