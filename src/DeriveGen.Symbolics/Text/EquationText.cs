using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Lowering;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text;

/// <summary>How a text that stands by itself is bound.</summary>
public sealed record EquationTextOptions
{
    /// <summary>The value of <c>training</c>.</summary>
    public bool Training { get; init; } = true;

    /// <summary>The largest number of examples, where it is fixed.</summary>
    public int? BatchCapacity { get; init; }

    /// <summary>Names that the text may read as numbers.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>Names that the text may call as functions or read as layers: formulas.</summary>
    public IReadOnlyDictionary<string, string> Formulas { get; init; } = new Dictionary<string, string>();

    /// <summary>Functions of which only the name is known, by name; their derivatives stay by name too.</summary>
    public IReadOnlyDictionary<string, ScalarFunction> Unknown { get; init; } = new Dictionary<string, ScalarFunction>();
}

/// <summary>A text as equations, or what is wrong with it.</summary>
/// <param name="System">The equations; null where an error was found.</param>
/// <param name="Problems">Errors and warnings, in order of position.</param>
/// <param name="Initializers">How parameters and states begin.</param>
public sealed record BoundText(EquationSystem? System, EquatableArray<TextProblem> Problems, IReadOnlyDictionary<Tensor, Initializer> Initializers)
{
    /// <summary>The equations.</summary>
    /// <exception cref="FormatException">The text has errors; the message lists them.</exception>
    public EquationSystem Require() => System ?? throw new FormatException(string.Join("\n", Problems));
}

/// <summary>The language's front door for a whole network in one text: a <c>.dg</c> file, a claims file's fence, a test.</summary>
public static class EquationText
{
    /// <summary>What is wrong with the spelling of a text, whatever its names mean: all that can be said of a layer before a network uses it.</summary>
    public static EquatableArray<TextProblem> SpellingProblems(string text) => StatementParser.Parse(text).Problems;

    /// <summary>Reads a text and binds it to equations.</summary>
    public static BoundText Bind(string text, EquationTextOptions? options = null)
    {
        options ??= new();
        TextInstance instance = TextInstance.Bind(StatementParser.Parse(text), new TextEnvironment
        {
            Sizes = new SizeTable(options.BatchCapacity),
            Unknown = options.Unknown,
            Parameters = options.Numbers.ToDictionary(pair => pair.Key, pair => (ParameterValue)new ParameterValue.Number(Rational.FromDouble(pair.Value)))
                .Concat(options.Formulas.ToDictionary(pair => pair.Key, pair => (ParameterValue)new ParameterValue.Text(pair.Value)))
                .ToDictionary(pair => pair.Key, pair => pair.Value),
        });
        var builder = new SystemBuilder(options.Training);
        if (!instance.HasErrors)
        {
            new TextLowering(instance, new Helpers(instance), builder).Lower();
        }

        var choice = LossChoice.Of(instance, [.. builder.Equations.SelectMany(equation => equation.Reads)]);
        if (!instance.HasErrors && choice.Problem is { } ambiguous)
        {
            instance.Problems.Add(ambiguous);
        }

        EquatableArray<TextProblem> problems = instance.Problems.OrderBy(problem => problem.Span.Start).ToEquatableArray();
        if (instance.HasErrors)
        {
            return new(null, problems, new Dictionary<Tensor, Initializer>());
        }

        EquationSystem system = builder.Build(choice.Loss?.Tensor, instance.Outputs.Select(output => output.Tensor), symbol => symbol.Kind == TensorKind.State);
        Dictionary<Tensor, Initializer> initializers = instance.Symbols.Values
            .Where(symbol => symbol.Initializer is not null && symbol.Axes!.All(axis => axis.Value is not null))
            .ToDictionary(symbol => symbol.Tensor, symbol => symbol.Initializer!);
        return new(system, problems, initializers);
    }
}
