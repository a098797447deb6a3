using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Resolves the names of an expression, makes implicit sums explicit, and joins the extents of indices and axes on the way.</summary>
internal sealed class ExpressionResolver
{
    private readonly TextInstance _text;
    private readonly IReadOnlyDictionary<string, IndexSlot[]> _packs;
    private readonly FunctionResolver _functions;
    private readonly ConditionResolver _conditions;

    /// <summary>A resolver for one statement with its packs.</summary>
    public ExpressionResolver(TextInstance text, IReadOnlyDictionary<string, IndexSlot[]> packs)
    {
        _text = text;
        _packs = packs;
        Positions = new PositionResolver(text);
        _functions = new FunctionResolver(text, this);
        _conditions = new ConditionResolver(text, this);
    }

    /// <summary>Resolves whole-number expressions.</summary>
    public PositionResolver Positions { get; }

    /// <summary>Resolves an expression in a scope.</summary>
    public BoundExpression Resolve(ExpressionSyntax syntax, Scope scope) => syntax switch
    {
        BinarySyntax { Operator: "+" or "-" } sum => new BoundSum(Resolve(sum.Left, scope), Resolve(sum.Right, scope), sum.Operator == "-", sum.Span),
        BinarySyntax { Operator: "and" or "or" } or ComparisonSyntax or UnarySyntax { Operator: "not" } => throw TextException.Of(TextErrors.ConditionAsNumber, syntax.Span).Or(new(syntax.Span, $"[{_text.Quote(syntax.Span)}]")),
        _ => Product(syntax, scope),
    };

    /// <summary>Resolves a condition in a scope.</summary>
    public BoundCondition Condition(ExpressionSyntax syntax, Scope scope) => _conditions.Resolve(syntax, scope);

    /// <summary>Whether a name is bound nowhere, so that it can only be an index to be summed.</summary>
    private bool IsOpen(string name, Scope scope) => name.EndsWith(PackSyntax.Unnamed, StringComparison.Ordinal)
        ? scope.Pack(PackName(name)) is null
        : scope.Letter(name) is null && scope.Argument(name) is null
            && !_text.Environment.Parameters.ContainsKey(name) && _text.Environment.Sizes.Find(name) is null && _text.Find(name) is not { Axes.Count: 0 };

    private static string PackName(string key) => key == PackSyntax.Unnamed ? key : key.Substring(0, key.Length - PackSyntax.Unnamed.Length);

    /// <summary>A product term: what occurs in it twice and is bound nowhere, it sums.</summary>
    private BoundExpression Product(ExpressionSyntax syntax, Scope scope)
    {
        var factors = new List<(ExpressionSyntax Syntax, bool Divides)>();
        bool isNegative = Flatten(syntax, false, factors);
        var counts = new Dictionary<string, int>();
        var order = new List<string>();
        foreach (string letter in factors.SelectMany(factor => Occurrences.InFactor(factor.Syntax, name => IsOpen(name, scope))))
        {
            if (!counts.TryGetValue(letter, out int count))
            {
                order.Add(letter);
            }

            counts[letter] = count + 1;
        }

        var inner = new Scope(scope) { Term = syntax.Span };
        BlameUnknown(factors, letter => counts.TryGetValue(letter, out int count) && count == 1, inner);
        IndexSlot[] summed = [.. order.Where(letter => counts[letter] > 1).SelectMany(letter => Bind(letter, inner, syntax.Span))];
        BoundFactor[] bound = [.. factors.Select(factor => new BoundFactor(Factor(factor.Syntax, inner), factor.Divides))];
        return bound.Length == 1 && summed.Length == 0 && !isNegative && !bound[0].Divides ? bound[0].Value : new BoundProduct(isNegative, bound, summed, syntax.Span);
    }

    /// <summary>Of two indices that occur once, the slip is in the one that no axis is named after: its access is resolved first, and says so.</summary>
    private void BlameUnknown(List<(ExpressionSyntax Syntax, bool Divides)> factors, Func<string, bool> isSingle, Scope scope)
    {
        bool IsUnknown(string letter) => isSingle(letter) && !letter.EndsWith(PackSyntax.Unnamed, StringComparison.Ordinal) && !Positions.IsAxisName(letter);
        if (factors.Select(factor => factor.Syntax).OfType<AccessSyntax>().FirstOrDefault(access => Occurrences.InFactor(access, IsUnknown).Any()) is { } unknown)
        {
            Factor(unknown, scope);
        }
    }

