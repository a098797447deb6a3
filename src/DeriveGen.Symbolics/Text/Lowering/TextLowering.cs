using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>Turns a resolved text into equations. Everything is built from sums, products, the table of functions and guards; nothing knows what a text is for.</summary>
internal sealed class TextLowering
{
    // In the measure of Polynomial.Weight; a formula of a library's activation, read twice, stays below.
    private const int LargestCopied = 64;

    private static readonly TensorSymbol s_fact = new("fact", "fact", TensorKind.Temporary);

    private readonly Dictionary<IndexSlot, IndexVar> _indices = [];
    private readonly Dictionary<(BoundArgument, EquatableArray<Hypothesis>), Polynomial> _arguments = [];
    private readonly Dictionary<Tensor, TensorSymbol> _targets = [];
    private readonly List<Equation> _equations = [];
    private readonly TextInstance _text;
    private readonly Helpers _helpers;
    private readonly AccessLowering _accesses;
    private readonly ConditionLowering _conditions;
    private readonly ReductionLowering _reductions;
    private readonly ScalarLowering _scalars;

    /// <summary>A lowering of one text into a system.</summary>
    /// <param name="text">The text, without errors.</param>
    /// <param name="helpers">Its helpers, shared between the systems of one network.</param>
    /// <param name="system">Where the equations go.</param>
    public TextLowering(TextInstance text, Helpers helpers, SystemBuilder system)
    {
        _text = text;
        _helpers = helpers;
        System = system;
        _accesses = new AccessLowering(text, this);
        _conditions = new ConditionLowering(this);
        _reductions = new ReductionLowering(this);
        _scalars = new ScalarLowering(this);
    }

    /// <summary>Where the equations go.</summary>
    public SystemBuilder System { get; }

    /// <summary>Lowers the text; what is wrong is added to its problems.</summary>
    public void Lower()
    {
        System.Declare(_text.Symbols.Values);
        foreach (BoundStatement statement in _text.Statements)
        {
            // Where a fact about sizes and arguments is false, everything else would be wrong by consequence.
            if (!Try(() => Lower(statement)) && statement is BoundFact or BoundRequirement)
            {
                return;
            }
        }

        Try(() =>
        {
            (IReadOnlyList<Equation> ordered, IReadOnlyList<ScanBlock> scans) =
                ScanFinder.Order(_equations, tensor => _targets.TryGetValue(tensor, out TensorSymbol? symbol) ? symbol : null);
            System.Add(ordered, scans);
        });
    }

