using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>Collects the equations of one system, from one text or from the texts of a stack.</summary>
/// <param name="training">Whether the system is the one for training.</param>
internal sealed class SystemBuilder(bool training)
{
    private readonly List<TensorSymbol> _declared = [];
    private readonly List<Equation> _equations = [];
    private readonly List<Equation> _updates = [];
    private readonly List<Fact> _facts = [];
    private readonly List<ScanBlock> _scans = [];

    /// <summary>The value of <c>training</c>.</summary>
    public bool Training { get; } = training;

    /// <summary>The equations so far.</summary>
    public IReadOnlyList<Equation> Equations => _equations;

    /// <summary>The tensors that equations and facts read.</summary>
    public HashSet<Tensor> Reads => [.. _equations.Concat(_updates).SelectMany(equation => equation.Reads),
        .. _facts.SelectMany(fact => Walk.Tensors(Polynomial.Create(fact.Pattern)).Concat(Walk.Tensors(fact.Value)))];

    /// <summary>Notes what a text declares.</summary>
    public void Declare(IEnumerable<TensorSymbol> symbols) => _declared.AddRange(symbols);

    /// <summary>Adds equations in order of evaluation and their recurrent blocks.</summary>
    public void Add(IEnumerable<Equation> equations, IEnumerable<ScanBlock> scans)
    {
        _equations.AddRange(equations);
        _scans.AddRange(scans);
    }

    /// <summary>Adds the equation of a next value.</summary>
    public void AddUpdate(Equation equation) => _updates.Add(equation);

    /// <summary>Adds a promise.</summary>
    public void Add(Fact fact) => _facts.Add(fact);

    /// <summary>The finished system.</summary>
    /// <param name="loss">The scalar to differentiate.</param>
    /// <param name="outputs">What a prediction returns.</param>
    /// <param name="isKept">Whether a parameter or another declared tensor that nothing reads here is part of the system all the same.</param>
    public EquationSystem Build(Tensor? loss, IEnumerable<Tensor> outputs, Func<TensorSymbol, bool> isKept)
    {
        HashSet<Tensor> reads = Reads;
        IEnumerable<Tensor> declared = _declared
            .Where(symbol => symbol.Tie is null && symbol.Axes is not null && symbol.Axes.All(axis => axis.Value is not null))
            .Where(symbol => symbol.Kind is TensorKind.Input or TensorKind.Target || isKept(symbol) || reads.Contains(symbol.Tensor) || _updates.Any(update => update.Target.NextOf == symbol.Tensor))
            .Where(symbol => symbol.Kind is not (TensorKind.Forward or TensorKind.Next))
            .Select(symbol => symbol.Tensor);
        return new EquationSystem
        {
            Tensors = declared.Concat(_equations.Select(equation => equation.Target)).Concat(_updates.Select(update => update.Target)).Distinct().ToEquatableArray(),
            Equations = _equations.ToEquatableArray(),
            Updates = _updates.ToEquatableArray(),
            Scans = _scans.ToEquatableArray(),
            Facts = _facts.ToEquatableArray(),
            Loss = loss,
            Outputs = outputs.ToEquatableArray(),
        };
    }
}