    private static bool Flatten(ExpressionSyntax syntax, bool divides, List<(ExpressionSyntax, bool)> factors)
    {
        switch (syntax)
        {
            case BinarySyntax { Operator: "*" or "/" } product:
                bool left = Flatten(product.Left, divides, factors);
                return left ^ Flatten(product.Right, divides ^ product.Operator == "/", factors);
            case UnarySyntax { Operator: "-" } negative:
                return !Flatten(negative.Operand, divides, factors);
            default:
                factors.Add((syntax, divides));
                return false;
        }
    }

    private IEnumerable<IndexSlot> Bind(string key, Scope scope, TextSpan span)
    {
        if (key.EndsWith(PackSyntax.Unnamed, StringComparison.Ordinal))
        {
            return BindPack(PackName(key), scope, span);
        }

        IndexSlot slot = _text.Track(_text.Extents.Find(key) is { } extent ? new(key, extent, isDeclared: true) : new(key, new ExtentSlot(), isDeclared: false), span);
        scope.Add(slot, span);
        return [slot];
    }

    private IndexSlot[] BindPack(string name, Scope scope, TextSpan span)
    {
        if (!_packs.TryGetValue(name, out IndexSlot[]? pack))
        {
            throw TextException.Of(TextErrors.OpenPack, span, Occurrences.PackKey(name));
        }

        IndexSlot[] slots = [.. pack.Select(slot => new IndexSlot(slot.Name, slot.Extent, isDeclared: false))];
        scope.AddPack(name, [.. slots.Select(slot => new BoundIndex(slot, span))]);
        return slots;
    }

    private BoundExpression Factor(ExpressionSyntax syntax, Scope scope) => syntax switch
    {
        NumberSyntax number => new BoundNumber(number.Value, number.Span),
        NameExpressionSyntax name => Name(name, scope),
        AccessSyntax access => Access(access, scope),
        BinarySyntax { Operator: "^" } power => new BoundPower(Resolve(power.Left, scope), Resolve(power.Right, scope), power.Span),
        BinarySyntax { Operator: "%" } remainder => new BoundIndexValue(Positions.Resolve(remainder, scope), remainder.Span),
        CallSyntax { Function.Text: "size" } size => new BoundIndexValue(new BoundSize(_text.Extents.SizeOf(size, scope), size.Span), size.Span),
        CallSyntax call => _functions.Call(call, scope),
        ReductionSyntax reduction => Reduction(reduction, scope),
        BracketSyntax bracket => new BoundBracket(Condition(bracket.Condition, scope), bracket.Span),
        FoldSyntax fold => throw TextException.Of(TextErrors.UnknownList, fold.List.Span, fold.List.Text, ""),
        PackSyntax pack => throw TextException.Of(TextErrors.Expected, pack.Span, "an expression", "'...'"),
        _ => Resolve(syntax, scope),
    };

    private BoundExpression Name(NameExpressionSyntax syntax, Scope scope)
    {
        string name = syntax.Name.Text;
        if (!syntax.IsNext && scope.Argument(name) is { } argument)
        {
            return argument;
        }

        if (FindTensor(syntax.Name, syntax.IsNext) is { } tensor)
        {
            BoundPosition[]? elements = _text.Environment.Elements is not null && tensor.Axes is not { Count: 0 } ? scope.Pack(PackSyntax.Unnamed) : null;
            return Read(tensor, elements ?? [], syntax.Span, scope);
        }

        if (_text.Environment.Parameters.TryGetValue(name, out ParameterValue? value))
        {
            return value is ParameterValue.Number number
                ? new BoundNumber(number.Value, syntax.Span)
                : throw TextException.Of(TextErrors.UnknownName, syntax.Span, name, value is ParameterValue.List
                    ? $"; it is a list, so write sum(a in {name}: …)"
                    : $"; it holds a string, so write {name}(…) for a function or {name}[…] for a layer");
        }

        return name switch
        {
            "training" => new BoundTraining(syntax.Span),
            "pi" or "π" => new BoundPi(syntax.Span),
            _ when _text.Environment.Sizes.Find(name) is { } size => new BoundIndexValue(new BoundSize(new(Extent.Of(size), name), syntax.Span), syntax.Span),
            _ when scope.Letter(name) is { } letter => new BoundIndexValue(letter, syntax.Span),
            _ => throw Unknown(syntax.Name, scope),
        };
    }

