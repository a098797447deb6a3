using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Resolves one equation, scan or fact: its left side makes the scope in which the right side is resolved.</summary>
internal sealed class StatementResolver(TextInstance text)
{
    private IReadOnlyDictionary<string, IndexSlot[]> _packs = new Dictionary<string, IndexSlot[]>();

    /// <summary>Resolves an equation.</summary>
    public void Equation(EquationSyntax equation)
    {
        TensorSymbol? declared = Declared(equation);
        _packs = new PackFinder(text).Find([equation.Value], declared is null ? null : (declared, equation.Axes), equation.Axes.Where(axis => !axis.IsPack).Select(axis => axis.Name));
        var scope = new Scope(null);
        IndexSlot[] indices = Left(equation, scope);
        TensorSymbol target = declared ?? new(equation.Name.Text, text.Environment.FullName(equation.Name.Text), TensorKind.Forward) { Span = equation.Name.Span };
        if (declared?.Axes is { } axes)
        {
            JoinLeft(equation, target, axes, indices);
        }
        else
        {
            target.Axes = [.. indices.Select(index => index.Extent)];
            target.AxisNames = [.. indices.Select(index => index.Name)];
        }

        if (!equation.IsNext)
        {
            text.Symbols[equation.Name.Text] = target;
        }

        BoundExpression value = new ExpressionResolver(text, _packs).Resolve(equation.Value, scope);
        text.Statements.Add(new BoundEquation(target, indices, value, equation.Name.Span));
        target.IsDefined = true;
        if (!equation.IsNext)
        {
            text.Result = target;
        }
    }

    /// <summary>Resolves what stands before the first step of a scan.</summary>
    public void Scan(ScanSyntax scan, TensorSymbol symbol)
    {
        int axis = symbol.AxisNames.IndexOf(scan.Time.Text);
        if (axis < 0)
        {
            throw TextException.Of(TextErrors.UnknownIndex, scan.Time.Span, scan.Time.Text);
        }

        IndexSlot[] indices = [.. symbol.Axes!.Select((extent, i) => new IndexSlot(symbol.AxisNames[i], extent, isDeclared: true))];
        var scope = new Scope(null);
        foreach (IndexSlot index in indices.Where((_, i) => i != axis))
        {
            scope.Add(index, scan.Span);
        }

        _packs = new PackFinder(text).Find([scan.Initial], null, symbol.AxisNames);
        symbol.Scan = new(axis, scan.Direction, indices, new ExpressionResolver(text, _packs).Resolve(scan.Initial, scope));
    }

    /// <summary>Resolves a promise; the letters of its left side that no sum binds are free.</summary>
    public void Fact(FactSyntax fact)
    {
        _packs = new PackFinder(text).Find([fact.Left, fact.Right], null, []);
        var scope = new Scope(null);
        var free = new List<IndexSlot>();
        foreach (string letter in Occurrences.InFactor(fact.Left, IsLetter).Distinct())
        {
            if (letter.EndsWith(PackSyntax.Unnamed, StringComparison.Ordinal))
            {
                string name = letter == PackSyntax.Unnamed ? letter : letter.Substring(0, letter.Length - PackSyntax.Unnamed.Length);
                free.AddRange(AddPack(name, scope, fact.Span));
            }
            else
            {
                IndexSlot slot = text.Track(NewSlot(letter), fact.Span);
                scope.Add(slot, fact.Span);
                free.Add(slot);
            }
        }

        var resolver = new ExpressionResolver(text, _packs);
        text.Statements.Add(new BoundFact([.. free], resolver.Resolve(fact.Left, scope), resolver.Resolve(fact.Right, scope), fact));
    }

    /// <summary>Resolves a condition on numbers that are known.</summary>
    public void Requirement(RequirementSyntax requirement)
    {
        var scope = new Scope(null);
        foreach (KeyValuePair<string, Rational> number in text.Environment.Defaults)
        {
            scope.AddArgument(number.Key, new BoundNumber(number.Value, requirement.Span));
        }

        text.Statements.Add(new BoundRequirement(new ExpressionResolver(text, _packs).Condition(requirement.Required, scope), requirement));
    }

