using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Makes tensors of declarations.</summary>
internal sealed class DeclarationBinder(TextInstance text)
{
    private readonly List<(TensorSymbol Symbol, ExpressionSyntax Bound)> _ranges = [];

    /// <summary>Notes the written extents of all letters, and the axes that a layer's <c>input x[…]</c> names.</summary>
    public void CollectLetters(IEnumerable<DeclarationSyntax> declarations)
    {
        // Where a letter is declared with several numbers, the one that most declarations have is meant, and the others are told.
        Dictionary<string, Rational> numbers = declarations.SelectMany(declaration => declaration.Axes).Where(axis => axis.Extent is NumberSyntax).GroupBy(axis => axis.Name)
            .ToDictionary(letter => letter.Key, letter => letter.GroupBy(axis => ((NumberSyntax)axis.Extent!).Value).OrderByDescending(same => same.Count()).First().Key);
        foreach (DeclarationSyntax declaration in declarations)
        {
            if (IsIncoming(declaration))
            {
                text.Try(declaration.Name.Text, () => NameIncomingAxes((InputSyntax)declaration));
                continue;
            }

            foreach (IndexSyntax axis in declaration.Axes.Where(axis => axis.Extent is not null && !(axis.Extent is NumberSyntax number && number.Value != numbers[axis.Name])))
            {
                text.Extents.Declare(axis.Name, axis, declaration.Name.Text, mayDeclareSize: declaration is InputSyntax);
            }
        }
    }

    /// <summary>Makes the tensor of a declaration.</summary>
    public void Declare(DeclarationSyntax declaration)
    {
        if (IsIncoming(declaration))
        {
            return;
        }

        NameSyntax name = declaration.Name;
        if (text.Symbols.ContainsKey(name.Text) || text.Environment.Given.ContainsKey(name.Text) || (name.Text == TextInstance.IncomingName && text.Environment.Incoming is not null))
        {
            throw TextException.Of(TextErrors.DuplicateName, name.Span, name.Text);
        }

        TensorSymbol symbol = Symbol(declaration);
        (symbol.Axes, symbol.AxisNames) = Axes(declaration);
        symbol.DeclaredAxes = declaration.Axes;
        text.Symbols[name.Text] = symbol;
        Complete(symbol, declaration);
    }

    /// <summary>Evaluates the bounds of whole numbers, which may depend on the shapes of equations.</summary>
    public void CompleteRanges()
    {
        foreach ((TensorSymbol symbol, ExpressionSyntax bound) in _ranges)
        {
            text.Try(symbol.Name, () =>
            {
                Extent range = text.Extents.Evaluate(bound, null);
                if (range.Static is < 1)
                {
                    throw text.Extents.Bad(bound.Span, symbol.Name, range, bound);
                }

                symbol.Range!.Join(new ExtentSlot(range, "its bound"));
            });
        }
    }

    private bool IsIncoming(DeclarationSyntax declaration) => declaration is InputSyntax { Keyword: "input" } && text.Environment.Incoming is not null;

    private TensorSymbol Symbol(DeclarationSyntax declaration) => new(declaration.Name.Text, text.Environment.FullName(declaration.Name.Text), declaration switch
    {
        InputSyntax { Keyword: "input" } => TensorKind.Input,
        InputSyntax => TensorKind.Target,
        ParameterSyntax when IsFrozen(declaration) => TensorKind.State,
        ParameterSyntax => TensorKind.Parameter,
        StateSyntax => TensorKind.State,
        RandomSyntax { IsGaussian: true } => TensorKind.Gaussian,
        RandomSyntax => TensorKind.Random,
        _ => TensorKind.Forward,
    })
    {
        Span = declaration.Name.Span,
        IsFrozen = IsFrozen(declaration),
    };

    private bool IsFrozen(DeclarationSyntax declaration) => declaration is ParameterSyntax parameter && (parameter.IsFrozen || text.Environment.IsFrozen);

