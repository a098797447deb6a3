using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Fuzzing;

/// <summary>
/// A random acyclic network of contractions, broadcasts, quotients and pointwise functions over four axes of small, distinct
/// extents, with every parameter that it reads.
/// </summary>
internal sealed class RandomNetwork
{
    private static readonly (string Name, int Extent)[] s_axes = [("i", 2), ("j", 3), ("k", 4), ("l", 2)];
    private static readonly string[] s_functions = ["tanh", "sigmoid", "exp", "sin", "softplus", "relu", "silu", "gelu"];

    private readonly Random _random;
    private readonly SystemBuilder _system = new();
    private readonly List<(Tensor Tensor, int[] Axes)> _tensors = [];
    private readonly IndexVar[] _indices = [.. s_axes.Select(axis => new IndexVar(axis.Name, axis.Extent))];

    public RandomNetwork(Random random)
    {
        _random = random;
        for (int i = 0; i < 3; i++)
        {
            int[] axes = Subset([0, 1, 2, 3], least: 1, most: 3);
            _tensors.Add((_system.Parameter("P" + i, axes.Select(axis => (Extent)s_axes[axis].Extent)), axes));
        }

        int count = random.Next(2, 7);
        for (int i = 0; i < count; i++)
        {
            AddEquation("T" + i);
        }

        Tensor loss = _system.Define("L", [], SumOfSines(_tensors[^1]) + SumOfSines(_tensors[^2]));
        System = OnlyNeeded(_system.Build(loss));
        Parameters = System.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter).ToArray();
    }

    public EquationSystem System { get; }

    public Tensor[] Parameters { get; }

    private void AddEquation(string name)
    {
        (Tensor Tensor, int[] Axes) a = Pick(), b = Pick(), c = Pick();
        (int[] union, Polynomial body, bool mayReduce) = _random.Next(8) switch
        {
            0 => (Union(a.Axes, b.Axes), Mapped(a).Times(Mapped(b)), true),
            1 => (Union(a.Axes, b.Axes, c.Axes), Mapped(a).Times(Read(b), Read(c)), true),
            2 => (Union(a.Axes, b.Axes), Mapped(a) + Mapped(b), false),
            3 => (Union(a.Axes, b.Axes), Read(a).Over(Polynomial.Number(new Rational(3, 2)) + Read(b).To(2)), false),
            4 => (a.Axes, Read(a).To(2), true),
            5 => (Union(a.Axes, b.Axes), Read(a).Times(Polynomial.One - Read(b)), false),
            6 => (a.Axes, Build.Call("exp", Rational.Half * Read(a)).Over(Sum(a.Axes, a, "exp")), false),
            _ => (Union(a.Axes, b.Axes), Build.Call("tanh", Read(a).Times(Read(b)).SumOver(Reduced([.. Union(a.Axes, b.Axes).Take(1)]))), false),
        };
        int[] kept = mayReduce ? Subset(union, least: a.Axes == union ? 0 : 1, most: 3) : union.Where(axis => body.Indices.Contains(_indices[axis])).ToArray();
        int[] summed = [.. union.Except(kept).Where(axis => body.Indices.Contains(_indices[axis]))];
        Polynomial value = body.SumOver(Reduced(summed));
        if (_random.Next(2) == 0)
        {
            value = value.Times(summed.Select(axis => Polynomial.Number(new Rational(1, s_axes[axis].Extent))));
        }

        _tensors.Add((_system.Define(name, kept.Select(axis => _indices[axis]), value), kept));
    }

    private (Tensor Tensor, int[] Axes) Pick() => _random.Next(2) == 0 ? _tensors[^1] : _tensors[_random.Next(_tensors.Count)];

    private Polynomial Read((Tensor Tensor, int[] Axes) operand) => operand.Tensor.At(operand.Axes.Select(axis => Affine.Of(_indices[axis])));

    /// <summary>The operand, or a function of half of it.</summary>
    private Polynomial Mapped((Tensor Tensor, int[] Axes) operand)
    {
        Polynomial value = Read(operand);
        return _random.Next(2) == 0 ? value : Function(s_functions[_random.Next(s_functions.Length)], Rational.Half * value);
    }

    private static Polynomial Function(string name, Polynomial x) => name switch
    {
        "silu" => x.Times(Build.Call("sigmoid", x)),
        "gelu" => (Rational.Half * x).Times(Polynomial.One + Build.Call("erf", x.Over(Build.SquareRoot(Polynomial.Number(2))))),
        _ => Build.Call(name, x),
    };

    /// <summary>Σ f(½·operand) over the last of its axes, for a softmax; over none where it has none.</summary>
    private Polynomial Sum(int[] axes, (Tensor Tensor, int[] Axes) operand, string function)
    {
        if (axes.Length == 0)
        {
            return Polynomial.One + Build.Call(function, Read(operand));
        }

        IndexVar summed = _indices[axes[^1]].Fresh();
        Polynomial read = operand.Tensor.At(operand.Axes.Select(axis => Affine.Of(axis == axes[^1] ? summed : _indices[axis])));
        return Build.Call(function, Rational.Half * read).SumOver(summed);
    }

    private IEnumerable<IndexVar> Reduced(int[] axes) => axes.Select(axis => _indices[axis]);

    private Polynomial SumOfSines((Tensor Tensor, int[] Axes) operand) => Build.Call("sin", Read(operand)).SumOver(Reduced(operand.Axes));

    private static int[] Union(params int[][] axes) => [.. axes.SelectMany(axis => axis).Distinct().Order()];

    private int[] Subset(int[] axes, int least, int most)
    {
        int[] subset = [.. axes.Where(_ => _random.Next(3) > 0).Take(most)];
        return subset.Length < least ? [.. axes.Take(least)] : subset;
    }

    /// <summary>The system without equations and parameters that the loss does not depend on.</summary>
    private static EquationSystem OnlyNeeded(EquationSystem system)
    {
        var needed = new HashSet<Tensor> { system.Loss! };
        foreach (Equation equation in system.Equations.Reverse().Where(equation => needed.Contains(equation.Target)))
        {
            needed.UnionWith(equation.Reads);
        }

        return system with
        {
            Tensors = system.Tensors.Where(needed.Contains).ToEquatableArray(),
            Equations = system.Equations.Where(equation => needed.Contains(equation.Target)).ToEquatableArray(),
        };
    }
}
