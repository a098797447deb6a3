using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A random point of a network, at which numbers that somebody computed are compared with the derived gradients.</summary>
public sealed class GradientPoint
{
    private const double Tolerance = 1e-6;

    private readonly EquationSystem _system;
    private readonly DerivedSystem _byChainRule;
    private readonly DerivedSystem _rewritten;
    private readonly Interpreter _values;
    private readonly Size? _examples;

    /// <summary>Draws a point, the same one for the same system and sizes.</summary>
    /// <param name="system">The forward equations, with a loss.</param>
    /// <param name="sizes">The value of each symbolic size.</param>
    /// <param name="examples">The size that counts the examples; null where there is none.</param>
    /// <param name="wanted">The tensors whose adjoints have names, those of others are written out in them; null for all.</param>
    /// <exception cref="ArgumentException">There is no loss.</exception>
    public GradientPoint(EquationSystem system, IReadOnlyDictionary<Size, int> sizes, Size? examples, IReadOnlyCollection<Tensor>? wanted = null)
    {
        const int Seed = 1;
        (_system, _examples) = (system, examples);
        _rewritten = Differentiation.Derive(system, wanted ?? Differentiable(system), new() { Objective = Objective.Documentation });
        _byChainRule = Differentiation.Derive(system with { Facts = [] }, Differentiable(system), new() { Stabilise = false, Optimise = false, Lift = false });
        _values = new Interpreter(sizes);
        SamplePoint.Fill(_values, system, Seed);
        SamplePoint.KeepFacts(_values, system);
        foreach (DerivedSystem derived in new[] { _byChainRule, _rewritten })
        {
            _values.Run(derived.Forward);
            _values.Run(derived.Adjoints, derived.AdjointScans);
        }
    }

    /// <summary>The tensors that have an adjoint, from the loss to the inputs and parameters.</summary>
    public IReadOnlyList<Tensor> WithAdjoints => [.. _byChainRule.Adjoints.Select(equation => equation.Target.AdjointOf!).Where(tensor => _rewritten.AdjointOf.ContainsKey(tensor))];

    /// <summary>The value of an extent.</summary>
    public int SizeOf(Extent extent) => _values.Evaluate(extent);

    /// <summary>The values of a tensor, row-major.</summary>
    public double[] this[Tensor tensor] => _values[tensor];

    /// <summary>The derived adjoint of a tensor, row-major.</summary>
    public double[] AdjointOf(Tensor tensor) => _values[_rewritten.AdjointOf[tensor]];

    /// <summary>The derived formula of an adjoint.</summary>
    public string FormulaOf(Tensor tensor) => _rewritten.AdjointEquationOf(tensor).ToString();

    /// <summary>Whether numbers are those of an adjoint, to within rounding.</summary>
    public bool IsRight(Tensor tensor, double[] computed) => AreEqual(AdjointOf(tensor), computed);

    /// <summary>Whether numbers are what the derived formula gives for the adjoints before it as they were computed: no error of their own.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="computed">The numbers for its adjoint.</param>
    /// <param name="others">The numbers for other adjoints.</param>
    public bool Follows(Tensor tensor, double[] computed, IReadOnlyDictionary<Tensor, double[]> others) =>
        Given(others, () => Equations(tensor).Any(equation => AreEqual(Run(equation.Value, equation), computed)));

    /// <summary>What is wrong with numbers for an adjoint: the slip that gives just these, or the first place where they differ.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="computed">The numbers for its adjoint.</param>
    /// <param name="others">The numbers for other adjoints that it may be computed from.</param>
    public string Explain(Tensor tensor, double[] computed, IReadOnlyDictionary<Tensor, double[]> others) =>
        Given(others, () => Equations(tensor).Select(equation => Factor(Run(equation.Value, equation), computed)).FirstOrDefault(factor => factor is not null)
            ?? Equations(tensor).Select(equation => Slip(equation, computed)).FirstOrDefault(slip => slip is not null))
        ?? (Transposed(tensor, computed) ? "it stands transposed" : Difference(tensor, computed));

    private static Tensor[] Differentiable(EquationSystem system)
    {
        var active = new HashSet<Tensor> { system.Loss! };
        foreach (Equation equation in system.Equations.Reverse().Where(equation => active.Contains(equation.Target)))
        {
            active.UnionWith(equation.Reads.Where(tensor => !tensor.IsInteger && tensor.Kind is TensorKind.Forward or TensorKind.Parameter or TensorKind.Input));
        }

        return [.. system.Tensors.Where(tensor => active.Contains(tensor) && !ReferenceEquals(tensor, system.Loss))];
    }

