using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// The reverse sweep: from the last equation to the first, each equation y = f(x, …) adds Σ ȳ·∂y/∂x to the adjoint of every
/// x that it reads, and when all equations that read a tensor are done its adjoint is complete. Every adjoint is a tensor of
/// its own; what is worth inlining is decided later, by cost.
/// </summary>
internal sealed class ReverseMode
{
    private static readonly Law s_chain = Law.Register("chain-rule", "∂L/∂x[p] = Σi ȳ[i]·∂y[i]/∂x[p]");

    private readonly EquationSystem _system;
    private readonly DerivationOptions _options;
    private readonly Simplifier _simplifier;
    private readonly AxisLetters _letters;
    private readonly HashSet<Tensor> _active;
    private readonly List<Tensor> _wanted;

    private readonly Dictionary<Tensor, Polynomial> _gathered = [];
    private readonly Dictionary<Tensor, Tensor> _adjointOf = [];
    private readonly Dictionary<Tensor, Equation> _definitions = [];
    private readonly Dictionary<Tensor, EquatableArray<Tensor>> _argMax = [];
    private readonly List<Equation> _adjoints = [];
    private readonly List<ScanBlock> _scans = [];
    private readonly List<Contribution> _contributions = [];
    private readonly List<Remark> _remarks = [];
    private readonly List<Tensor> _idle = [];

    private ReverseMode(EquationSystem system, IReadOnlyCollection<Tensor> wanted, Simplifier simplifier, DerivationOptions options)
    {
        _system = system;
        _options = options;
        _simplifier = simplifier;
        _letters = new AxisLetters(system);
        _wanted = [.. wanted];
        _active = ActiveTensors.Between(system, wanted);
    }

    /// <summary>The adjoints of <paramref name="wanted"/> and of all tensors between them and the loss.</summary>
    public static DerivedSystem Sweep(EquationSystem system, IReadOnlyCollection<Tensor> wanted, Simplifier simplifier, DerivationOptions options)
    {
        var sweep = new ReverseMode(system, wanted, simplifier, options);
        sweep.Run();
        return new DerivedSystem
        {
            Forward = sweep.WithArgMax(),
            Adjoints = [.. sweep._adjoints],
            AdjointScans = [.. sweep._scans],
            AdjointOf = sweep._adjointOf,
            Idle = [.. sweep._idle],
            Trace = new DerivationTrace([.. sweep._contributions], [.. sweep._remarks]),
        };
    }

    private void Run()
    {
        var opened = new HashSet<ScanBlock>();
        foreach (Equation equation in _system.Equations.Reverse().Where(equation => _active.Contains(equation.Target)))
        {
            if (_system.ScanOf(equation.Target) is { } scan)
            {
                if (opened.Add(scan))
                {
                    SweepScan(scan);
                }
            }
            else if (Cotangent(equation.Target) is { IsZero: false } cotangent)
            {
                Contribute(equation, cotangent);
            }
            else
            {
                _idle.Add(equation.Target);
            }
        }

        foreach (Tensor tensor in _wanted.Where(tensor => !_adjointOf.ContainsKey(tensor)))
        {
            Polynomial value = ReferenceEquals(tensor, _system.Loss) ? Polynomial.One : Complete(tensor);
            Define(tensor, value);
        }
    }

    /// <summary>The finished adjoint as the sweep refers to it: a number as itself, everything else as a tensor.</summary>
    private Polynomial Cotangent(Tensor tensor)
    {
        if (ReferenceEquals(tensor, _system.Loss))
        {
            return Polynomial.One;
        }

        Polynomial value = Complete(tensor);
        if (value.AsNumber is null)
        {
            Define(tensor, value);
            value = Polynomial.Of(_adjointOf[tensor], _letters.Of(tensor));
        }

        return value;
    }

    private Polynomial Complete(Tensor tensor)
    {
        Polynomial sum = _simplifier.Simplify(_gathered.TryGetValue(tensor, out Polynomial? gathered) ? gathered : Polynomial.Zero);
        if (!_options.ZeroTest || sum.AsNumber is not null)
        {
            return sum;
        }

        Polynomial tested = ZeroTest.Shorten(sum, _definitions, _simplifier);
        if (tested.IsZero)
        {
            _remarks.Add(ZeroTest.Remark(tensor, sum, tested));
        }
        else if (!ReferenceEquals(tested, sum) && tested.AsNumber is null)
        {
            _remarks.Add(Inlining.Law.Fire(new Remark(Inlining.Law, AdjointTensor(tensor), sum, tested)));
        }

        return tested;
    }

