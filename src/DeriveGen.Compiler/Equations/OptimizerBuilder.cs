using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Lowering;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Compiler.Equations;

/// <summary>
/// Instantiates the texts of clippers and of the optimizer, which are written element by element, once for each parameter: p is the
/// parameter, g its gradient, states are the parameter's own. A reduction over <c>all</c> is one scalar over every parameter.
/// </summary>
internal sealed class OptimizerBuilder
{
    private const string Rate = "rate";
    private const string Step = "step";

    private readonly Stack _stack;
    private readonly EquatableArray<ParameterDeclaration> _parameters;
    private readonly ProblemList _problems;
    private readonly SystemBuilder _system = new(training: true);
    private readonly Dictionary<Tensor, TensorSymbol> _gradients;
    private readonly Dictionary<Tensor, TensorSymbol> _symbols;
    private readonly TensorSymbol _rate = TensorSymbol.Of(new Tensor(Rate, [], TensorKind.Setting));
    private readonly TensorSymbol _step = TensorSymbol.Of(new Tensor(Step, [], TensorKind.Setting));
    private double? _defaultRate;

    /// <summary>A builder for the parameters of a stack.</summary>
    public OptimizerBuilder(Stack stack, EquatableArray<ParameterDeclaration> parameters, ProblemList problems)
    {
        _stack = stack;
        _parameters = parameters;
        _problems = problems;
        _symbols = parameters.ToDictionary(parameter => parameter.Tensor, parameter => TensorSymbol.Of(parameter.Tensor));
        _gradients = parameters.ToDictionary(parameter => parameter.Tensor, parameter => TensorSymbol.Of(parameter.Gradient!));
        _system.Declare(_symbols.Values.Concat(_gradients.Values).Append(_rate).Append(_step));
    }

    /// <summary>The equations of the update.</summary>
    public EquationSystem System => _system.Build(null, [], symbol => symbol.Kind == TensorKind.Parameter);

    /// <summary>The optimizer's states.</summary>
    public List<ParameterDeclaration> States { get; } = [];

    /// <summary>The numbers given at run time.</summary>
    public EquatableArray<SettingDeclaration> Settings
    {
        get
        {
            SettingDeclaration step = new(_step.Tensor, 1);
            return _defaultRate is { } rate ? [new(_rate.Tensor, rate), step] : [step];
        }
    }

    /// <summary>Instantiates the clippers in order, then the optimizer.</summary>
    public void BuildAll()
    {
        foreach (Declaration declaration in _stack.Model.Declarations.Where(declaration => declaration.Role == DeclarationRole.Clipper))
        {
            Build(declaration, isClipper: true);
        }

        foreach (Declaration declaration in _stack.Model.Declarations.Where(declaration => declaration.Role == DeclarationRole.Optimizer))
        {
            _defaultRate = declaration.Arguments.FirstOrDefault(argument => argument.Parameter == Rate)?.Value switch
            {
                ArgumentValue.Double rate => rate.Value,
                ArgumentValue.Int rate => rate.Value,
                _ => null,
            };
            Build(declaration, isClipper: false);
        }
    }

    private void Build(Declaration declaration, bool isClipper)
    {
        TextSyntax syntax = StatementParser.Parse(declaration.Text);
        var reductions = new Dictionary<TextSpan, TensorSymbol>();
        var next = new Dictionary<Tensor, TensorSymbol>();
        foreach (ParameterDeclaration parameter in _parameters)
        {
            TensorSymbol target = next[parameter.Tensor] = isClipper ? Clipped(parameter) : Next(parameter);
            TextInstance text = TextInstance.Bind(syntax, Environment(declaration, parameter, isClipper ? "g" : "p", target, reduction => All(reduction, declaration, reductions)));
            int known = text.Problems.Count;
            if (!text.HasErrors)
            {
                new TextLowering(text, new Helpers(text), _system).Lower();
                known = 0;
            }

            _problems.AddText(declaration, declaration.AttributeClass, known == 0 ? text.Problems : text.Problems.Take(known));
            if (_problems.HasErrors)
            {
                return;
            }

            States.AddRange(text.Symbols.Values.Where(symbol => symbol.Kind == TensorKind.State)
                .Select(symbol => new ParameterDeclaration(symbol.Tensor, ParameterList.Begin(symbol), parameter.Layer, null, WeightForm.None)));
        }

        if (isClipper)
        {
            foreach (KeyValuePair<Tensor, TensorSymbol> clipped in next)
            {
                _gradients[clipped.Key] = clipped.Value;
            }
        }
    }