    /// <summary>Both forms of an adjoint: the shortest, and that of the chain rule alone.</summary>
    private IEnumerable<Equation> Equations(Tensor tensor) => new[] { _rewritten, _byChainRule }.Where(derived => derived.AdjointOf.ContainsKey(tensor)).Select(derived => derived.AdjointEquationOf(tensor));

    /// <summary>What an evaluation gives with adjoints as somebody computed them.</summary>
    private T Given<T>(IReadOnlyDictionary<Tensor, double[]> others, Func<T> evaluation)
    {
        (Tensor Adjoint, double[] Right)[] replaced = [.. others.SelectMany(other => Equations(other.Key).Select(equation => (equation.Target, _values[equation.Target])))];
        foreach (KeyValuePair<Tensor, double[]> other in others)
        {
            foreach (Equation equation in Equations(other.Key))
            {
                _values[equation.Target] = other.Value;
            }
        }

        T result = evaluation();
        foreach ((Tensor adjoint, double[] right) in replaced)
        {
            _values[adjoint] = right;
        }

        return result;
    }

    private double[] Run(Polynomial value, Equation equation)
    {
        var target = new Tensor("computed", equation.Target.Shape, TensorKind.Temporary);
        _values.Run(new Equation(target, equation.Indices, value));
        return _values[target];
    }

    private string? Slip(Equation equation, double[] computed)
    {
        Tensor[] readable = [.. _system.Tensors.Where(tensor => !tensor.IsInteger && _values.Has(tensor)), .. _rewritten.AdjointOf.Values];
        return GradientSlips.Of(equation.Value, readable, _values.Evaluate).Where(slip => AreEqual(Run(slip.Value, equation), computed)).Select(slip => slip.What).FirstOrDefault();
    }

    /// <summary>The number that all of it is multiplied by, as a reader knows it.</summary>
    private string? Factor(double[] right, double[] computed)
    {
        int largest = Enumerable.Range(0, right.Length).OrderByDescending(i => Math.Abs(right[i])).First();
        double factor = computed[largest] / right[largest];
        if (Math.Abs(right[largest]) < 1e-12 || Math.Abs(factor) < 1e-12 || !AreEqual(Array.ConvertAll(right, value => factor * value), computed))
        {
            return null;
        }

        double? examples = _examples is null ? null : _values.SizeOf(_examples);
        bool Is(double? value) => value is { } expected && Math.Abs(factor - expected) < 1e-6 * Math.Abs(expected);
        return Is(-1) ? "it has the other sign"
            : Is(examples) ? $"the factor 1/{_examples} of the mean is missing"
            : Is(1 / examples) ? $"the factor 1/{_examples} is too much: the loss is a sum"
            : $"it is {Number(factor)} times what it should be";
    }

    private bool Transposed(Tensor tensor, double[] computed)
    {
        if (tensor.Rank != 2 || SizeOf(tensor.Shape[0]) != SizeOf(tensor.Shape[1]))
        {
            return false;
        }

        int n = SizeOf(tensor.Shape[0]);
        double[] right = AdjointOf(tensor);
        return AreEqual([.. Enumerable.Range(0, n * n).Select(place => right[(place % n * n) + (place / n)])], computed);
    }

    private string Difference(Tensor tensor, double[] computed)
    {
        double[] right = AdjointOf(tensor);
        double scale = right.Max(Math.Abs);
        int first = Enumerable.Range(0, right.Length).First(i => !(Math.Abs(right[i] - computed[i]) <= Tolerance * scale));
        var place = new List<int>();
        for (int axis = tensor.Rank - 1, rest = first; axis >= 0; axis--)
        {
            place.Insert(0, rest % SizeOf(tensor.Shape[axis]));
            rest /= SizeOf(tensor.Shape[axis]);
        }

        return $"at a random point, [{string.Join(", ", place)}] is {Number(computed[first])} and should be {Number(right[first])}";
    }

    private static bool AreEqual(double[] right, double[] computed)
    {
        double scale = Math.Max(right.Select(Math.Abs).DefaultIfEmpty(0).Max(), 1e-300);
        return right.Length == computed.Length && right.Zip(computed, (a, b) => Math.Abs(a - b) <= Tolerance * scale).All(equal => equal);
    }

    private static string Number(double value) => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');
}