    /// <summary>Resolves a reduction over every element, in a text that is written element by element; a mean as the sum.</summary>
    public BoundExpression Elements(ReductionSyntax reduction)
    {
        NameSyntax function = reduction.Function.Text == "mean" ? reduction.Function with { Text = "sum" } : reduction.Function;
        _packs = new PackFinder(text).Find([reduction.Body], null, []);
        var pack = new IndexSyntax(PackSyntax.Unnamed, IsPack: true, IsFlat: false, null, null, reduction.Indices[0].Span);
        return new ExpressionResolver(text, _packs).Resolve(reduction with { Indices = [pack], Function = function }, new Scope(null));
    }

    private bool IsLetter(string name) => !text.Environment.Parameters.ContainsKey(name) && text.Environment.Sizes.Find(name) is null && text.Find(name) is not { Axes.Count: 0 };

    /// <summary>The declared tensor that an equation defines (a scan or a next value), or null for a new one.</summary>
    private TensorSymbol? Declared(EquationSyntax equation)
    {
        NameSyntax name = equation.Name;
        if (equation.IsNext)
        {
            TensorSymbol next = text.NextValues.TryGetValue(name.Text, out TensorSymbol? found) ? found
                : text.Broken.Contains(name.Text) ? throw new BrokenReadException()
                : throw TextException.Of(TextErrors.NoNextValue, name.Span, name.Text);
            return next.IsDefined ? throw TextException.Of(TextErrors.DuplicateName, name.Span, name.Text + "'") : next;
        }

        if (text.Find(name.Text) is not { } symbol)
        {
            return null;
        }

        return symbol.IsScan && !symbol.IsDefined ? symbol
            : symbol.Kind == TensorKind.Forward && !ReferenceEquals(symbol, text.Environment.Incoming)
                ? throw TextException.Of(TextErrors.DuplicateName, name.Span, name.Text)
                : throw TextException.Of(TextErrors.GivenTensor, name.Span, name.Text, Describe(symbol));
    }

    private string Describe(TensorSymbol symbol) => ReferenceEquals(symbol, text.Environment.Incoming) ? "what comes in" : symbol.Kind switch
    {
        TensorKind.Input => "an input",
        TensorKind.Target => "a target",
        TensorKind.Parameter => "a parameter",
        TensorKind.State => symbol.IsFrozen ? "a parameter" : "a state",
        _ => "given",
    };

    private IndexSlot[] Left(EquationSyntax equation, Scope scope)
    {
        var indices = new List<IndexSlot>();
        foreach (IndexSyntax axis in equation.Axes)
        {
            if (!axis.IsPack && indices.Any(index => index.Name == axis.Name))
            {
                throw TextException.Of(TextErrors.RepeatedLeft, axis.Span, axis.Name, "it stands there twice");
            }

            if (axis.IsFlat)
            {
                indices.Add(Flat(axis, scope));
            }
            else if (axis.IsPack)
            {
                indices.AddRange(AddPack(axis.Name, scope, axis.Span));
            }
            else
            {
                IndexSlot slot = text.Track(NewSlot(axis, scope, equation.Name.Text), axis.Span);
                scope.Add(slot, axis.Span);
                indices.Add(slot);
            }
        }

        if (equation.Axes.Length == 0 && text.Environment.Elements is not null)
        {
            indices.AddRange(AddPack(PackSyntax.Unnamed, scope, equation.Name.Span));
        }

        if (indices.Count > 0)
        {
            scope.Add(Scope.LastAxis, new BoundIndex(indices[indices.Count - 1], equation.Name.Span));
        }

        return [.. indices];
    }

    private IndexSlot NewSlot(string letter) => text.Extents.Find(letter) is { } extent ? new(letter, extent, isDeclared: true) : new(letter, new ExtentSlot(), isDeclared: false);

