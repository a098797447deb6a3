using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Equations that nobody would write, so that no pass relies on what networks usually look like.</summary>
public sealed class RandomSystemTests
{
    private const int Cases = 60;

    [Fact]
    public void SchedulesOfRandomSystemsAgreeWithTheirEquations()
    {
        for (int seed = 1; seed <= Cases; seed++)
        {
            EquationSystem system = SystemOf(seed);
            try
            {
                Oracle.Check(Oracle.Request(system), system.Sizes.ToDictionary(size => size, _ => 1 + (seed % 3)), seed);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception.Message}\n{system}\n{exception.StackTrace}");
            }
        }
    }

    /// <summary>One of the systems.</summary>
    internal static EquationSystem SystemOf(int seed) => new Writer(seed).Write();

    /// <summary>Writes a system: each equation reads given or earlier tensors, all axes of few extents so that many accesses fit.</summary>
    private sealed class Writer(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly SystemBuilder _net = new();
        private readonly Extent _batch = Extent.Of(new Size("m", 3));
        private readonly List<Tensor> _known = [];

        public EquationSystem Write()
        {
            _known.AddRange([
                _net.Input("x", _batch, 3), _net.Input("y", _batch, 3, 2), _net.Parameter("W", 3, 3), _net.Parameter("V", 2, 3), _net.Parameter("b", 3),
            ]);
            Tensor labels = _net.Label("t", 3, _batch);
            int equations = 2 + _random.Next(5);
            for (int number = 1; number <= equations; number++)
            {
                _known.Add(Equation("q" + number, labels));
            }

            Polynomial sum = Polynomial.Zero;
            foreach (Tensor tensor in _known.Skip(5))
            {
                IndexVar[] all = tensor.Shape.Select(extent => new IndexVar("s", extent)).ToArray();
                sum += Build.Sum(all, Build.Call("tanh", tensor.At(all.Select(Affine.Of))));
            }

            return _net.Build(_net.Define("L", [], sum)) with { Outputs = [_known[^1]] };
        }

        private Tensor Equation(string name, Tensor labels)
        {
            IndexVar[] pool = [new("i", _batch), new("j", 3), new("k", 3), new("u", 2), new("l", 3), new("n", _batch)];
            IndexVar[] free = pool.OrderBy(_ => _random.Next()).Take(_random.Next(4)).ToArray();
            Polynomial value = Polynomial.Zero;
            int terms = 1 + _random.Next(2);
            for (int term = 0; term < terms; term++)
            {
                value += Term(pool, free, labels);
            }

            if (_random.Next(5) == 0 && value.Indices.Except(free).Any())
            {
                return _net.Define(name, free, Build.Maximum(value.Indices.Except(free).OrderBy(index => index.Id), [], Build.Call("tanh", value)));
            }

            value = Build.Sum(value.Indices.Except(free).OrderBy(index => index.Id), value);
            return _net.Define(name, free, _random.Next(2) == 0 ? Build.Call(_random.Next(3) == 0 ? "relu" : "tanh", value) : value);
        }

        private Polynomial Term(IndexVar[] pool, IndexVar[] free, Tensor labels)
        {
            Polynomial product = Polynomial.Number(new Rational(1 + _random.Next(3), 4));
            int factors = 1 + _random.Next(3);
            for (int factor = 0; factor < factors; factor++)
            {
                Tensor tensor = _known[_random.Next(_known.Count)];
                var guards = new List<Guard>();
                Affine[] positions = tensor.Shape.Select(extent => Position(extent, pool, free, labels, guards)).ToArray();
                Polynomial access = tensor.At(positions).Where(guards);
                product = product.Times(_random.Next(4) == 0 ? Build.Call("sigmoid", access) : access);
            }

            return _random.Next(6) == 0 ? product.Where(Guard.AtLeast(pool[1], pool[2])) : product;
        }

        private Affine Position(Extent extent, IndexVar[] pool, IndexVar[] free, Tensor labels, List<Guard> guards)
        {
            IndexVar[] fitting = pool.Where(index => index.Extent.Equals(extent)).ToArray();
            IndexVar[] preferred = fitting.Intersect(free).ToArray();
            IndexVar index = preferred.Length > 0 && _random.Next(3) > 0 ? preferred[_random.Next(preferred.Length)] : fitting[_random.Next(fitting.Length)];
            switch (_random.Next(8))
            {
                case 0 when extent.Static == 3:
                    return Affine.Of(new GatherAtom(labels, [pool[0]]));
                case 1 when extent.IsStatic:
                    // One place before, where there is one: a halo of a contraction, or a guard of a nest.
                    guards.Add(Guard.AtLeast(index, 1));
                    return Affine.Of(index) - 1;
                default:
                    return index;
            }
        }
    }
}
