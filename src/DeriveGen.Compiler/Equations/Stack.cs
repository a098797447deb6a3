using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Compiler.Equations;

/// <summary>One text of the stack in its place.</summary>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Subject">How messages name it.</param>
/// <param name="Layer">The names that its tensors carry before their own, <c>block3.mlp</c>; null where they carry none.</param>
/// <param name="Text">The text, names resolved.</param>
internal sealed record StackEntry(Declaration Declaration, string Subject, string? Layer, TextInstance Text);

/// <summary>The texts of a network, each bound to the output of the one before; blocks written out.</summary>
internal sealed class Stack
{
    private const string BlockName = "block";

    private readonly ProblemList _problems;
    private readonly StackScope _network = new(null, "", null, isFrozen: false);
    private readonly bool _hasSeveralLosses;

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

    /// <summary>The inputs that attributes declare.</summary>
    public List<TensorSymbol> Inputs { get; } = [];

    /// <summary>The output of the last layer.</summary>
    public TensorSymbol? Output => _network.Last;

    /// <summary>What texts behind the last one can name: layers by their names, tensors by theirs.</summary>
    public IEnumerable<KeyValuePair<string, TensorSymbol>> Known => _network.Known;

    /// <summary>Where the tensors stand that are declared or defined; a tied one is another one's.</summary>
    public IEnumerable<TensorOrigin> Origins => Model.Declarations.Where(declaration => declaration.Role == DeclarationRole.Input)
        .Zip(Inputs, (declaration, input) => new TensorOrigin(input.Tensor, declaration, declaration.AttributeClass, null))
        .Concat(Entries.SelectMany(entry => entry.Text.Symbols.Values.Where(symbol => symbol.Tie is null && symbol.Axes!.All(axis => axis.Value is not null)),
            (entry, symbol) => new TensorOrigin(symbol.Tensor, entry.Declaration, entry.Subject, symbol.Span)));