    private IndexSlot NewSlot(IndexSyntax axis, Scope scope, string tensor)
    {
        IndexSlot slot = NewSlot(axis.Name);
        if (axis.Extent is not null)
        {
            DeclarationBinder.CheckLetter(axis, slot.Extent, text.Extents.Slot(axis, scope, tensor, mayDeclareSize: false));
        }

        return slot;
    }

    private IndexSlot[] AddPack(string name, Scope scope, TextSpan span)
    {
        if (!_packs.TryGetValue(name, out IndexSlot[]? slots))
        {
            throw TextException.Of(TextErrors.OpenPack, span, Occurrences.PackKey(name));
        }

        scope.AddPack(name, [.. slots.Select(slot => new BoundIndex(slot, span))]);
        return slots;
    }

    /// <summary><c>flat(s...)</c> on the left: one index, from which the indices of the pack are quotients and remainders.</summary>
    private IndexSlot Flat(IndexSyntax axis, Scope scope)
    {
        if (!_packs.TryGetValue(axis.Name, out IndexSlot[]? slots) || slots.Length == 0)
        {
            throw TextException.Of(TextErrors.OpenPack, axis.Span, Occurrences.PackKey(axis.Name));
        }

        int stride = 1;
        var positions = new BoundPosition[slots.Length];
        string letter = slots[slots.Length - 1].Name;
        Affine total = slots[0].Extent.Value?.Value ?? throw Conflicts.Open(axis.Span, slots[0].Name);
        for (int i = slots.Length - 1; i > 0; i--)
        {
            stride = checked(stride * (slots[i].Extent.Value?.Static ?? throw TextException.Of(TextErrors.NotAnExtent, axis.Span, $"the extent of {slots[i].Name}", "")));
        }

        IndexSlot flat = text.Track(new(letter, new ExtentSlot(Extent.Of(total * stride), "its flattened axes"), isDeclared: false), axis.Span);
        var index = new BoundIndex(flat, axis.Span);
        for (int i = 0; i < slots.Length; i++)
        {
            BoundPosition quotient = stride == 1 ? index : new BoundArithmetic("/", index, new BoundWhole(stride, axis.Span), axis.Span);
            positions[i] = i == 0 ? quotient : new BoundArithmetic("%", quotient, new BoundWhole(slots[i].Extent.Value!.Static!.Value, axis.Span), axis.Span);
            stride /= i + 1 < slots.Length ? slots[i + 1].Extent.Value!.Static!.Value : 1;
        }

        scope.AddPack(axis.Name, positions);
        return flat;
    }

    private void JoinLeft(EquationSyntax equation, TensorSymbol target, List<ExtentSlot> axes, IndexSlot[] indices)
    {
        if (axes.Count != indices.Length)
        {
            throw TextException.Of(TextErrors.WrongRank, equation.Name.Span, target.Shown,
                ExtentEvaluator.Counted(axes.Count, "axis", "axes"), ExtentEvaluator.Counted(indices.Length, "index", "indices"));
        }

        for (int axis = 0; axis < indices.Length; axis++)
        {
            if (!indices[axis].Extent.Join(axes[axis]))
            {
                throw AccessMends.Advised(Conflicts.Extent(equation.Name.Span, indices[axis], target, axis), null, AccessMends.Resized(text, target, axis, indices[axis]), axis, target);
            }
        }
    }
}

/// <summary>Words conflicts.</summary>
internal static class Conflicts
{
    /// <summary>What can always be done about it.</summary>
    public const string Remedy = "make the two extents equal, or use another index";

    /// <summary>An index whose extent nothing says.</summary>
    public static TextException Open(TextSpan span, string index) => TextException.Of(TextErrors.OpenExtent, span, index, index + ":extent");

    /// <summary>An index and an axis that have different extents.</summary>
    public static TextException Extent(TextSpan span, IndexSlot index, TensorSymbol tensor, int axis) => TextException.Of(
        TextErrors.ExtentConflict,
        span,
        index.Name,
        index.Extent.Value!.ToString(),
        index.Source ?? index.Extent.Origin,
        (axis + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        tensor.Shown,
        tensor.Axes![axis].Value!.ToString(),
        Remedy);
}
