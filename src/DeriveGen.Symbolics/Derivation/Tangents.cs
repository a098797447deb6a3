using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>A system with the equations of its tangents.</summary>
public sealed record TangentSystem
{
    /// <summary>The system, with the arg-max tensors that tangents read.</summary>
    public required EquationSystem Forward { get; init; }

    /// <summary>The tangents' equations, in the order of those that they come from.</summary>
    public EquatableArray<Equation> Equations { get; init; } = [];

    /// <summary>The recurrent blocks among them; each runs in the direction of the one that it comes from.</summary>
    public EquatableArray<ScanBlock> Scans { get; init; } = [];

    /// <summary>For each tensor that moves its tangent; for a given one that is the direction.</summary>
    public required IReadOnlyDictionary<Tensor, Tensor> TangentOf { get; init; }

    /// <summary>The steps.</summary>
    public EquatableArray<Pushforward> Pushforwards { get; init; } = [];
}

/// <summary>
/// The forward derivative beside the backward one: Ẏ = Σ ∂Y/∂X·Ẋ over the tensors that an equation reads. An adjoint pulls a cotangent back
/// through the same partial derivatives that a tangent is pushed forward through, so both come from <see cref="Differentiate"/>.
/// </summary>
public sealed class Tangents
{
    private static readonly Law s_tangent = Law.Register("tangent-rule", "ẏ[i] = Σp ∂y[i]/∂x[p]·ẋ[p]");

    private readonly EquationSystem _system;
    private readonly HashSet<Tensor> _still;
    private readonly Simplifier _simplifier;
    private readonly AxisLetters _letters;
    private readonly Dictionary<Tensor, Tensor> _tangentOf;
    private readonly List<Equation> _forward = [];
    private readonly List<Equation> _equations = [];
    private readonly List<ScanBlock> _scans = [];
    private readonly List<Pushforward> _pushforwards = [];

    private Tangents(EquationSystem system, IEnumerable<Tensor> directions, IEnumerable<Tensor> still, Simplifier simplifier)
    {
        _system = system;
        _still = [.. still];
        _simplifier = simplifier;
        _letters = new AxisLetters(system);
        _tangentOf = directions.ToDictionary(direction => direction.TangentOf!);
    }

    /// <summary>The tangent equation of each equation, in order; those whose tensor does not move are left out.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="moving">The given tensors that have a tangent.</param>
    /// <param name="still">Tensors that count as constants; none by default.</param>
    public static TangentSystem Of(EquationSystem system, IEnumerable<Tensor> moving, IEnumerable<Tensor>? still = null) =>
        Of(system, moving.Select(tensor => Direction(tensor, tensor.AxisNames)), still ?? [], ForwardRules.Of(system, DerivationOptions.Default));

    /// <summary>The same, with directions that exist already.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="directions">The tangents of given tensors.</param>
    /// <param name="still">Tensors that count as constants.</param>
    /// <param name="simplifier">Knows the equations' definitions.</param>
    internal static TangentSystem Of(EquationSystem system, IEnumerable<Tensor> directions, IEnumerable<Tensor> still, Simplifier simplifier)
    {
        var sweep = new Tangents(system, directions, still, simplifier);
        sweep.Run();
        EquatableArray<Equation> forward = sweep._forward.ToEquatableArray();
        return new TangentSystem
        {
            Forward = system with { Equations = forward, Tensors = [.. system.Tensors, .. forward.SelectMany(equation => equation.ArgMax).Except(system.Tensors)] },
            Equations = [.. sweep._equations],
            Scans = [.. sweep._scans],
            TangentOf = sweep._tangentOf,
            Pushforwards = [.. sweep._pushforwards],
        };
    }

    /// <summary>A direction for a given tensor: <c>Ẇ</c> for W.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="axisNames">The letters of its axes.</param>
    internal static Tensor Direction(Tensor tensor, EquatableArray<string> axisNames) =>
        new(tensor.Name + "Dot", tensor.Shape, TensorKind.Tangent) { TangentOf = tensor, AxisNames = axisNames };

    private void Run()
    {
        foreach (Equation equation in _system.Equations)
        {
            if (!_still.Contains(equation.Target) && _system.ScanOf(equation.Target) is { } scan && !_tangentOf.ContainsKey(equation.Target))
            {
                Enter(scan);
            }

            Push(equation);
        }
    }

    /// <summary>In a recurrent block a tensor may be read before its equation stands, so that all that move have a tangent from the start.</summary>
    private void Enter(ScanBlock scan)
    {
        Equation[] members = [.. _system.Equations.Where(equation => scan.Tensors.IndexOf(equation.Target) >= 0)];
        int before;
        do
        {
            before = _tangentOf.Count;
            foreach (Equation member in members.Where(member => !_tangentOf.ContainsKey(member.Target) && member.Reads.Any(_tangentOf.ContainsKey)))
            {
                _tangentOf[member.Target] = TangentOf(member);
            }
        }
        while (_tangentOf.Count > before);

        Tensor[] moving = [.. members.Select(member => member.Target).Where(_tangentOf.ContainsKey)];
        if (moving.Length > 0)
        {
            _scans.Add(new ScanBlock(
                moving.Select(tensor => _tangentOf[tensor]).ToEquatableArray(), moving.Select(scan.TimeAxisOf).ToEquatableArray(), scan.Direction));
        }
    }

    private void Push(Equation equation)
    {
        Tensor[] moving = _still.Contains(equation.Target) ? [] : [.. equation.Reads.Where(_tangentOf.ContainsKey)];
        Equation forward = moving.Length > 0 && equation is { Value.AsMaximum: not null, ArgMax.Length: 0 }
            ? equation with { ArgMax = equation.Arguments(equation.Indices.Map(index => index.Name)) }
            : equation;
        bool isRecurrent = _tangentOf.TryGetValue(equation.Target, out Tensor? known);
        Tensor target = known ?? TangentOf(equation);
        List<Pushforward> pushforwards = [.. moving.Select(read => new Pushforward(forward, read, target, Push(forward, read)))];
        Polynomial tangent = _simplifier.Simplify(pushforwards.Aggregate(Polynomial.Zero, (sum, part) => sum + part.Result));
        if (tangent.IsZero && !isRecurrent)
        {
            _forward.Add(equation);
            return;
        }

        _tangentOf[equation.Target] = target;
        _forward.Add(forward);
        _pushforwards.AddRange(pushforwards);
        _equations.Add(new Equation(target, equation.Indices, tangent));
    }

    private Tensor TangentOf(Equation equation) => Direction(equation.Target, equation.Indices.Map(index => index.Name));

    private EquatableArray<TraceStep> Push(Equation equation, Tensor read)
    {
        EquatableArray<IndexVar> summed = equation.Value.Terms.SelectMany(term => term.Bound).ToEquatableArray();
        EquatableArray<IndexVar> positions = AxisLetters.Apart(_letters.Of(read), equation.Indices.AddRange(AxisLetters.Apart(summed, equation.Indices)));
        Polynomial moved = Polynomial.Of(_tangentOf[read], positions);
        var steps = new Steps();
        steps.Add(s_tangent, string.Empty, s_tangent.Fire(moved));

        (Law law, IEnumerable<Term> derivative) = Differentiate.By(read, positions, equation, equation.ArgMax);
        Polynomial result = Polynomial.Create(derivative.Select(term => Build.Multiply(new Term(1, positions, moved.Terms[0].Factors, []), term)));
        steps.Add(law, string.Empty, law.Fire(result));
        return steps.Finish(AxisLetters.WithoutPrimes(_simplifier.Simplify(steps.Collapse(result), observe: steps.Add)));
    }
}