    /// <summary>The names in <c>Keep</c>.</summary>
    public IEnumerable<string> KeptNames => Model.Settings.Keep.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0);

    /// <summary>The declared tensors of a kind, in order.</summary>
    public EquatableArray<Tensor> Given(TensorKind kind) => Inputs.Where(input => input.Kind == kind)
        .Concat(Entries.SelectMany(entry => entry.Text.Symbols.Values).Where(symbol => symbol.Kind == kind))
        .Select(symbol => symbol.Tensor).ToEquatableArray();

    /// <summary>Binds the texts until one has errors.</summary>
    public void BindAll() => BindAll(Model.Declarations, _network);

    private void BindAll(EquatableArray<Declaration> declarations, StackScope scope)
    {
        foreach (Declaration declaration in declarations)
        {
            switch (declaration.Role)
            {
                case DeclarationRole.Input:
                    TensorSymbol input = InputOf(declaration);
                    Inputs.Add(input);
                    scope.Last = input;
                    Publish(declaration, input.Name, input, scope);
                    break;
                case DeclarationRole.Block:
                    BindBlock(declaration, scope);
                    break;
                case DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Equations:
                    Bind(declaration, scope);
                    break;
            }

            if (_problems.HasErrors)
            {
                return;
            }
        }
    }

    /// <summary>The name of an input.</summary>
    public static string NameOf(Declaration input) => input.Name ?? TextInstance.IncomingName;

    private TensorSymbol InputOf(Declaration declaration)
    {
        int[] shape = [.. declaration.Arguments.Select(argument => argument.Value).OfType<ArgumentValue.IntArray>().SelectMany(array => array.Values)];
        string[] letters = shape.Length switch { 0 => [], 1 => ["j"], 2 => ["t", "j"], 3 => ["h", "w", "c"], _ => [.. shape.Select((_, axis) => "a" + axis.ToString(CultureInfo.InvariantCulture))] };
        string name = NameOf(declaration);
        Size? length = StackChecks.LengthOf(declaration) is { } size ? Sizes.Find(size) ?? Sizes.Declare(size, shape[0]) : null;
        return new(name, name, TensorKind.Input)
        {
            Axes = [new(Extent.Of(Examples), name), .. shape.Select((extent, axis) => new ExtentSlot(axis == 0 && length is not null ? Extent.Of(length) : Extent.Of(extent), name))],
            AxisNames = ["i", .. letters],
            IsDefined = true,
            IsOpenInput = true,
        };
    }

    /// <summary>A block, written out: each repetition is a scope of its own and reads the one before.</summary>
    private void BindBlock(Declaration block, StackScope scope)
    {
        TensorSymbol? incoming = Incoming(block, scope, In(scope, block.AttributeClass));
        int count = ((ArgumentValue.Int)block.Arguments[0].Value).Value;
        for (int number = 1; number <= count && incoming is not null; number++)
        {
            string name = block.Name is null ? StackScope.Numbered(BlockName, ++scope.Blocks)
                : count == 1 ? block.Name
                : StackScope.Numbered(block.Name, number);
            var inner = new StackScope(scope, scope.FullName(name), incoming, scope.IsFrozen || block.IsFrozen);
            BindAll(block.Body, inner);
            if (_problems.HasErrors)
            {
                return;
            }

            incoming = scope.Last = inner.Last!;
            Publish(block, name, incoming, scope);
        }
    }

    private void Bind(Declaration declaration, StackScope scope)
    {
        bool isLoss = declaration.Role == DeclarationRole.Loss;
        bool standsAlone = declaration.Role == DeclarationRole.Equations && scope.Last is null;
        bool isUnnumbered = standsAlone || (isLoss && !_hasSeveralLosses);
        scope.Layers += isUnnumbered ? 0 : 1;
        string subject = In(scope, Subject(declaration, scope, isLoss || standsAlone));
        TensorSymbol? incoming = standsAlone ? null : Incoming(declaration, scope, subject);
        if (incoming is null && !standsAlone)
        {
            return;
        }

        int number = scope.Layers;
        Func<string, string> rename = declaration.Name is { } layer ? name => scope.FullName(layer + "." + name)
            : isUnnumbered ? scope.FullName
            : name => scope.FullName(StackScope.Numbered(name, number));
        Dictionary<string, (TensorSymbol, bool)> ties = Ties.Of(declaration, scope, Entries, _problems);
        TextInstance text = TextInstance.Bind(StatementParser.Parse(declaration.Text), new TextEnvironment
        {
            Parameters = ArgumentValues.ParametersOf(declaration),
            Tables = ArgumentValues.TablesOf(declaration),
            Incoming = incoming,
            FullName = rename,
            Sizes = Sizes,
            IsFrozen = scope.IsFrozen || declaration.IsFrozen,
            FindLayer = scope.Find,
            LayerNames = scope.LayerNames,
            ReadsLayers = declaration.Role == DeclarationRole.Equations,
            FindTie = name => ties.TryGetValue(name, out (TensorSymbol, bool) tie) ? tie : null,
        });
        string[] faults =
        [
            .. ties.Keys.Where(name => !text.Symbols.TryGetValue(name, out TensorSymbol? symbol) || !symbol.IsParameter).Select(name => $"{subject} has no parameter '{name}'"),
            .. text.TieFaults,
        ];
        _problems.AddRange(faults.Select(fault => Problem.OfArgument(Descriptors.BadShare, declaration, nameof(Declaration.Share), declaration.Share!, fault)));

        // A library's text is right by itself: what is wrong with its use is said by the first error, of which the others follow.
        IEnumerable<TextProblem> told = declaration.Origin == TextOrigin.Metadata && text.HasErrors ? text.Problems.Where(problem => problem.Descriptor.Severity == Severity.Error).Take(1) : text.Problems;
        _problems.AddText(declaration, subject, faults.Length > 0 ? [] : told);
        scope.Note(text.Symbols.Values);
        string? path = declaration.Name is { } own ? scope.FullName(own) : scope.IsBlock ? scope.Path : null;
        Entries.Add(new(declaration, subject, path, text));
        if (isLoss || text.HasErrors)
        {
            return;
        }

        if (scope.IsBlock && text.OfNetwork is { } misplaced)
        {
            _problems.Add(Problem.Of(Descriptors.NotInBlock, declaration, $"'{misplaced}' of {declaration.AttributeClass}", scope.Path, "a block has neither targets, losses nor outputs of the network"));
        }
        else if (text.Result is null)
        {
            _problems.Add(Problem.Of(Descriptors.LayerWithoutOutput, declaration, subject));
        }
        else
        {
            scope.Last = text.Result;
            if (declaration.Name is { } name)
            {
                Publish(declaration, name, text.Result, scope);
            }
        }
    }

    private void Publish(Declaration declaration, string name, TensorSymbol output, StackScope scope)
    {
        if (!scope.Publish(name, output))
        {
            _problems.Add(Problem.OfArgument(Descriptors.DuplicateLayerName, declaration, nameof(Declaration.Name), name));
        }
    }

    /// <summary>What a text reads as x: what comes before it, or what <c>From</c> names.</summary>
    private TensorSymbol? Incoming(Declaration declaration, StackScope scope, string subject)
    {
        if (declaration.From is not { } from)
        {
            return scope.Last;
        }

        TensorSymbol? named = scope.Find(from);
        if (named is null)
        {
            string? nearest = Spelling.Nearest(from, scope.LayerNames);
            _problems.Add(Problem.OfArgument(Descriptors.UnknownLayer, declaration, nameof(Declaration.From), subject, from, Spelling.Hint(nearest)).MendedBy(from, from, nearest));
        }

        return named;
    }

    private static string Subject(Declaration declaration, StackScope scope, bool isUnnumbered) => declaration.Name is { } name ? $"{declaration.AttributeClass} '{name}'"
        : isUnnumbered ? declaration.AttributeClass
        : string.Format(CultureInfo.InvariantCulture, "{0} (layer {1})", declaration.AttributeClass, scope.Layers);

    private static string In(StackScope scope, string subject) => scope.IsBlock ? subject + " of " + scope.Path : subject;
}
