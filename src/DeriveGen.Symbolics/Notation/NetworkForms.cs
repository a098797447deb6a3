using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// The formulas of a network as matrices of one convention: equation by equation, each gradient closed through all layers, with diagonal
/// matrices for one example, and as differentials. Every one is read off the derived equations; what has no such form is left out.
/// </summary>
public sealed class NetworkForms
{
    /// <summary>A closed form of more symbols than this is longer than the equations it sums up.</summary>
    private const int MostSymbols = 80;

    /// <summary>A longer diagonal stands in no sentence.</summary>
    private const int MostSlopeSymbols = 4;

    private readonly EquationSystem _forward;
    private readonly DerivedSystem _derived;
    private readonly Size? _examples;
    private readonly MatrixNotation _matrices;
    private readonly MatrixNotation _diagonals;
    private readonly IReadOnlyList<Equation> _perExample;
    private readonly Lazy<DerivedSystem> _chainRule;

    /// <summary>The forms of a network.</summary>
    /// <param name="forward">The equations as they were declared.</param>
    /// <param name="derived">What was derived from them.</param>
    /// <param name="examples">The size that counts the examples, or null where the network has none.</param>
    /// <param name="convention">The convention.</param>
    public NetworkForms(EquationSystem forward, DerivedSystem derived, Size? examples, MatrixConvention convention)
    {
        _forward = forward;
        _derived = derived;
        _examples = examples;
        var orientation = new Orientation(forward, examples);
        _matrices = orientation.In(convention);

        // For one example a vector is a column or a row as its example was.
        _diagonals = new MatrixNotation(tensor => tensor.Rank == 1 && tensor.PrintedFor is { Rank: 2 } ? convention.RowsAreExamples() : orientation.Exchanges(tensor, convention), diagonals: true);
        _chainRule = new(() => Derive(forward, new() { Stabilise = false, Lift = false, Optimise = false }));
        _perExample = examples is null ? derived.Adjoints : PerExample.Rewrite(derived, examples);
        Convention = convention;
    }

    /// <summary>The convention.</summary>
    public MatrixConvention Convention { get; }

    /// <summary>The matrix notation of the convention.</summary>
    public MatrixNotation Notation => _matrices;

    /// <summary>The lines before claims below which <see cref="Equations"/>, <see cref="LayerByLayer"/> and <see cref="Closed"/> are claims that hold.</summary>
    public IReadOnlyList<string> ClaimSettings => [$"convention {Convention}", .. _examples is not null && PerExample.IsMean(_derived, _examples) ? new[] { "adjoints per-example" } : []];

    /// <summary>
    /// The adjoints that have no final equation, by the chain rule through the equations as they were declared: below a loss that was rewritten
    /// such an adjoint is another one, ē = s̄ 𝟏ᵀ where p = e/s is read no more.
    /// </summary>
    internal IReadOnlyDictionary<Tensor, Equation> WrittenOut
    {
        get
        {
            HashSet<Tensor> final = [.. _derived.Adjoints.Select(equation => equation.Target.AdjointOf).OfType<Tensor>()];
            return _chainRule.Value.Adjoints.Where(equation => equation.Target.AdjointOf is { } of && !final.Contains(of)).ToDictionary(equation => equation.Target.AdjointOf!);
        }
    }

    /// <summary>Every forward equation, then every adjoint per example, as matrices where there is such a form and in indices where not.</summary>
    public IReadOnlyList<string> Equations => [.. _forward.Equations.Concat(_perExample).Select(Print)];

    /// <summary>
    /// The adjoints per example as the chain rule alone gives them, one equation at a time: nothing stabilised, nothing written out. What the
    /// final equations say in the same words is left out.
    /// </summary>
    public IReadOnlyList<string> LayerByLayer => Differing(_chainRule.Value);

