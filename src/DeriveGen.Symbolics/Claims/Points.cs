using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Random points at which two formulas are compared in double precision: two numbers of examples, and values of everything in between.</summary>
internal sealed class Points
{
    private const double Tolerance = 1e-9;

    private const int Attempts = 8;

    /// <summary>A claim may take this much work more than the network does, or this many products.</summary>
    private const double MostWork = 64, MostProducts = 1e6;

    private readonly List<(Interpreter Values, int Examples)> _points = [];
    private readonly double _mostProducts;

    /// <summary>Points of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="keepsFacts">Whether given tensors keep the promises that facts make of their sums.</param>
    /// <param name="holdsParameters">Whether the tangents of parameters are 0.</param>
    public Points(ClaimNetwork network, bool keepsFacts, bool holdsParameters = false)
    {
        for (int number = 0; number < 3; number++)
        {
            _points.Add((Evaluated(network, 4 + (3 * number), 11 + number, keepsFacts, holdsParameters), 4 + (3 * number)));
        }

        IEnumerable<Equation> own = network.ByChainRule.Forward.Equations.Concat(network.ByChainRule.Adjoints);
        _mostProducts = Math.Max(MostProducts, MostWork * own.Sum(equation => Elimination.Work(equation, _points[0].Values.Evaluate)));
    }

    /// <summary>Whether every value of the network is finite at the points; where not, they tell nothing.</summary>
    public bool AreFinite { get; private set; } = true;

    /// <summary>How many products have been made here.</summary>
    public double Products { get; private set; }

    /// <summary>Whether both equations have the same values at every point.</summary>
    public bool AreEqual(Equation a, Equation b) => _points.All(point => AreEqual(Run(point.Values, a), Run(point.Values, b)));

    /// <summary>The largest difference at the points, relative to the largest value.</summary>
    public double WorstDifference(Equation claim, Equation truth) => _points.Max(point =>
    {
        double[] found = Run(point.Values, claim), expected = Run(point.Values, truth);
        double scale = Math.Max(expected.Concat(found).Max(Math.Abs), 1e-30);
        return found.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / scale;
    });

    /// <summary>What the claim is as a multiple of the truth: a rational number times a power of the number of examples; null where it is no multiple.</summary>
    public (Rational Number, int PowerOfExamples)? Factor(Equation claim, Equation truth)
    {
        List<double> ratios = [];
        foreach ((Interpreter values, _) in _points)
        {
            if (Ratio(Run(values, claim), Run(values, truth)) is not { } ratio)
            {
                return null;
            }

            ratios.Add(ratio);
        }

        foreach (int power in new[] { 0, -1, 1, -2, 2 })
        {
            List<double> numbers = [.. ratios.Zip(_points, (ratio, point) => ratio / Math.Pow(point.Examples, power))];
            if (numbers.All(number => Math.Abs(number - numbers[0]) < 1e-8 * Math.Abs(numbers[0])) && Simple(numbers[0]) is { } simple)
            {
                return (simple, power);
            }
        }

        return null;
    }

    private static Rational? Simple(double number)
    {
        for (int denominator = 1; denominator <= 64; denominator++)
        {
            double numerator = Math.Round(number * denominator);
            if (numerator != 0 && Math.Abs(numerator) < 10_000 && Math.Abs((number * denominator) - numerator) < 1e-7 * Math.Abs(numerator))
            {
                return new Rational((int)numerator, denominator);
            }
        }

        return null;
    }

    private static double? Ratio(double[] claim, double[] truth)
    {
        int largest = Enumerable.Range(0, truth.Length).OrderByDescending(i => Math.Abs(truth[i])).First();
        if (Math.Abs(truth[largest]) < 1e-12 || Math.Abs(claim[largest]) < 1e-12)
        {
            return null;
        }

        double ratio = claim[largest] / truth[largest];
        return AreEqual(claim, Array.ConvertAll(truth, value => ratio * value)) ? ratio : null;
    }

    private static bool AreEqual(double[] a, double[] b)
    {
        // What is not finite is equal to nothing: an infinite scale would make everything equal.
        double scale = Math.Max(a.Concat(b).Max(Math.Abs), 1e-300);
        return IsFinite(scale) && a.Zip(b, (x, y) => Math.Abs(x - y) <= Tolerance * scale).All(equal => equal);
    }

    /// <exception cref="ClaimException">The equation takes too much work.</exception>
    private double[] Run(Interpreter values, Equation equation)
    {
        IReadOnlyList<Equation> parts = Elimination.Of(equation, values.Evaluate);
        double products = parts.Sum(part => Elimination.Work(part, values.Evaluate));
        if (products > _mostProducts)
        {
            throw new ClaimException(default, $"the sums of the line run over more than {_mostProducts:0} products; give a part of it a line of its own");
        }

        Products += products;
        return Elimination.Run(values, parts);
    }

    private Interpreter Evaluated(ClaimNetwork network, int examples, int seed, bool keepsFacts, bool holdsParameters)
    {
        for (int attempt = 0; ; attempt++)
        {
            var values = new Interpreter(network.System.Sizes.ToDictionary(size => size, size => Math.Min(size == network.Examples ? examples : examples + 2, size.Capacity ?? int.MaxValue)));
            SamplePoint.Fill(values, network.System, seed + (100 * attempt));
            if (attempt % 2 == 1)
            {
                MakePositive(values, network.System);
            }

            Scale(values, network.System, Math.Pow(0.1, attempt / 2));

            if (keepsFacts)
            {
                SamplePoint.KeepFacts(values, network.System);
            }

            Run(values, network, holdsParameters);
            bool isFinite = network.ByChainRule.Forward.Equations.All(equation => values[equation.Target].All(IsFinite))
                && network.ByChainRule.Adjoints.All(equation => values[equation.Target].All(IsFinite));
            if (isFinite || attempt == Attempts - 1)
            {
                AreFinite &= isFinite;
                return values;
            }
        }
    }

    /// <summary>Smaller values, from which long networks do not overflow.</summary>
    private static void Scale(Interpreter values, EquationSystem system, double factor)
    {
        foreach (Tensor tensor in system.Tensors.Where(tensor => tensor.Kind is TensorKind.Target or TensorKind.Input or TensorKind.Parameter && !tensor.IsInteger && factor < 1))
        {
            values[tensor] = Array.ConvertAll(values[tensor], value => factor * value);
        }
    }

    private static void Run(Interpreter values, ClaimNetwork network, bool holdsParameters)
    {
        values.Run(network.ByChainRule.Forward);
        values.Run(network.ByChainRule.Adjoints, network.ByChainRule.AdjointScans);
        var random = new Random(5);
        foreach (Tensor tensor in network.System.Tensors.Where(tensor => tensor.Kind is TensorKind.Parameter or TensorKind.Input))
        {
            if (network.TangentOf(tensor) is { } tangent)
            {
                values[tangent] = Enumerable.Range(0, values.Length(tangent)).Select(_ => holdsParameters && tensor.Kind == TensorKind.Parameter ? 0 : random.NextDouble() - 0.4).ToArray();
            }
        }

        values.Run(network.Tangents, []);
    }

    /// <summary>Targets between 0 and 1, so that logarithms of them and of what is above them exist.</summary>
    private static void MakePositive(Interpreter values, EquationSystem system)
    {
        foreach (Tensor tensor in system.Tensors.Where(tensor => tensor.Kind is TensorKind.Target or TensorKind.Input or TensorKind.Parameter && !tensor.IsInteger))
        {
            values[tensor] = Array.ConvertAll(values[tensor], value => 0.05 + (0.9 * Math.Abs(value)));
        }
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
