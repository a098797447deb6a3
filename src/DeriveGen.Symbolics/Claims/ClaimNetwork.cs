using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Claims;

/// <summary>The network that claims speak of, with every adjoint, derived twice: by the chain rule alone, and with every rewrite.</summary>
internal sealed class ClaimNetwork
{
    private readonly Lazy<IReadOnlyList<Equation>> _tangents;
    private readonly Dictionary<Tensor, Tensor> _primalOfTangent = [];

    private ClaimNetwork(EquationSystem system)
    {
        System = system;
        Orientation = new Orientation(system, Examples);
        Differentiable = system.Tensors.Where(tensor => !tensor.IsInteger && IsActive(tensor, system)).ToEquatableArray();
        EquationSystem unpromised = system with { Facts = [] };
        ByChainRule = Differentiation.Derive(unpromised, [.. Differentiable], new() { Stabilise = false, Optimise = false, Lift = false });
        Rewritten = Differentiation.Derive(system, [.. Differentiable], new() { Objective = Objective.Documentation });
        WithoutFacts = system.Facts.Length == 0 ? Rewritten : Differentiation.Derive(unpromised, [.. Differentiable], new() { Objective = Objective.Documentation });
        _tangents = new(DeriveTangents);
    }

    /// <summary>The forward equations.</summary>
    public EquationSystem System { get; }

    /// <summary>The tensors that the loss depends on.</summary>
    public EquatableArray<Tensor> Differentiable { get; }

    /// <summary>The adjoints as the chain rule gives them, one equation for each tensor of the network.</summary>
    public DerivedSystem ByChainRule { get; }

    /// <summary>The adjoints in their shortest forms.</summary>
    public DerivedSystem Rewritten { get; }

    /// <summary>The same without the use of facts.</summary>
    public DerivedSystem WithoutFacts { get; }

    /// <summary>The letter of each extent that was chosen for it, for messages.</summary>
    public IReadOnlyDictionary<int, string> Letters { get; init; } = new Dictionary<int, string>();

    /// <summary>Whether the network stands at other sizes than its own.</summary>
    public bool IsResized => Letters.Count > 0;

    /// <summary>Whether the network stands at its own sizes, of which some are equal: a transpose could hide behind them.</summary>
    public bool HasEqualSizes { get; init; }

    /// <summary>How messages show an extent: by its letter, the number of examples as m.</summary>
    public string Shown(Extent? extent) => extent is null ? "?"
        : extent.AsSize is { Name: SizeTable.Batch } ? "m"
        : extent.Static is int number && Letters.TryGetValue(number, out string? letter) ? letter
        : extent.ToString();

    /// <summary>The tangents of all tensors, every given one moving.</summary>
    public IReadOnlyList<Equation> Tangents => _tangents.Value;

    /// <summary>The number of examples, where the network has one.</summary>
    public Size? Examples => System.Sizes.FirstOrDefault(size => size.Name == SizeTable.Batch);

    /// <summary>How the network's matrices lie.</summary>
    public Orientation Orientation { get; }

    /// <summary>The network of a text.</summary>
    /// <param name="text">The equations.</param>
    /// <param name="functions">Functions of which only the name is known.</param>
    /// <param name="letters">The letter of each extent, for messages.</param>
    /// <returns>The network, or what is wrong with the text.</returns>
    public static (ClaimNetwork? Network, EquatableArray<TextProblem> Problems) Read(string text, IEnumerable<string> functions, IReadOnlyDictionary<int, string>? letters = null)
    {
        BoundText bound = EquationText.Bind(text, new() { Unknown = Unknown(functions) });
        return bound.System is { Loss: not null } system ? (new ClaimNetwork(system) { Letters = letters ?? new Dictionary<int, string>(), HasEqualSizes = letters is null && DistinctSizes.Coincide(text) }, bound.Problems) : (null, bound.Problems);
    }

    /// <summary>Functions of which only the name is known.</summary>
    public static IReadOnlyDictionary<string, ScalarFunction> Unknown(IEnumerable<string> names) => names.ToDictionary(name => name, UnknownFunction.Of);

    /// <summary>The tensor whose tangent this is, or null.</summary>
    public Tensor? PrimalOf(Tensor tangent) => _primalOfTangent.TryGetValue(tangent, out Tensor? primal) ? primal : null;

    /// <summary>The tangent of a tensor, or null where it does not move.</summary>
    public Tensor? TangentOf(Tensor tensor)
    {
        _ = Tangents;
        return _primalOfTangent.FirstOrDefault(pair => ReferenceEquals(pair.Value, tensor)).Key;
    }

    private IReadOnlyList<Equation> DeriveTangents()
    {
        Tensor[] moving = [.. System.Tensors.Where(tensor => tensor.Kind is TensorKind.Parameter or TensorKind.Input && !tensor.IsInteger)];
        // What a softmax subtracts for the sake of accuracy counts as a constant, as in the posts.
        IEnumerable<Tensor> maxima = System.Equations.Where(equation => equation.Value.AsMaximum is not null).Select(equation => equation.Target);
        TangentSystem tangents = Derivation.Tangents.Of(System, moving, maxima);
        foreach (KeyValuePair<Tensor, Tensor> pair in tangents.TangentOf)
        {
            _primalOfTangent[pair.Value] = pair.Key;
        }

        return tangents.Equations;
    }

    private static bool IsActive(Tensor tensor, EquationSystem system)
    {
        if (tensor.Kind is not (TensorKind.Parameter or TensorKind.Input or TensorKind.Forward or TensorKind.Target))
        {
            return false;
        }

        var reached = new HashSet<Tensor> { tensor };
        foreach (Equation equation in system.Equations.Where(equation => equation.Reads.Any(reached.Contains)))
        {
            reached.Add(equation.Target);
        }

        return reached.Contains(system.Loss!);
    }
}