    /// <summary>The adjoints that would be others without the facts that were promised of the inputs.</summary>
    public IReadOnlyList<string> WithoutFacts => _forward.Facts.Length == 0 ? [] : Differing(Derive(_forward with { Facts = [] }, new() { Objective = Objective.Documentation }));

    /// <summary>Each parameter's gradient with all adjoints written out, down to forward values: <c>dW1 = (1/m) ((W2ᵀ (z2 − y)) ∘ z1 ∘ (1 − z1)) xᵀ</c>.</summary>
    public IReadOnlyList<string> Closed => ClosedOf(_perExample, _matrices);

    /// <summary>The adjoints for one example, element-wise products as diagonal matrices.</summary>
    public IReadOnlyList<string> Diagonals => [.. OneExampleEquations.Select(_diagonals.Print).OfType<string>().Where(line => line.Contains("Diag("))];

    /// <summary>Each parameter's gradient for one example, closed through all layers with diagonal matrices: <c>Diag(…) W2ᵀ Diag(…) W3ᵀ (z3 − y) z0ᵀ</c>.</summary>
    public IReadOnlyList<string> ClosedDiagonals => [.. ClosedOf(OneExampleEquations, _diagonals).Where(line => line.Contains("Diag("))];

    /// <summary>
    /// The differential of the loss, from the loss to the parameters: each differential that an equation defines is put in, and the Frobenius
    /// product <c>A : B = tr(Aᵀ B)</c> moves to the differentials that it is made of; what stands before them is the gradient.
    /// </summary>
    public IReadOnlyList<string> Differentials
    {
        get
        {
            Tensor[] parameters = [.. _derived.Forward.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter && !tensor.IsInteger)];
            TangentSystem tangents = Tangents.Of(_derived.Forward, parameters, _derived.Idle);
            var differentials = new Dictionary<Tensor, Tensor>();
            foreach (KeyValuePair<Tensor, Tensor> tangent in tangents.TangentOf)
            {
                differentials[tangent.Value] = new Tensor("d" + TextPrinter.Name(tangent.Key), tangent.Key.Shape, TensorKind.Tangent) { PrintedFor = tangent.Key };
            }

            Polynomial? Named(Access access) => differentials.TryGetValue(access.Tensor, out Tensor? named) ? Polynomial.Of(new Access(named, access.Positions)) : null;
            Dictionary<Tensor, Equation> definitions = tangents.Equations.ToDictionary(
                equation => equation.Target.TangentOf!, equation => new Equation(differentials[equation.Target], equation.Indices, Walk.Replace(equation.Value, Named)));
            IEnumerable<string> chain = _derived.Trace.Contributions.Where(contribution => !_derived.Idle.Contains(contribution.Of))
                .GroupBy(contribution => contribution.Forward.Target)
                .Select(group => Differential(group.Key, [.. group], definitions)).OfType<string>();
            string total = string.Join(" + ", parameters.Where(_derived.AdjointOf.ContainsKey).Select(parameter => $"{TextPrinter.Name(_derived.AdjointOf[parameter])} : d{TextPrinter.Name(parameter)}"));
            return [.. chain, $"d{_derived.Forward.Loss} = {total}"];
        }
    }

    /// <summary>The formulas whatever the activations are.</summary>
    /// <param name="letter">What they are called; null for the first letter that is free.</param>
    public AnyActivation? General(string? letter) => AnyActivation.Of(_forward, _examples, _matrices, letter);

    /// <summary>
    /// The Hessian of one example's loss in what the loss is computed from last, where it is a short diagonal: <c>∂²J/∂h3² = Diag(z3 ∘ (1 − z3))</c>.
    /// </summary>
    public IReadOnlyList<string> LastHessians => _forward.Scans.Length > 0 || _forward.Loss is null ? [] :
        [.. _derived.Adjoints.Where(equation => equation.Target.AdjointOf is { Kind: TensorKind.Forward } && equation.Reads.All(tensor => tensor.AdjointOf is null)).Select(LastHessian).OfType<string>()];

    /// <summary>
    /// What one example's gradient tells of the adjoint in it: <c>dW = dz xᵀ</c> gives <c>dz = dW x/‖x‖²</c>, since (a bᵀ) b = a ‖b‖².
    /// </summary>
    public IReadOnlyList<string> Links
    {
        get
        {
            var links = new List<string>();
            HashSet<string> adjoints = [.. OneExampleEquations.Select(equation => TextPrinter.Name(equation.Target))];
            foreach (Equation equation in OneExampleEquations.Where(equation => equation.Target.Rank == 2))
            {
                if (_diagonals.Recognise(equation) is not MatrixExpression.Product { Factors: { Length: 2 } factors } || factors[0] is not MatrixExpression.Symbol left || factors[1] is not MatrixExpression.Symbol right)
                {
                    continue;
                }

                string gradient = TextPrinter.Name(equation.Target);
                (string a, string b) = (left.Name, right.Name);
                if (adjoints.Contains(a) != adjoints.Contains(b))
                {
                    // (a bᵀ) b is the first factor, aᵀ (a bᵀ) the second: each as it stands in the product, transposed where it does.
                    links.Add(adjoints.Contains(a) ? $"{left} = {gradient} {right.Transpose()}/‖{b}‖²" : $"{right} = {left.Transpose()} {gradient}/‖{a}‖²");
                }
            }

            return links;
        }
    }

    private IEnumerable<Equation> OneExampleEquations
    {
        get
        {
            if (_examples is null)
            {
                return _perExample;
            }

            var one = new OneExample(_examples);
            return [.. _perExample.Select(one.Of).OfType<Equation>()];
        }
    }

    /// <summary>The tensor is taken as given, and the loss derived twice by it.</summary>
    private string? LastHessian(Equation adjoint)
    {
        Tensor of = adjoint.Target.AdjointOf!, free = new(of.Name, of.Shape, TensorKind.Parameter);
        Polynomial? Free(Access access) => ReferenceEquals(access.Tensor, of) ? Polynomial.Of(new Access(free, access.Positions)) : null;
        EquationSystem system = _forward with
        {
            Tensors = _forward.Tensors.Map(tensor => ReferenceEquals(tensor, of) ? free : tensor),
            Equations = [.. _forward.Equations.Where(equation => !ReferenceEquals(equation.Target, of)).Select(equation => equation with { Value = Walk.Replace(equation.Value, Free) })],
            Outputs = [],
            Updates = [],
        };
        DerivedSystem first = Differentiation.Derive(system, [free]);
        Equation product = SecondOrder.HessianVector(first, [free], new() { Objective = Objective.Documentation }).AdjointEquationOf(free);
        Equation? one = _examples is null ? product : new OneExample(_examples).Of(product);
        Tensor[] directions = [.. product.Reads.Where(tensor => tensor.TangentOf is not null)];
        return one is not null && directions.Length == 1 && Slope(_diagonals.Recognise(one), TextPrinter.Name(directions[0])) is { Symbols: <= MostSlopeSymbols } slope
            ? $"∂²{_forward.Loss}/∂{TextPrinter.Name(of)}² = {new MatrixExpression.Diagonal(slope)}"
            : null;
    }

    /// <summary>What stands beside a direction in an element-wise product; null where the form is another.</summary>
    private static MatrixExpression? Slope(MatrixExpression? form, string direction) => form switch
    {
        MatrixExpression.Scaled scaled => Slope(scaled.Value, direction) is { } slope ? scaled with { Value = slope } : null,
        MatrixExpression.Hadamard product when product.Factors.Count(factor => factor is MatrixExpression.Symbol symbol && symbol.Name == direction) == 1 =>
            product.Factors.Where(factor => factor is not MatrixExpression.Symbol symbol || symbol.Name != direction).ToEquatableArray() is var rest && rest.Length == 1 ? rest[0] : new MatrixExpression.Hadamard(rest),
        _ => null,
    };

    /// <summary>The adjoints of another derivation that have a matrix form which is not among <see cref="Equations"/>.</summary>
    private string[] Differing(DerivedSystem other)
    {
        IEnumerable<Equation> adjoints = _examples is null ? other.Adjoints : PerExample.Rewrite(other, _examples);
        return [.. adjoints.Select(_matrices.Print).OfType<string>().Except(Equations)];
    }

    private DerivedSystem Derive(EquationSystem system, DerivationOptions options) =>
        Differentiation.Derive(system, [.. _derived.AdjointOf.Keys.Where(tensor => tensor.Kind == TensorKind.Parameter)], options);

    private string Print(Equation equation) => _matrices.Print(equation) ?? equation.ToString();

    private List<string> ClosedOf(IEnumerable<Equation> equations, MatrixNotation notation)
    {
        var closed = new List<string>();
        var forms = new Dictionary<string, MatrixExpression?>();
        foreach (Equation equation in equations)
        {
            // The adjoints stand in order of evaluation: what one reads is closed already.
            bool isComplete = true;
            MatrixExpression? Closed(MatrixExpression.Symbol symbol)
            {
                if (!forms.TryGetValue(symbol.Name, out MatrixExpression? form))
                {
                    return null;
                }

                isComplete &= form is not null;
                return form;
            }

            MatrixExpression? result = notation.Recognise(equation)?.Replace(Closed);
            result = isComplete && result?.Symbols <= MostSymbols ? result : null;
            string name = TextPrinter.Name(equation.Target);
            forms[name] = result;
            if (result is not null && IsParameters(name))
            {
                closed.Add($"{name} = {result}");
            }
        }

        return closed;
    }

    private bool IsParameters(string adjoint) => _derived.AdjointOf.Any(pair =>
        pair.Key.Kind == TensorKind.Parameter && (adjoint == "d" + TextPrinter.Name(pair.Key) || adjoint == TextPrinter.Name(pair.Value)));

    /// <summary><c>z̄ : dz = z̄ : (dW x) = (z̄ xᵀ) : dW</c>; null where a part is no matrix.</summary>
    private string? Differential(Tensor target, IReadOnlyList<Contribution> contributions, Dictionary<Tensor, Equation> definitions)
    {
        var parts = new List<string>();
        foreach (Contribution contribution in contributions)
        {
            var gradient = new Tensor("gradient", contribution.Of.Shape, TensorKind.Adjoint) { PrintedFor = contribution.Of };
            if (_matrices.Recognise(new Equation(gradient, contribution.Indices, Read(contribution.Result))) is not { } value)
            {
                return null;
            }

            parts.Add($"{Factor(value)} : d{TextPrinter.Name(contribution.Of)}");
        }

        string sum = string.Join(" + ", parts);
        if (ReferenceEquals(target, _derived.Forward.Loss))
        {
            return $"d{target} = {sum}";
        }

        Tensor? adjoint = contributions.SelectMany(contribution => Walk.Tensors(contribution.Steps[0].After)).FirstOrDefault(tensor => ReferenceEquals(tensor.AdjointOf, target));
        if (adjoint is null || !definitions.TryGetValue(target, out Equation? definition) || _matrices.Recognise(definition) is not { } differential)
        {
            return null;
        }

        string name = TextPrinter.Name(adjoint);
        string substituted = $"{name} : {Factor(differential)}";
        return $"{name} : d{TextPrinter.Name(target)} = {substituted}{(substituted == sum ? string.Empty : " = " + sum)}";
    }

    /// <summary>The sum as a reader wants it: what is common in front, a positive term first.</summary>
    private static Polynomial Read(Polynomial sum) => Polynomial.Raw(CommonFactors.PositiveFirst(CommonFactors.Apply(sum)));

    /// <summary>An expression beside the sign of the Frobenius product.</summary>
    private static string Factor(MatrixExpression value) => value is MatrixExpression.Symbol ? value.ToString() : $"({value})";
}