    private void Define(Tensor tensor, Polynomial value)
    {
        EquatableArray<IndexVar> indices = _letters.Of(tensor);
        var equation = new Equation(AdjointTensor(tensor), indices, AxisLetters.WithoutPrimes(value));
        _adjoints.Add(equation);
        if (!_scans.Any(scan => scan.Tensors.IndexOf(equation.Target) >= 0))
        {
            // What a recurrent adjoint equals is another step's adjoint: writing it out leads nowhere.
            _definitions[equation.Target] = equation;
        }
    }

    private Tensor AdjointTensor(Tensor tensor)
    {
        if (!_adjointOf.TryGetValue(tensor, out Tensor? adjoint))
        {
            _adjointOf[tensor] = adjoint = new Tensor(tensor.Name + "Bar", tensor.Shape, TensorKind.Adjoint)
            {
                AdjointOf = tensor,
                AxisNames = _letters.Of(tensor).Map(index => index.Name),
            };
        }

        return adjoint;
    }

    /// <summary>
    /// A recurrent block: its adjoints refer to one another, so each is a tensor from the start, and together they form a
    /// block that runs the other way.
    /// </summary>
    private void SweepScan(ScanBlock scan)
    {
        List<Equation> members = _system.Equations.Where(equation => scan.Tensors.IndexOf(equation.Target) >= 0 && _active.Contains(equation.Target)).Reverse().ToList();
        foreach (Equation member in members)
        {
            AdjointTensor(member.Target);
        }

        foreach (Equation member in members)
        {
            Contribute(member, Polynomial.Of(_adjointOf[member.Target], _letters.Of(member.Target)));
        }

        _scans.Add(new ScanBlock(
            members.Select(member => _adjointOf[member.Target]).ToEquatableArray(),
            members.Select(member => scan.TimeAxisOf(member.Target)).ToEquatableArray(),
            -scan.Direction));

        foreach (Equation member in members)
        {
            Polynomial value = _gathered.TryGetValue(member.Target, out Polynomial? gathered) ? gathered : Polynomial.Zero;
            Define(member.Target, _simplifier.Simplify(value));
        }
    }

    private void Contribute(Equation equation, Polynomial cotangent)
    {
        foreach (Tensor tensor in equation.Reads.Where(tensor => _active.Contains(tensor) && !tensor.IsInteger))
        {
            EquatableArray<IndexVar> positions = _letters.Of(tensor);
            Equation forward = AxisLetters.Apart(equation, positions);
            Polynomial incoming = cotangent.Substitute(new Substitution(_letters.Of(equation.Target), forward.Indices));
            var steps = new Steps();
            steps.Add(s_chain, string.Empty, s_chain.Fire(incoming));

            EquatableArray<Tensor> arguments = forward.Value.AsMaximum is null ? [] : ArgMaxOf(forward);
            (Law law, IEnumerable<Term> derivative) = Differentiate.By(tensor, positions, forward, arguments);
            List<Term> terms = derivative.SelectMany(term => incoming.Terms.Select(outer => Build.Multiply(outer, term)))
                .Select(term => new Term(term.Coefficient, forward.Indices.AddRange(term.Bound), term.Factors, term.Guards)).ToList();
            Polynomial result = Polynomial.Create(terms);
            steps.Add(law, string.Empty, law.Fire(result));

            result = _simplifier.Simplify(steps.Collapse(result), observe: steps.Add);
            result = AxisLetters.WithoutPrimes(result);
            _contributions.Add(new Contribution(forward, tensor, positions, steps.Finish(result)));
            _gathered[tensor] = _gathered.TryGetValue(tensor, out Polynomial? others) ? others + result : result;
        }
    }

    private EquatableArray<Tensor> ArgMaxOf(Equation equation)
    {
        if (equation.ArgMax.Length > 0)
        {
            return equation.ArgMax;
        }

        if (!_argMax.TryGetValue(equation.Target, out EquatableArray<Tensor> arguments))
        {
            _argMax[equation.Target] = arguments = equation.Arguments(_letters.Of(equation.Target).Map(axis => axis.Name));
        }

        return arguments;
    }

    /// <summary>The forward system with the arg-max tensors that some adjoint reads.</summary>
    private EquationSystem WithArgMax()
    {
        var read = new HashSet<Tensor>(_adjoints.SelectMany(equation => equation.Reads));
        bool IsRead(Equation equation) => _argMax.TryGetValue(equation.Target, out EquatableArray<Tensor> arguments) && arguments.Any(read.Contains);
        return _system with
        {
            Equations = _system.Equations.Map(equation => IsRead(equation) ? equation with { ArgMax = _argMax[equation.Target] } : equation),
            Tensors = _system.Tensors.AddRange(_system.Equations.Where(IsRead).SelectMany(equation => _argMax[equation.Target])),
        };
    }
}
