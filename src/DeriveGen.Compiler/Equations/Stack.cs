using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Compiler.Equations;

/// <summary>One text of the stack in its place.</summary>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Subject">How messages name it.</param>
/// <param name="Text">The text, names resolved.</param>
internal sealed record StackEntry(Declaration Declaration, string Subject, TextInstance Text);

/// <summary>The texts of a network, each bound to the output of the one before.</summary>
internal sealed class Stack
{
    private readonly ProblemList _problems;
    private readonly Dictionary<string, TensorSymbol> _layers = [];
    private readonly bool _hasSeveralLosses;
    private TensorSymbol? _last;
    private int _count;

    /// <summary>A stack that is yet to be bound.</summary>
    public Stack(NetworkModel model, ProblemList problems)
    {
        Model = model;
        _problems = problems;
        Sizes = new SizeTable(model.Settings.BatchSize);
        _hasSeveralLosses = model.Declarations.Count(declaration => declaration.Role == DeclarationRole.Loss) > 1;
    }

    /// <summary>The declaration.</summary>
    public NetworkModel Model { get; }

    /// <summary>The symbolic sizes.</summary>
    public SizeTable Sizes { get; }

    /// <summary>The number of examples of a call.</summary>
    public Size Examples => Sizes.Find(SizeTable.Batch)!;

    /// <summary>The texts in order.</summary>
    public List<StackEntry> Entries { get; } = [];

    /// <summary>The stack's own input, where it has one.</summary>
    public TensorSymbol? Input { get; private set; }

    /// <summary>The output of the last layer.</summary>
    public TensorSymbol? Output => _last;

