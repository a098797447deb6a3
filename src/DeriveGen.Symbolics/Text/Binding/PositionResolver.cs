using System.Globalization;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Resolves index positions and finds the tensors that they stand in.</summary>
internal sealed class PositionResolver(TextInstance text)
{
    /// <summary>The tensor of a name, or null where the name is no tensor's.</summary>
    public TensorSymbol? FindTensor(NameSyntax name, bool isNext)
    {
        if (!isNext)
        {
            return text.Broken.Contains(name.Text) ? throw new BrokenReadException()
                : text.Reach(name.Text) ?? (IsDefinedLater(name.Text) ? throw TextException.Of(TextErrors.ReadBeforeDefined, name.Span, name.Text) : null);
        }

        return text.NextValues.TryGetValue(name.Text, out TensorSymbol? next) ? next
            : text.Broken.Contains(name.Text) ? throw new BrokenReadException()
            : throw TextException.Of(TextErrors.NoNextValue, name.Span, name.Text);
    }

    /// <summary>A tensor can be read once its equation is above, or at another step of its scan.</summary>
    public void CheckDefined(TensorSymbol tensor, TextSpan span)
    {
        tensor.IsRead = true;
        if (text.Broken.Contains(tensor.Name) && ReferenceEquals(text.Find(tensor.Name), tensor))
        {
            throw new BrokenReadException();
        }

        if (tensor.Kind is TensorKind.Forward or TensorKind.Next && !tensor.IsDefined && !tensor.IsScan && text.Symbols.ContainsValue(tensor) | tensor.Kind == TensorKind.Next)
        {
            throw IsBeingDefined(tensor)
                ? TextException.Of(TextErrors.ReadsItself, span, tensor.Name, "itself")
                : TextException.Of(TextErrors.ReadBeforeDefined, span, tensor.Name);
        }
    }

    /// <summary>Whether an axis of any tensor is named so.</summary>
    public bool IsAxisName(string letter) => AxisNames.Contains(letter);

    /// <summary>The positions of an access, packs written out.</summary>
    public BoundPosition[] OfAccess(AccessSyntax syntax, TensorSymbol tensor, Scope scope)
    {
        var positions = new List<BoundPosition>();
        foreach (ExpressionSyntax position in syntax.Positions)
        {
            if (position is PackSyntax pack)
            {
                positions.AddRange(scope.Pack(pack.Name) ?? throw TextException.Of(
                    text.Environment.Elements is null ? TextErrors.SingleOccurrence : TextErrors.OpenPack, pack.Span, Occurrences.PackKey(pack.Name), ""));
            }
            else if (position is CallSyntax { Function.Text: "pad", Arguments: { Length: 1 } arguments })
            {
                positions.Add(new BoundPad(Resolve(arguments[0], scope, inAccess: true), position.Span));
            }
            else
            {
                positions.Add(Resolve(position, scope, inAccess: true));
            }
        }

        tensor.Axes ??= OpenAxes(tensor, positions);
        return positions.Count == tensor.Axes.Count
            ? [.. positions]
            : throw TextException.Of(TextErrors.WrongRank, syntax.Span, tensor.Shown,
                ExtentEvaluator.Counted(tensor.Axes.Count, "axis", "axes"), ExtentEvaluator.Counted(positions.Count, "index", "indices"));
    }

    /// <summary>An index that stands plainly in an axis has the axis' extent, unless its extent was written.</summary>
    public void Join(TensorSymbol tensor, BoundPosition[] positions, TextSpan span)
    {
        if (tensor.Axes is null || positions.Length != tensor.Axes.Count)
        {
            throw TextException.Of(TextErrors.WrongRank, span, tensor.Shown,
                ExtentEvaluator.Counted(tensor.Axes?.Count ?? 0, "axis", "axes"), ExtentEvaluator.Counted(positions.Length, "index", "indices"));
        }

        for (int axis = 0; axis < positions.Length; axis++)
        {
            switch (positions[axis])
            {
                case BoundIndex { Slot: var slot } when tensor.Axes[axis].Value is null || !slot.IsDeclared:
                    if (!slot.Extent.Join(tensor.Axes[axis]))
                    {
                        throw AccessMends.Advised(
                            Conflicts.Extent(positions[axis].Span.Length > 0 ? positions[axis].Span : span, slot, tensor, axis),
                            AccessMends.Transposed(text, tensor, positions, span), AccessMends.Resized(text, tensor, axis, slot), axis, tensor);
                    }

                    slot.Source ??= tensor.Shown;
                    break;
                case BoundGather { Tensor: { IsInteger: false, IsOpenInput: true } open }:
                    open.Range = tensor.Axes[axis];
                    break;
                case BoundGather { Tensor: { IsInteger: false } real } gather:
                    throw TextException.Of(TextErrors.GatherOfReal, gather.Span, real.Name);
            }
        }
    }