    private TextEnvironment Environment(Declaration declaration, ParameterDeclaration parameter, string primed, TensorSymbol? target, Func<ReductionSyntax, TensorSymbol>? reduceAll)
    {
        var given = new Dictionary<string, TensorSymbol> { ["p"] = _symbols[parameter.Tensor], ["g"] = _gradients[parameter.Tensor], [Step] = _step };
        bool hasRate = primed == "p" && _defaultRate is not null;
        Dictionary<string, ParameterValue> parameters = ArgumentValues.ParametersOf(declaration);
        if (hasRate)
        {
            given[Rate] = _rate;
            parameters.Remove(Rate);
        }

        return new TextEnvironment
        {
            Tables = ArgumentValues.TablesOf(declaration),
            Parameters = parameters,
            Defaults = hasRate ? new Dictionary<string, Rational> { [Rate] = Rational.FromDouble(_defaultRate!.Value) } : new Dictionary<string, Rational>(),
            Given = given,
            GivenNext = target is null ? new Dictionary<string, TensorSymbol>() : new() { [primed] = target },
            FullName = name => parameter.Tensor.Name + "." + name,
            Sizes = _stack.Sizes,
            Elements = _symbols[parameter.Tensor],
            ReduceAll = reduceAll,
        };
    }

    private TensorSymbol Next(ParameterDeclaration parameter) => new("p'", parameter.Tensor.Name + "'", TensorKind.Next)
    {
        NextOf = _symbols[parameter.Tensor],
        Axes = _symbols[parameter.Tensor].Axes,
        AxisNames = _symbols[parameter.Tensor].AxisNames,
    };

    private TensorSymbol Clipped(ParameterDeclaration parameter) => new("g'", _gradients[parameter.Tensor].FullName + "'", TensorKind.Temporary)
    {
        Axes = _gradients[parameter.Tensor].Axes,
        AxisNames = _gradients[parameter.Tensor].AxisNames,
    };

    /// <summary>A reduction over every element of every parameter, as a scalar with an equation of its own.</summary>
    private TensorSymbol All(ReductionSyntax reduction, Declaration declaration, Dictionary<TextSpan, TensorSymbol> known)
    {
        if (known.TryGetValue(reduction.Span, out TensorSymbol? scalar))
        {
            return scalar;
        }

        if (reduction.Function.Text is not ("sum" or "mean" or "max" or "min"))
        {
            throw TextException.Of(TextErrors.Expected, reduction.Function.Span, "sum, mean, max or min over all", $"'{reduction.Function.Text}'");
        }

        string name = declaration.AttributeClass + (known.Count == 0 ? "" : (known.Count + 1).ToString(global::System.Globalization.CultureInfo.InvariantCulture));
        IEnumerable<Polynomial> parts = _parameters.Select(parameter =>
        {
            TextInstance text = TextInstance.Bind(StatementParser.Parse(""), Environment(declaration, parameter, "p", null, null));
            return new TextLowering(text, new Helpers(text), _system).LowerAlone(new StatementResolver(text).Elements(reduction), _symbols[parameter.Tensor]);
        });
        return known[reduction.Span] = TensorSymbol.Of(Scalar("all" + name, reduction.Function.Text switch
        {
            "max" or "min" => Extreme(reduction.Function.Text == "max", parts, "all" + name),
            "mean" => Symbolics.Algebra.Build.Divide(Sum(parts), Sum(_parameters.Select(Count))),
            _ => Sum(parts),
        }));
    }

    /// <summary>
    /// The greatest or smallest of all. Of two at a time: each reads what is before it twice, so that without equations of their own between
    /// them the formula would double with every parameter.
    /// </summary>
    private Polynomial Extreme(bool isMaximum, IEnumerable<Polynomial> parts, string name)
    {
        int count = 0;
        return parts.Aggregate((all, part) =>
        {
            string own = name + "UpTo" + (++count).ToString(global::System.Globalization.CultureInfo.InvariantCulture);
            return ScalarLowering.Extreme(isMaximum, count == 1 ? all : Polynomial.Of(new Access(Scalar(own, all), [])), part);
        });
    }

    private Tensor Scalar(string name, Polynomial value)
    {
        var tensor = new Tensor(name, [], TensorKind.Temporary);
        _system.Add([new Equation(tensor, [], value)], []);
        return tensor;
    }

    private static Polynomial Sum(IEnumerable<Polynomial> parts) => parts.Aggregate(Polynomial.Zero, (sum, part) => sum + part);

    /// <summary>The number of elements.</summary>
    private static Polynomial Count(ParameterDeclaration parameter) => parameter.Tensor.Shape.Aggregate(
        Polynomial.One, (product, extent) => Symbolics.Algebra.Build.Multiply(product, Symbolics.Algebra.Build.Number(extent)));
}