    /// <summary>The names in <c>Keep</c>.</summary>
    public IEnumerable<string> KeptNames => Model.Settings.Keep.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0);

    /// <summary>The declared tensors of a kind, in order.</summary>
    public EquatableArray<Tensor> Given(TensorKind kind) => (Input?.Kind == kind ? new[] { Input } : [])
        .Concat(Entries.SelectMany(entry => entry.Text.Symbols.Values).Where(symbol => symbol.Kind == kind))
        .Select(symbol => symbol.Tensor).ToEquatableArray();

    /// <summary>Binds the texts until one has errors.</summary>
    public void BindAll()
    {
        foreach (Declaration declaration in Model.Declarations)
        {
            switch (declaration.Role)
            {
                case DeclarationRole.Input:
                    Input = _last = InputOf(declaration);
                    _layers["x"] = Input;
                    break;
                case DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Equations:
                    Bind(declaration);
                    break;
            }

            if (_problems.HasErrors)
            {
                return;
            }
        }
    }

    /// <summary>The parameter of that name that an earlier text declares, or null.</summary>
    public TensorSymbol? FindParameter(string fullName) =>
        Entries.SelectMany(entry => entry.Text.Symbols.Values).FirstOrDefault(symbol => symbol.Kind == TensorKind.Parameter && symbol.FullName == fullName);

    private TensorSymbol InputOf(Declaration declaration)
    {
        int[] shape = [.. declaration.Arguments.Select(argument => argument.Value).OfType<ArgumentValue.IntArray>().SelectMany(array => array.Values)];
        string[] letters = shape.Length switch { 0 => [], 1 => ["j"], 2 => ["t", "j"], 3 => ["h", "w", "c"], _ => [.. shape.Select((_, axis) => "a" + axis.ToString(CultureInfo.InvariantCulture))] };
        return new("x", "x", TensorKind.Input)
        {
            Axes = [new(Extent.Of(Examples), "x"), .. shape.Select(extent => new ExtentSlot(Extent.Of(extent), "x"))],
            AxisNames = ["i", .. letters],
            IsDefined = true,
            IsOpenInput = true,
        };
    }

    private void Bind(Declaration declaration)
    {
        bool isLoss = declaration.Role == DeclarationRole.Loss;
        bool standsAlone = declaration.Role == DeclarationRole.Equations && _last is null;
        _count += standsAlone || (isLoss && !_hasSeveralLosses) ? 0 : 1;
        string subject = Subject(declaration, isLoss || standsAlone);
        TensorSymbol? incoming = standsAlone ? null : Incoming(declaration, subject);
        if (incoming is null && !standsAlone)
        {
            return;
        }

        int number = _count;
        Func<string, string> rename = declaration.Name is { } layer ? name => layer + "." + name
            : standsAlone || (isLoss && !_hasSeveralLosses) ? name => name
            : name => Numbered(name, number);
        Dictionary<string, (TensorSymbol, bool)> ties = Ties(declaration);
        TextInstance text = TextInstance.Bind(StatementParser.Parse(declaration.Text), new TextEnvironment
        {
            Parameters = declaration.Arguments.Where(argument => TableOf(argument.Value) is null).ToDictionary(argument => argument.Parameter, argument => ValueOf(argument.Value)),
            Tables = TablesOf(declaration),
            Incoming = incoming,
            FullName = rename,
            Sizes = Sizes,
            FindLayer = name => _layers.TryGetValue(name, out TensorSymbol? output) ? output : null,
            LayerNames = _layers.Keys,
            FindTie = name => ties.TryGetValue(name, out (TensorSymbol, bool) tie) ? tie : null,
        });
        foreach (string name in ties.Keys.Where(name => !text.Symbols.TryGetValue(name, out TensorSymbol? symbol) || symbol.Kind != TensorKind.Parameter))
        {
            _problems.Add(Problem.OfArgument(Descriptors.BadShare, declaration.Ordinal, nameof(Declaration.Share), declaration.Share!, $"{subject} has no parameter '{name}'"));
        }

        _problems.AddText(declaration, subject, text.Problems);
        Entries.Add(new(declaration, subject, text));
        if (!isLoss && !text.HasErrors)
        {
            Publish(declaration, text, subject);
        }
    }

    private void Publish(Declaration declaration, TextInstance text, string subject)
    {
        if (text.Result is null)
        {
            _problems.Add(Problem.Of(Descriptors.LayerWithoutOutput, declaration.Ordinal, subject));
            return;
        }

        _last = text.Result;
        if (declaration.Name is not { } name)
        {
            return;
        }

        if (_layers.ContainsKey(name))
        {
            _problems.Add(Problem.OfArgument(Descriptors.DuplicateLayerName, declaration.Ordinal, nameof(Declaration.Name), name));
        }

        _layers[name] = text.Result;
    }

    /// <summary>What a text reads as x: what comes before it, or what <c>From</c> names.</summary>
    private TensorSymbol? Incoming(Declaration declaration, string subject)
    {
        if (declaration.From is not { } from)
        {
            return _last;
        }

        if (_layers.TryGetValue(from, out TensorSymbol? named))
        {
            return named;
        }

        _problems.Add(Problem.OfArgument(
            Descriptors.UnknownLayer, declaration.Ordinal, nameof(Declaration.From), subject, from, Spelling.Suggest(from, _layers.Keys)));
        return null;
    }

    private string Subject(Declaration declaration, bool isUnnumbered) => declaration.Name is { } name ? $"{declaration.AttributeClass} '{name}'"
        : isUnnumbered ? declaration.AttributeClass
        : string.Format(CultureInfo.InvariantCulture, "{0} (layer {1})", declaration.AttributeClass, _count);

    /// <summary><c>W1</c>, or <c>W1_11</c> where a name ends in a digit.</summary>
    private static string Numbered(string name, int number) =>
        name + (char.IsDigit(name[name.Length - 1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What equations read of a constructor argument.</summary>
    public static ParameterValue ValueOf(ArgumentValue value) => value switch
    {
        ArgumentValue.Int number => new ParameterValue.Number(number.Value),
        ArgumentValue.Bool flag => new ParameterValue.Number(flag.Value ? 1 : 0),
        ArgumentValue.Double number when !double.IsNaN(number.Value) && !double.IsInfinity(number.Value) => new ParameterValue.Number(Rational.FromDouble(number.Value)),
        ArgumentValue.String text => new ParameterValue.Text(text.Value),
        _ => new ParameterValue.Missing(),
    };

    /// <summary>The arrays of numbers that equations read of constructor arguments.</summary>
    public static IReadOnlyDictionary<string, EquatableArray<Rational>> TablesOf(Declaration declaration) => declaration.Arguments
        .Where(argument => TableOf(argument.Value) is not null).ToDictionary(argument => argument.Parameter, argument => TableOf(argument.Value)!.Value);

    private static EquatableArray<Rational>? TableOf(ArgumentValue value) => value switch
    {
        ArgumentValue.IntArray array => array.Values.Map(number => (Rational)number),
        ArgumentValue.DoubleArray array => array.Values.Map(Rational.FromDouble),
        _ => null,
    };

    /// <summary>Reads <c>W = embed.E'</c>, several separated by commas.</summary>
    private Dictionary<string, (TensorSymbol Tensor, bool Transposed)> Ties(Declaration declaration)
    {
        var ties = new Dictionary<string, (TensorSymbol, bool)>();
        foreach (string tie in (declaration.Share ?? "").Split(',', ';').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            string[] sides = [.. tie.Split('=').Select(side => side.Trim())];
            string target = sides.Length == 2 ? sides[1].TrimEnd('\'') : "";
            string? fault = sides.Length != 2 || sides[0].Length == 0 || target.Length == 0 ? $"'{tie}' is not of the form 'own = other'"
                : FindParameter(target) is null ? $"there is no earlier parameter '{target}'{Spelling.Suggest(target, EarlierParameters)}"
                : null;
            if (fault is null)
            {
                ties[sides[0]] = (FindParameter(target)!, sides[1].Length > target.Length);
            }
            else
            {
                _problems.Add(Problem.OfArgument(Descriptors.BadShare, declaration.Ordinal, nameof(Declaration.Share), declaration.Share!, fault));
            }
        }

        return ties;
    }

    private IEnumerable<string> EarlierParameters => Entries.SelectMany(entry => entry.Text.Symbols.Values)
        .Where(symbol => symbol.Kind == TensorKind.Parameter).Select(symbol => symbol.FullName);
}