    /// <summary>Resolves a whole-number expression.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="scope">What can be named.</param>
    /// <param name="inAccess">Whether it stands in an access, where an unbound letter occurred but once.</param>
    public BoundPosition Resolve(ExpressionSyntax syntax, Scope scope, bool inAccess = false)
    {
        switch (syntax)
        {
            case NumberSyntax { Value: { IsInteger: true } written } when written <= int.MaxValue:
                return new BoundWhole((int)written.Numerator, syntax.Span);
            case NameExpressionSyntax { IsNext: false } name:
                return Named(name, scope, inAccess);
            case AccessSyntax { IsNext: false } access when !text.Environment.Tables.ContainsKey(access.Name.Text):
                return Gather(access, scope);
            case CallSyntax { Function.Text: "size" } size:
                return new BoundSize(text.Extents.SizeOf(size, scope), size.Span);
            case CallSyntax { Function.Text: "flat", Arguments: { Length: 1 } arguments } when arguments[0] is PackSyntax pack && scope.Pack(pack.Name) is { } slots && slots.All(slot => slot is BoundIndex):
                return new BoundFlat([.. slots.Select(slot => ((BoundIndex)slot).Slot)], syntax.Span);
            case UnarySyntax { Operator: "-" } negative:
                return new BoundArithmetic("-", new BoundWhole(0, negative.Span), Resolve(negative.Operand, scope, inAccess), negative.Span);
            case BinarySyntax { Operator: "+" or "-" or "*" or "/" or "%" } binary:
                return new BoundArithmetic(binary.Operator, Resolve(binary.Left, scope, inAccess), Resolve(binary.Right, scope, inAccess), binary.Span);
            case BracketSyntax or CallSyntax or AccessSyntax when IsArithmetic(syntax):
                Affine known = text.Extents.Numbers.Evaluate(syntax, scope);
                return known.AsConstant is int number ? new BoundWhole(number, syntax.Span) : new BoundSize(new(Extent.Of(known), text.Quote(syntax.Span)), syntax.Span);
            default:
                throw TextException.Of(TextErrors.NotAPosition, syntax.Span, text.Quote(syntax.Span));
        }
    }

    /// <summary>Whether an expression is made of whole numbers alone, and reads an index, a size or a tensor.</summary>
    public bool IsWhole(ExpressionSyntax syntax, Scope scope, out bool isVariable)
    {
        isVariable = syntax is AccessSyntax or CallSyntax;
        switch (syntax)
        {
            case NumberSyntax number:
                return number.Value.IsInteger;
            case NameExpressionSyntax { IsNext: false, Name.Text: var name }:
                isVariable = scope.Letter(name) is not null || text.Environment.Sizes.Find(name) is not null || text.Find(name) is { IsInteger: true, Axes.Count: 0 };
                return scope.Argument(name) is null
                    && (isVariable || (text.Environment.Parameters.TryGetValue(name, out ParameterValue? value) && value is ParameterValue.Number { Value.IsInteger: true }));
            case AccessSyntax { IsNext: false } access when !IsArithmetic(access):
                return text.Reach(access.Name.Text) is { IsInteger: true };
            case CallSyntax { Function.Text: "size" }:
                return true;
            case CallSyntax or AccessSyntax when IsArithmetic(syntax):
                isVariable = false;
                return SyntaxWalk.Children(syntax).All(child => IsWhole(child, scope, out _));
            case UnarySyntax { Operator: "-" } negative:
                return IsWhole(negative.Operand, scope, out isVariable);
            case BinarySyntax { Operator: "+" or "-" or "*" or "/" or "%" } binary:
                bool whole = IsWhole(binary.Left, scope, out bool left) & IsWhole(binary.Right, scope, out bool right);
                isVariable = left | right;
                return whole;
            default:
                return false;
        }
    }