    private bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (TextException exception)
        {
            if (!_text.Problems.Contains(exception.Problem))
            {
                _text.Problems.Add(exception.Problem);
            }

            return false;
        }
    }

    /// <summary>Lowers an expression that belongs to no statement of the text, with the equations that it needs.</summary>
    public Polynomial LowerAlone(BoundExpression expression, TensorSymbol target)
    {
        Polynomial value = Lower(expression, target);
        System.Add(_equations, []);
        return value;
    }

    private Polynomial Lower(BoundExpression expression, TensorSymbol target) => Lower(expression, new LoweringFrame(target, [], null));

    /// <summary>Lowers an expression.</summary>
    public Polynomial Lower(BoundExpression expression, LoweringFrame frame)
    {
        try
        {
            return LowerCore(expression, frame);
        }
        catch (Exception exception) when (exception is ArithmeticException)
        {
            throw TextException.Of(TextErrors.Arithmetic, expression.Span, exception.Message);
        }
    }

    /// <summary>The index of a slot; a new one at first use.</summary>
    public IndexVar Index(IndexSlot slot)
    {
        if (!_indices.TryGetValue(slot, out IndexVar? index))
        {
            _indices[slot] = index = new(slot.Name, slot.Extent.Value!);
        }

        return index;
    }

    /// <summary>Runs <paramref name="work"/> with new indices for some slots, which are bound there.</summary>
    public TResult WithNew<TResult>(IndexSlot[] slots, Func<EquatableArray<IndexVar>, TResult> work)
    {
        if (slots.Length == 0)
        {
            return work([]);
        }

        _arguments.Clear();
        (IndexSlot Slot, IndexVar? Outer)[] outer = [.. slots.Select(slot => (slot, _indices.TryGetValue(slot, out IndexVar? index) ? index : null))];
        EquatableArray<IndexVar> fresh = slots.Select(slot => _indices[slot] = new IndexVar(slot.Name, slot.Extent.Value!)).ToEquatableArray();
        TResult result = work(fresh);
        _arguments.Clear();
        foreach ((IndexSlot slot, IndexVar? index) in outer)
        {
            if (index is null)
            {
                _indices.Remove(slot);
            }
            else
            {
                _indices[slot] = index;
            }
        }

        return result;
    }

    /// <summary>Gives an expression an equation of its own and returns its element there.</summary>
    public Polynomial Lift(Polynomial value, object node, string role, LoweringFrame frame)
    {
        // Under a maximum the ranges of padded reads are in its domain; an equation of its own needs them itself.
        if (frame.Domain is { Count: > 0 } domain && value.AsMaximum is null)
        {
            value = Build.Guarded(value, domain);
        }

        EquatableArray<IndexVar> free = value.Indices.OrderBy(index => index.Id).ToEquatableArray();
        Tensor helper = _helpers.Tensor(node, role, frame.Target, free);
        if (_equations.All(equation => equation.Target != helper))
        {
            EquatableArray<IndexVar> own = free.Map(index => index.Fresh());
            _equations.Add(new Equation(helper, own, value.Freshen().Substitute(new Substitution(free, own))));
        }

        return Polynomial.Of(helper, free);
    }

    /// <summary>
    /// An expression that is about to be read more than once: its element in an equation of its own where it sums, or where it has so many
    /// parts that its copies, and theirs in turn, would fill the memory.
    /// </summary>
    public Polynomial Shared(Polynomial value, object node, LoweringFrame frame) =>
        value.BindingHeight > 0 || value.Weight > LargestCopied ? Lift(value, node, "In", frame) : value;

    /// <summary>An argument that a function reads more than once, lowered once where it means the same: else functions in functions would take twice the time at each level.</summary>
    private Polynomial SharedArgument(BoundArgument argument, LoweringFrame frame)
    {
        // Under a maximum lowering also collects the ranges of padded reads, which it must do each time.
        if (frame.Domain is not null)
        {
            return Shared(Lower(argument.Value, frame), argument, frame);
        }

        (BoundArgument, EquatableArray<Hypothesis>) key = (argument, frame.Hypotheses);
        if (!_arguments.TryGetValue(key, out Polynomial? known))
        {
            _arguments[key] = known = Shared(Lower(argument.Value, frame), argument, frame);
        }

        return known;
    }

    private void Lower(BoundStatement statement)
    {
        _indices.Clear();
        _arguments.Clear();
        switch (statement)
        {
            case BoundEquation { Target: var target } equation:
                EquatableArray<IndexVar> indices = equation.Indices.Select(Index).ToEquatableArray();
                var frame = new LoweringFrame(target, [], null);
                Polynomial value = Unwrap(equation.Value) is BoundReduction { Function: "max" } maximum
                    ? _reductions.Maximum(maximum, frame)
                    : Lower(equation.Value, frame);
                var lowered = new Equation(target.Tensor, indices, value.Freshen());
                if (target.Kind == TensorKind.Next)
                {
                    System.AddUpdate(lowered);
                }
                else
                {
                    _targets[target.Tensor] = target;
                    _equations.Add(lowered);
                }

                break;
            case BoundFact fact:
                Fact(fact);
                break;
            case BoundRequirement requirement:
                bool holds = Decide(Condition(requirement.Condition, new LoweringFrame(s_fact, [], null)))
                    ?? throw TextException.Of(TextErrors.OpenFact, requirement.Span, _text.Quote(requirement.Span));
                Require(holds, requirement.Span, requirement.Syntax.Required);
                break;
        }
    }

    /// <summary>Whether a condition holds whatever its indices are, or null.</summary>
    private static bool? Decide(Polynomial condition) => condition.AsNumber is { } number ? !number.IsZero
        : condition.Terms.Length == 1 && condition.Terms[0] is { Coefficient.IsOne: true, Factors.Length: 0, Bound.Length: 0 } term
            ? term.Guards.Select(guard => guard.Decide()).Aggregate((bool?)true, (all, holds) => all & holds)
        : null;

    private void Require(bool holds, TextSpan span, params ExpressionSyntax[] about)
    {
        if (!holds)
        {
            // Of one number alone it is said where that number is given.
            string[] given = [.. about.SelectMany(SyntaxWalk.Names).Where(name => _text.NumberOf(name) is not null).Distinct()];
            string[] values = [.. about.SelectMany(SyntaxWalk.All).Select(_text.Valued).OfType<string>().Distinct()];
            TextProblem problem = TextException.Of(TextErrors.FalseFact, span, _text.Quote(span), values.Length == 0 ? "" : ", as " + string.Join(", ", values)).Problem;
            throw new TextException(given.Length == 1 ? problem with { Span = default, Parameter = given[0] } : problem);
        }
    }

    /// <summary>A promise about tensors goes to the system; one about numbers has to hold.</summary>
    private void Fact(BoundFact fact)
    {
        EquatableArray<IndexVar> indices = fact.Indices.Select(Index).ToEquatableArray();
        Polynomial left = Lower(fact.Left, s_fact), right = Lower(fact.Right, s_fact);
        if ((left - right).AsNumber is { } difference)
        {
            Require(difference.IsZero, fact.Span, fact.Syntax.Left, fact.Syntax.Right);
            return;
        }

        System.Add(left.Terms.Length == 1
            ? new Fact(indices, left.Terms[0].WithCoefficient(1), (1 / left.Terms[0].Coefficient) * right)
            : throw TextException.Of(TextErrors.FactPattern, fact.Span, left.Terms.Length.ToString(global::System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static BoundExpression Unwrap(BoundExpression expression) => expression is BoundFormula formula ? Unwrap(formula.Value) : expression;

    private Polynomial LowerCore(BoundExpression expression, LoweringFrame frame) => expression switch
    {
        BoundNumber number => Polynomial.Number(number.Value),
        BoundPi => Build.Pi,
        BoundTraining => Polynomial.Number(System.Training ? 1 : 0),
        BoundAccess access => _accesses.Lower(access, frame),
        BoundIndexValue value => Number(_accesses.Position(value.Value, frame)),
        BoundSum sum => sum.Subtracts ? Lower(sum.Left, frame) - Lower(sum.Right, frame) : Lower(sum.Left, frame) + Lower(sum.Right, frame),
        BoundProduct product => Product(product, frame),
        BoundPower power => _scalars.Power(power, frame),
        BoundCall call => _scalars.Call(call, frame),
        BoundExtreme extreme => _scalars.Extreme(extreme, frame),
        BoundReduction reduction => _reductions.Lower(reduction, frame),
        BoundArgument argument => argument.IsShared ? SharedArgument(argument, frame) : Lower(argument.Value, frame),
        BoundFormula formula => Formula(formula, frame),
        BoundBracket bracket => _conditions.Lower(bracket.Condition, frame),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no lowering."),
    };

    /// <summary>A condition as 1 or 0.</summary>
    public Polynomial Condition(BoundCondition condition, LoweringFrame frame) => _conditions.Lower(condition, frame);

    /// <summary>A whole-number expression.</summary>
    public Affine Position(BoundPosition position, LoweringFrame frame) => _accesses.Position(position, frame);

    private static Polynomial Number(Affine value) =>
        value.Terms.All(term => term.Atom is SizeAtom) ? Build.Number(Extent.Of(value)) : Polynomial.Of(new IndexValue(value));

    private Polynomial Formula(BoundFormula formula, LoweringFrame frame)
    {
        try
        {
            return Lower(formula.Value, frame);
        }
        catch (TextException exception) when (exception.Problem.Parameter is null && exception.Problem.Descriptor == TextErrors.Arithmetic)
        {
            throw new TextException(exception.Problem with { Parameter = formula.Parameter });
        }
    }

    private Polynomial Product(BoundProduct product, LoweringFrame frame) => WithNew(product.Summed, summed =>
    {
        LoweringFrame inner = summed.Length > 0 ? frame with { Domain = null } : frame;
        var brackets = new Dictionary<BoundExpression, Polynomial>();
        foreach (BoundFactor factor in product.Factors.Where(factor => factor is { Divides: false, Value: BoundBracket }))
        {
            Polynomial bracket = Lower(factor.Value, inner);
            if (bracket.IsZero)
            {
                return Polynomial.Zero;
            }

            brackets[factor.Value] = bracket;
            inner = bracket.Terms.Length == 1 ? inner.Under(bracket.Terms[0].Guards) : inner;
        }

        var values = new List<Polynomial>();
        foreach (BoundFactor factor in product.Factors)
        {
            Polynomial value = brackets.TryGetValue(factor.Value, out Polynomial? bracket) ? bracket : Lower(factor.Value, inner);
            if (value.IsZero && !factor.Divides)
            {
                return value;
            }

            values.Add(value);
        }

        LiftContractions(product, values, inner);
        Polynomial result = Polynomial.Number(product.IsNegative ? -1 : 1);
        for (int i = 0; i < values.Count; i++)
        {
            result = Build.Multiply(result, product.Factors[i].Divides ? Build.Power(values[i], -1) : values[i]);
        }

        return summed.Length > 0 ? Build.Sum(summed, result) : result;
    });

    /// <summary>
    /// A contraction written beside factors that read tensors gets an equation of its own: sums are flat in the algebra, and
    /// Σu p·v beside a weight would become one sum over three factors.
    /// </summary>
    private void LiftContractions(BoundProduct product, List<Polynomial> values, LoweringFrame frame)
    {
        bool[] reads = [.. values.Select(value => Walk.Tensors(value).Count > 0)];
        for (int i = 0; i < values.Count; i++)
        {
            bool isContraction = values[i].Terms.Length == 1 && values[i].Terms[0] is { Bound.Length: > 0, Factors.Length: > 1 };
            if (isContraction && reads.Where((_, other) => other != i).Any(read => read))
            {
                values[i] = Lift(values[i], (product, i), "In", frame);
            }
        }
    }
}
