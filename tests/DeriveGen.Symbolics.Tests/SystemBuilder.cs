using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests;

/// <summary>Writes equation systems in a few lines, without the parser.</summary>
internal sealed class SystemBuilder
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<Equation> _equations = [];
    private readonly List<Fact> _facts = [];
    private readonly List<ScanBlock> _scans = [];

    public Tensor Parameter(string name, params IEnumerable<Extent> shape) => Add(new(name, shape.ToEquatableArray(), TensorKind.Parameter));

    public Tensor Input(string name, params IEnumerable<Extent> shape) => Add(new(name, shape.ToEquatableArray(), TensorKind.Input));

    /// <summary>Whole numbers below <paramref name="range"/>.</summary>
    public Tensor Label(string name, Extent range, params IEnumerable<Extent> shape) => Add(new(name, shape.ToEquatableArray(), TensorKind.Target) { Range = range });

    /// <summary>A tensor that an equation added later defines.</summary>
    public Tensor Forward(string name, params IEnumerable<IndexVar> indices) =>
        Add(new(name, indices.Select(index => index.Extent).ToEquatableArray(), TensorKind.Forward));

    /// <summary>name[indices] = value.</summary>
    public Tensor Define(string name, IEnumerable<IndexVar> indices, Polynomial value)
    {
        IndexVar[] all = indices.ToArray();
        return Define(Forward(name, all), all, value);
    }

    public Tensor Define(Tensor tensor, IEnumerable<IndexVar> indices, Polynomial value)
    {
        _equations.Add(new(tensor, indices.ToEquatableArray(), value));
        return tensor;
    }

    public void Scan(EquatableArray<Tensor> tensors, EquatableArray<int> timeAxes, int direction) => _scans.Add(new(tensors, timeAxes, direction));

    public void Promise(Fact fact) => _facts.Add(fact);

    public EquationSystem Build(Tensor? loss = null) => new()
    {
        Tensors = _tensors.ToEquatableArray(),
        Equations = _equations.ToEquatableArray(),
        Facts = _facts.ToEquatableArray(),
        Scans = _scans.ToEquatableArray(),
        Loss = loss,
    };

    private Tensor Add(Tensor tensor)
    {
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>An index.</summary>
    public static IndexVar Index(string name, Extent extent) => new(name, extent);
}

/// <summary>Reading a tensor in a formula: <c>x.At(i, j)</c>.</summary>
internal static class FormulaExtensions
{
    public static Polynomial At(this Tensor tensor, params IEnumerable<Affine> positions) => Polynomial.Of(tensor, positions);

    public static Polynomial Times(this Polynomial a, params IEnumerable<Polynomial> others) => others.Aggregate(a, Build.Multiply);

    public static Polynomial Over(this Polynomial a, Polynomial b) => Build.Divide(a, b);

    public static Polynomial To(this Polynomial a, Rational exponent) => Build.Power(a, exponent);

    public static Polynomial SumOver(this Polynomial a, params IEnumerable<IndexVar> indices) => Build.Sum(indices, a);

    public static Polynomial Where(this Polynomial a, params IEnumerable<Guard> guards) => Build.Guarded(a, guards);
}

/// <summary>Random values for the given tensors of a system, and its evaluation.</summary>
internal static class Sample
{
    /// <summary>An interpreter that holds random values in (−1, 1) for given tensors, positive ones where asked, and has run the system.</summary>
    public static Interpreter Run(EquationSystem system, IReadOnlyDictionary<Size, int> sizes, int seed, double offset = 0)
    {
        Interpreter interpreter = Given(system, sizes, seed, offset);
        interpreter.Run(system);
        return interpreter;
    }

    /// <summary>An interpreter with random values for the tensors that no equation defines.</summary>
    public static Interpreter Given(EquationSystem system, IReadOnlyDictionary<Size, int> sizes, int seed, double offset = 0)
    {
        var random = new Random(seed);
        var interpreter = new Interpreter(sizes);
        foreach (Tensor tensor in system.Tensors)
        {
            if (tensor.Kind is TensorKind.Forward or TensorKind.Adjoint or TensorKind.Temporary or TensorKind.ArgMax or TensorKind.Next)
            {
                continue;
            }

            double[] values = new double[interpreter.Length(tensor)];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = tensor.Range is { } range ? random.Next(interpreter.Evaluate(range)) : (2 * random.NextDouble()) - 1 + offset;
            }

            interpreter[tensor] = values;
        }

        return interpreter;
    }

    /// <summary>The largest difference between two arrays, relative to the largest value where that is above 1.</summary>
    public static double Difference(double[] expected, double[] actual)
    {
        double worst = 0, largest = 1;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            worst = double.IsNaN(difference) && expected[i].Equals(actual[i]) ? worst : !(difference <= worst) ? difference : worst;
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        return worst / largest;
    }

    /// <summary>Asserts that every tensor which <paramref name="before"/> defines has the same values in <paramref name="after"/>.</summary>
    public static void AssertSameValues(EquationSystem before, EquationSystem after, IReadOnlyDictionary<Size, int> sizes, double tolerance = 1e-11)
    {
        foreach (int seed in (int[])[1, 2])
        {
            Interpreter expected = Run(before, sizes, seed), actual = Run(after, sizes, seed);
            foreach (Tensor tensor in before.Equations.Select(equation => equation.Target))
            {
                double difference = Difference(expected[tensor], actual[tensor]);
                Assert.True(difference <= tolerance, $"{tensor} differs by {difference:E1}, seed {seed}.\nBefore:\n{before}\nAfter:\n{after}");
            }
        }
    }
}