    private (List<ExtentSlot>? Axes, List<string> Names) Axes(DeclarationSyntax declaration)
    {
        if (text.Environment.Elements is { } elements && declaration.Axes.Length == 0)
        {
            return ([.. elements.Axes!], [.. elements.AxisNames]);
        }

        if (declaration.Axes.Any(axis => axis.IsPack))
        {
            return (null, []);
        }

        if (declaration.Axes.GroupBy(axis => axis.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw TextException.Of(TextErrors.RepeatedLeft, twice.Last().Span, twice.Key, "it stands there twice");
        }

        return ([.. declaration.Axes.Select(axis => Axis(axis, declaration))], [.. declaration.Axes.Select(axis => axis.Name)]);
    }

    private ExtentSlot Axis(IndexSyntax axis, DeclarationSyntax declaration)
    {
        ExtentSlot slot = text.Extents.Find(axis.Name) ?? new ExtentSlot();
        if (axis.Extent is not null)
        {
            CheckLetter(axis, slot, text.Extents.Slot(axis, null, declaration.Name.Text, mayDeclareSize: declaration is InputSyntax));
        }

        return slot;
    }

    /// <summary>A letter keeps its extent throughout a text.</summary>
    public static void CheckLetter(IndexSyntax index, ExtentSlot letter, ExtentSlot own)
    {
        if (!letter.Join(own))
        {
            throw TextException.Of(TextErrors.LetterConflict, index.Span, index.Name, letter.Value!.ToString(), own.Value!.ToString()).Or(new(index.Span, $"{index.Name}:{letter.Value}"));
        }
    }

    private void Complete(TensorSymbol symbol, DeclarationSyntax declaration)
    {
        switch (declaration)
        {
            case InputSyntax { Bound: { } bound }:
                symbol.Range = new ExtentSlot();
                _ranges.Add((symbol, bound));
                break;
            case InputSyntax { Keyword: "label" }:
                throw TextException.Of(TextErrors.Expected, new(declaration.Span.End, 0), "'<' and the number of classes", "the end of the statement");
            case ParameterSyntax parameter:
                symbol.Initializer = Initial(parameter);
                Tie(symbol);
                break;
            case StateSyntax state:
                symbol.Initializer = Initializer.Constant(Constants.Evaluate(text, state.Initial));
                text.NextValues[symbol.Name] = new(symbol.Name + "'", symbol.FullName + "'", TensorKind.Next)
                {
                    NextOf = symbol, Axes = symbol.Axes, AxisNames = symbol.AxisNames, Span = symbol.Span,
                };
                break;
            case ScanSyntax:
                symbol.IsScan = true;
                break;
        }
    }

    private Initializer Initial(ParameterSyntax parameter)
    {
        if (parameter.Constant is not null)
        {
            return Initializer.Constant(Constants.Evaluate(text, parameter.Constant));
        }

        if (parameter.Distribution is not { } distribution)
        {
            return parameter.Axes.Length < 2 ? Initializer.Constant(0) : new Initializer("glorot", 0);
        }

        if (!Initializer.Distributions.TryGetValue(distribution.Text, out bool takesArgument))
        {
            throw ForeignForms.Initializer(distribution) ?? TextException.Misspelled(TextErrors.UnknownInitializer, distribution.Span, distribution.Text, Initializer.Distributions.Keys);
        }

        if (parameter.Arguments.Length != (takesArgument ? 1 : 0))
        {
            throw TextException.Of(TextErrors.ArgumentCount, distribution.Span, distribution.Text,
                takesArgument ? "one argument" : "no arguments", ExtentEvaluator.Counted(parameter.Arguments.Length, "argument", "arguments"));
        }

        return new(distribution.Text, takesArgument ? Constants.Evaluate(text, parameter.Arguments[0]) : 0);
    }

    private void Tie(TensorSymbol symbol)
    {
        if (text.Environment.FindTie(symbol.Name) is not var (tensor, transposed) || symbol.Axes is null)
        {
            return;
        }

        int rank = symbol.Axes.Count;
        if (tensor.Axes!.Count != rank)
        {
            text.TieFaults.Add($"{symbol.FullName} has {ExtentEvaluator.Counted(rank, "axis", "axes")}, but {tensor.Shown} has {ExtentEvaluator.Counted(tensor.Axes.Count, "axis", "axes")}");
            return;
        }

        int[] axes = [.. Enumerable.Range(0, rank).Select(axis => transposed ? rank - 1 - axis : axis)];
        for (int axis = 0; axis < rank; axis++)
        {
            if (!symbol.Axes[axis].Join(tensor.Axes[axes[axis]]))
            {
                text.TieFaults.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, "axis {0} of {1} has extent {2}, but axis {3} of {4} has extent {5}",
                    axis + 1, symbol.FullName, symbol.Axes[axis].Value, axes[axis] + 1, tensor.Shown, tensor.Axes[axes[axis]].Value));
                return;
            }
        }

        symbol.Tie = (tensor, axes);
    }

    /// <summary><c>input x[i, h, w, c]</c> in a layer: the letters get the extents of the axes that come in.</summary>
    private void NameIncomingAxes(InputSyntax input)
    {
        TensorSymbol incoming = text.Environment.Incoming!;
        if (input.Name.Text != TextInstance.IncomingName)
        {
            throw TextException.Of(TextErrors.IncomingName, input.Name.Span, input.Name.Text);
        }

        int packed = input.Axes.Count(axis => axis.IsPack);
        int rank = incoming.Axes!.Count;
        if (packed > 1 || (packed == 0 ? input.Axes.Length != rank : input.Axes.Length - 1 > rank))
        {
            foreach (IndexSyntax letter in input.Axes)
            {
                text.Extents.Break(letter.Name);
            }

            string letters = string.Join(", ", input.Axes.Skip(1).Select(letter => letter.Name));
            string remedy = packed == 0 && input.Axes.Length == 2 && rank > 2 ? "put [Flatten] before it"
                : packed > 0 ? "give it an input of more axes"
                : $"let an input have these axes, [Input({letters})], or put a layer before it that makes them, such as [Reshape] of a row";
            throw TextException.Of(TextErrors.IncomingRank, input.Span, incoming.FullName, ExtentEvaluator.Counted(rank, "axis", "axes"),
                ExtentEvaluator.Counted(input.Axes.Length, "axis", "axes"), $"{incoming.Shown} as {text.Quote(input.Span).Substring("input".Length).Trim()}", remedy);
        }

        int axis = 0;
        foreach (IndexSyntax index in input.Axes)
        {
            if (index.IsPack)
            {
                axis += rank - (input.Axes.Length - 1);
                continue;
            }

            text.Extents.Declare(index.Name, incoming.Axes[axis]);
            if (index.Extent is not null)
            {
                ExtentSlot own = text.Extents.Slot(index, null, input.Name.Text, mayDeclareSize: false);
                if (!own.Join(incoming.Axes[axis]))
                {
                    throw TextException.Of(TextErrors.ExtentConflict, index.Span, index.Name, own.Value!.ToString(), "its declaration",
                        (axis + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), incoming.Shown, incoming.Axes[axis].Value!.ToString(), Conflicts.Remedy);
                }
            }

            axis++;
        }
    }
}