    /// <summary>Brackets, calls and given numbers that can stand among whole numbers: what they say has to be known before any index runs.</summary>
    private bool IsArithmetic(ExpressionSyntax syntax) => syntax switch
    {
        CallSyntax call => call.Function.Text is "max" or "min" || text.Functions.ContainsKey(call.Function.Text),
        AccessSyntax access => text.Environment.Tables.ContainsKey(access.Name.Text),
        _ => true,
    };

    private IEnumerable<string> AxisNames => text.Symbols.Values.SelectMany(symbol => symbol.AxisNames);

    private BoundPosition Named(NameExpressionSyntax syntax, Scope scope, bool inAccess)
    {
        string name = syntax.Name.Text;
        if (scope.Letter(name) is { } letter)
        {
            return letter is BoundIndex index ? new BoundIndex(index.Slot, syntax.Span) : letter;
        }

        if (text.Environment.Parameters.TryGetValue(name, out ParameterValue? value))
        {
            return value is ParameterValue.Number { Value: { IsInteger: true } number } ? new BoundWhole((int)number.Numerator, syntax.Span)
                : throw TextException.Of(TextErrors.NotAPosition, syntax.Span, name);
        }

        if (text.Environment.Sizes.Find(name) is { } size)
        {
            return new BoundSize(new(Extent.Of(size), name), syntax.Span);
        }

        if (text.Find(name) is { Axes.Count: 0 } scalar)
        {
            CheckDefined(scalar, syntax.Span);
            return new BoundGather(scalar, [], syntax.Span);
        }

        throw inAccess
            ? TextException.Misspelled(TextErrors.SingleOccurrence, syntax.Span, name, scope.Letters.Concat(AxisNames).Where(known => known != name)).Or(SumOver(name, syntax.Span, scope))
            : TextException.Of(TextErrors.UnknownIndex, syntax.Span, name);
    }

    /// <summary>The product term around an index, summed over it.</summary>
    private Mend? SumOver(string name, TextSpan index, Scope scope) => scope.Term is { } term && text.Quote(index) == name ? new(term, $"sum({name}: {text.Quote(term)})") : null;

    private BoundGather Gather(AccessSyntax access, Scope scope)
    {
        TensorSymbol tensor = FindTensor(access.Name, isNext: false)
            ?? throw TextException.Misspelled(TextErrors.UnknownName, access.Name.Span, access.Name.Text, text.KnownNames);
        BoundPosition[] positions = OfAccess(access, tensor, scope);
        CheckDefined(tensor, access.Span);
        Join(tensor, positions, access.Span);
        return new(tensor, positions, access.Span);
    }

    private List<ExtentSlot> OpenAxes(TensorSymbol tensor, List<BoundPosition> positions)
    {
        tensor.AxisNames = [.. positions.Select((position, axis) => position is BoundIndex index ? index.Slot.Name : "a" + axis.ToString(CultureInfo.InvariantCulture))];
        List<ExtentSlot> axes = [.. positions.Select(_ => new ExtentSlot())];
        int written = tensor.DeclaredAxes.Count(index => !index.IsPack);
        int packed = tensor.DeclaredAxes.ToList().FindIndex(index => index.IsPack);
        if (written > positions.Count || packed < 0)
        {
            return axes;
        }

        for (int i = 0; i < tensor.DeclaredAxes.Length; i++)
        {
            int axis = i < packed ? i : i - tensor.DeclaredAxes.Length + positions.Count;
            if (i != packed && text.Extents.Find(tensor.DeclaredAxes[i].Name) is { } extent)
            {
                axes[axis].Join(extent);
            }
        }

        return axes;
    }

    private bool IsDefinedLater(string name) => text.Syntax.Statements.OfType<EquationSyntax>().Any(equation => !equation.IsNext && equation.Name.Text == name);

    private bool IsBeingDefined(TensorSymbol tensor) => text.Symbols.TryGetValue(tensor.Name, out TensorSymbol? current) && ReferenceEquals(current, tensor);
}