    private BoundAccess Access(AccessSyntax syntax, Scope scope)
    {
        NameSyntax name = syntax.Name;
        TensorSymbol tensor;
        if (_text.Environment.Parameters.TryGetValue(name.Text, out ParameterValue? value))
        {
            tensor = value switch
            {
                ParameterValue.Text layer => Layers.Find(_text, layer.Value, name),
                ParameterValue.Missing => new(name.Text, name.Text, TensorKind.Constant) { IsDefined = true },
                _ => throw TextException.Of(TextErrors.NotATensor, name.Span, name.Text, value is ParameterValue.List ? "a list of names" : "a number").Or(new(syntax.Span, name.Text)),
            };
        }
        else if (scope.Argument(name.Text) is not null)
        {
            throw TextException.Of(TextErrors.NotATensor, name.Span, name.Text, "the parameter of a function");
        }
        else
        {
            tensor = FindTensor(name, syntax.IsNext)
                ?? throw (scope.Letter(name.Text) is not null ? TextException.Of(TextErrors.NotATensor, name.Span, name.Text, "an index") : Unknown(name, scope));
        }

        return Read(tensor, Positions.OfAccess(syntax, tensor, scope), syntax.Span, scope);
    }

    private BoundAccess Read(TensorSymbol tensor, BoundPosition[] positions, TextSpan span, Scope scope)
    {
        Positions.CheckDefined(tensor, span);
        Positions.Join(tensor, positions, span);
        return new(tensor, positions, span);
    }

    private TensorSymbol? FindTensor(NameSyntax name, bool isNext) => Positions.FindTensor(name, isNext);

    private TextException Unknown(NameSyntax name, Scope scope) =>
        TextException.Misspelled(TextErrors.UnknownName, name.Span, name.Text, _text.KnownNames.Concat(scope.Letters));

    private BoundExpression Reduction(ReductionSyntax syntax, Scope scope)
    {
        if (syntax.Indices.Any(index => index.Name == "all") && _text.Environment.ReduceAll is { } reduceAll)
        {
            return new BoundAccess(reduceAll(syntax), [], syntax.Span);
        }

        if (syntax.Function.Text is "softmax" or "logsoftmax")
        {
            IndexSlot[] kept = [.. syntax.Indices.SelectMany(index => Kept(index, syntax, scope))];
            return new BoundReduction(syntax.Function.Text, kept, Condition(syntax, scope), Resolve(syntax.Body, scope), syntax.Span);
        }

        var inner = new Scope(scope);
        IndexSlot[] slots = [.. syntax.Indices.SelectMany(index => Reduced(index, scope, inner))];
        return new BoundReduction(syntax.Function.Text, slots, Condition(syntax, inner), Resolve(syntax.Body, inner), syntax.Span);
    }

    private BoundCondition? Condition(ReductionSyntax syntax, Scope scope) => syntax.Condition is null ? null : Condition(syntax.Condition, scope);

    private static IEnumerable<IndexSlot> Kept(IndexSyntax index, ReductionSyntax syntax, Scope scope)
    {
        BoundPosition[]? positions = index.IsPack ? scope.Pack(index.Name) : scope.Letter(index.Name) is { } letter ? [letter] : null;
        return positions is not null && positions.All(position => position is BoundIndex)
            ? positions.Select(position => ((BoundIndex)position).Slot)
            : throw TextException.Of(TextErrors.KeptIndex, index.Span, syntax.Function.Text, index.Name);
    }

    private IEnumerable<IndexSlot> Reduced(IndexSyntax index, Scope outer, Scope inner)
    {
        if (index.IsPack)
        {
            return BindPack(index.Name, inner, index.Span);
        }

        // The last axis is an index of the left side: the reduction runs over it, and the result does not depend on it.
        if (index.Name == Scope.LastAxis)
        {
            return outer.Letter(index.Name) is BoundIndex last ? [last.Slot] : throw TextException.Of(TextErrors.UnknownIndex, index.Span, index.Name);
        }

        if (index.Extent is null)
        {
            return Bind(index.Name, inner, index.Span);
        }

        var slot = new IndexSlot(index.Name, _text.Extents.Slot(index, outer, "the reduction", mayDeclareSize: false), isDeclared: true);
        inner.Add(slot, index.Span);
        return [slot];
    }
}
