using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeriveGen.Generator.HandWritten;

/// <summary>Expressions as closures over a <see cref="Frame"/>: numbers, arrays, and what is written to them.</summary>
/// <param name="library">The methods that are called.</param>
/// <param name="slotOf">The place of a variable.</param>
internal sealed class ExpressionCode(CodeLibrary library, Func<ISymbol, int> slotOf)
{
    /// <summary>Whether a type holds several numbers.</summary>
    public static bool IsArray(ITypeSymbol? type) => type is IArrayTypeSymbol || IsSpan(type);

    /// <summary>Whether a type is a span.</summary>
    public static bool IsSpan(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>What an expression does, its value aside.</summary>
    /// <exception cref="NotFollowedException">It is not followed.</exception>
    public Action<Frame> Effect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment:
                return Assign(slotOf(Variable(assignment.Target)), assignment.Target.Type, assignment.Value);
            case IInvocationOperation { TargetMethod: { Name: "Clear", ContainingType: var type } } clear when IsSpan(type) || type.SpecialType == SpecialType.System_Array:
                Func<Frame, ArrayValue> cleared = Array(clear.Instance ?? clear.Arguments[0].Value);
                return frame => Clear(cleared(frame), clear.Syntax);
            case IInvocationOperation { TargetMethod: { ReturnsVoid: true } method } call:
                MethodCode code = library.Find(method, call.Syntax);
                Action<Frame, Frame>[] arguments = [.. call.Arguments.Select(argument => Argument(argument, call.Syntax))];
                return frame => Call(frame, code, arguments, call.Syntax);
            default:
                Func<Frame, double> value = Number(operation);
                return frame => value(frame);
        }
    }

    /// <summary>Gives a variable a value.</summary>
    public Action<Frame> Assign(int slot, ITypeSymbol? type, IOperation value)
    {
        if (IsArray(type))
        {
            Func<Frame, ArrayValue> array = Array(value);
            return frame => frame.Arrays[slot] = array(frame);
        }

        Func<Frame, double> number = Number(value);
        return frame => frame.Numbers[slot] = number(frame);
    }

    /// <summary>A number, a condition, or an assignment that is one.</summary>
    /// <exception cref="NotFollowedException">It is not followed.</exception>
    public Func<Frame, double> Number(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Constant(constant) is { } known)
        {
            return _ => known;
        }

        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation when !IsArray(operation.Type):
                int slot = slotOf(Variable(operation));
                return frame => frame.Numbers[slot];
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true }:
                return Element(operation).Get;
            case IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } when IsArray(instance.Type):
                Func<Frame, ArrayValue> measured = Array(instance);
                return frame => measured(frame).Length;
            case IParenthesizedOperation parenthesized:
                return Number(parenthesized.Operand);
            case IConversionOperation conversion:
                Func<Frame, double> converted = Number(conversion.Operand);
                return IsWhole(conversion.Type) && !IsWhole(conversion.Operand.Type) ? frame => Math.Truncate(converted(frame)) : converted;
            case IUnaryOperation unary:
                return Unary(unary.OperatorKind, Number(unary.Operand), unary.Syntax);
            case IBinaryOperation binary:
                return Binary(binary.OperatorKind, Number(binary.LeftOperand), Number(binary.RightOperand), IsWhole(binary.LeftOperand.Type) && IsWhole(binary.RightOperand.Type), binary.Syntax);
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                Func<Frame, double> condition = Number(choice.Condition), then = Number(choice.WhenTrue), otherwise = Number(whenFalse);
                return frame => condition(frame) != 0 ? then(frame) : otherwise(frame);
            case ISimpleAssignmentOperation assignment:
                (Func<Frame, double> _, Action<Frame, double> set) = Target(assignment.Target, isCompound: false);
                Func<Frame, double> assigned = Number(assignment.Value);
                return frame => Stored(frame, set, assigned(frame));
            case ICompoundAssignmentOperation compound:
                (Func<Frame, double> get, Action<Frame, double> put) = Target(compound.Target, isCompound: true);
                Func<Frame, double> combined = Binary(compound.OperatorKind, get, Number(compound.Value), IsWhole(compound.Target.Type) && IsWhole(compound.Value.Type), compound.Syntax);
                return frame => Stored(frame, put, combined(frame));
            case IIncrementOrDecrementOperation step:
                (Func<Frame, double> read, Action<Frame, double> write) = Target(step.Target, isCompound: true);
                double change = step.Kind == OperationKind.Increment ? 1 : -1;
                return frame =>
                {
                    double before = read(frame);
                    write(frame, before + change);
                    return step.IsPostfix ? before : before + change;
                };
            case IInvocationOperation call:
                return Invocation(call);
            default:
                throw new NotFollowedException(operation.Syntax, "this expression is none of numbers, arrays and functions of them");
        }
    }

    private Func<Frame, double> Invocation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
        {
            return MathFunctions.Find(method.Name, [.. call.Arguments.Select(argument => Number(argument.Value))])
                ?? throw new NotFollowedException(call.Syntax, $"the function {method.ContainingType.Name}.{method.Name} is not known");
        }

        if (method.Name == "GetLength" && call.Instance is { } instance && IsArray(instance.Type))
        {
            Func<Frame, ArrayValue> array = Array(instance);
            Func<Frame, double> axis = Number(call.Arguments[0].Value);
            return frame => array(frame).Dimensions[(int)axis(frame)];
        }

        MethodCode code = library.Find(method, call.Syntax);
        Action<Frame, Frame>[] arguments = [.. call.Arguments.Select(argument => Argument(argument, call.Syntax))];
        return frame => Call(frame, code, arguments, call.Syntax);
    }

    /// <summary>An array or a part of one.</summary>
    private Func<Frame, ArrayValue> Array(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                int slot = slotOf(Variable(operation));
                return frame => frame.Arrays[slot] ?? throw new NotFollowedException(operation.Syntax, "this array has no value here");
            case IArrayElementReferenceOperation nested:
                Func<Frame, ArrayValue> outer = Array(nested.ArrayReference);
                Func<Frame, double> row = Number(nested.Indices[0]);
                return frame => At(outer(frame), (int)row(frame), nested.Syntax);
            case IConversionOperation conversion:
                return Array(conversion.Operand);
            case IArrayCreationOperation { Initializer: null } creation:
                Func<Frame, double>[] sizes = [.. creation.DimensionSizes.Select(Number)];
                bool isNested = creation.Type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol };
                return frame => Created([.. sizes.Select(size => (int)size(frame))], isNested, creation.Syntax);
            case IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" } slice when IsArray((slice.Instance ?? slice.Arguments[0].Value).Type):
                Func<Frame, ArrayValue> whole = Array(slice.Instance ?? slice.Arguments[0].Value);
                Func<Frame, double>[] bounds = [.. slice.Arguments.Skip(slice.Instance is null ? 1 : 0).Select(argument => Number(argument.Value))];
                return frame => Part(whole(frame), [.. bounds.Select(bound => (int)bound(frame))], slice.Syntax);
            default:
                throw new NotFollowedException(operation.Syntax, "this array is none that was given, created or cut out of another");
        }
    }

    private (Func<Frame, double> Get, Action<Frame, double> Set) Target(IOperation target, bool isCompound)
    {
        if (target is ILocalReferenceOperation or IParameterReferenceOperation)
        {
            int slot = slotOf(Variable(target));
            return (frame => frame.Numbers[slot], (frame, value) => frame.Numbers[slot] = value);
        }

        return Element(target, isCompound);
    }

    /// <summary>An element to read and to write. One that += adds to is not read first: arrays begin with zeros.</summary>
    private (Func<Frame, double> Get, Action<Frame, double> Set) Element(IOperation operation, bool isCompound = false)
    {
        (IOperation array, IEnumerable<IOperation> indices) = operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices.AsEnumerable()),
            IPropertyReferenceOperation { Instance: { } instance } indexer when IsSpan(instance.Type) => (instance, indexer.Arguments.Select(argument => argument.Value)),
            _ => throw new NotFollowedException(operation.Syntax, "only numbers in variables, arrays and spans are written"),
        };
        Func<Frame, ArrayValue> owner = Array(array);
        Func<Frame, double>[] positions = [.. indices.Select(Number)];
        int Place(Frame frame, ArrayValue value)
        {
            Span<int> at = stackalloc int[positions.Length];
            for (int axis = 0; axis < at.Length; axis++)
            {
                at[axis] = (int)positions[axis](frame);
            }

            int place = value.Place(at);
            return place >= 0 ? place : throw new OutsideException(operation.Syntax, $"{array.Syntax}[{string.Join(", ", at.ToArray())}] is outside of {string.Join(" × ", value.Dimensions)} elements");
        }

        return (
            frame =>
            {
                ArrayValue value = owner(frame);
                if (!isCompound)
                {
                    value.Read();
                }

                return value.Numbers[Place(frame, value)];
            },
            (frame, number) =>
            {
                ArrayValue value = owner(frame);
                value.Numbers[Place(frame, value)] = number;
                value.Write(operation.Syntax);
            });
    }

    private Action<Frame, Frame> Argument(IArgumentOperation argument, SyntaxNode call)
    {
        if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter)
        {
            throw new NotFollowedException(call, "arguments by ref and out are not followed");
        }

        int slot = parameter.Ordinal;
        if (IsArray(parameter.Type))
        {
            Func<Frame, ArrayValue> array = Array(argument.Value);
            return (caller, callee) => callee.Arrays[slot] = array(caller);
        }

        Func<Frame, double> number = Number(argument.Value);
        return (caller, callee) => callee.Numbers[slot] = number(caller);
    }

    private static double Call(Frame caller, MethodCode code, Action<Frame, Frame>[] arguments, SyntaxNode syntax)
    {
        const int Deepest = 100;
        if (caller.Depth == Deepest)
        {
            throw new NotFollowedException(syntax, $"methods call one another more than {Deepest} times deep");
        }

        Frame callee = code.Frame(caller.Budget, caller.Depth + 1);
        foreach (Action<Frame, Frame> argument in arguments)
        {
            argument(caller, callee);
        }

        code.Run(callee);
        return callee.Result;
    }

    private static double Stored(Frame frame, Action<Frame, double> set, double value)
    {
        set(frame, value);
        return value;
    }

    private static void Clear(ArrayValue array, SyntaxNode syntax)
    {
        for (int i = 0; i < array.Length; i++)
        {
            array.Numbers[array.Slice(i, 1).Place([0])] = 0;
        }

        array.Write(syntax);
    }

    private static ArrayValue At(ArrayValue outer, int row, SyntaxNode syntax) => outer.Rows is { } rows && row >= 0 && row < rows.Length
        ? rows[row] ?? throw new NotFollowedException(syntax, "this array has no value here")
        : throw new OutsideException(syntax, $"[{row}] is outside of {outer.Length} arrays");

    private static ArrayValue Created(int[] sizes, bool isNested, SyntaxNode syntax)
    {
        const int Most = 1 << 22;
        long count = sizes.Aggregate(1L, (product, size) => product * Math.Max(0, size));
        return count > Most ? throw new NotFollowedException(syntax, $"an array of {count} elements is too large to be followed")
            : isNested ? ArrayValue.Nested(new ArrayValue?[sizes[0]])
            : ArrayValue.Of(new double[count], sizes);
    }

    private static ArrayValue Part(ArrayValue whole, int[] bounds, SyntaxNode syntax)
    {
        int start = bounds.Length > 0 ? bounds[0] : 0, length = bounds.Length > 1 ? bounds[1] : whole.Length - start;
        return start >= 0 && length >= 0 && start + length <= whole.Length ? whole.Slice(start, length)
            : throw new OutsideException(syntax, $"{length} elements from {start} on are outside of {whole.Length} elements");
    }

    private static Func<Frame, double> Unary(UnaryOperatorKind kind, Func<Frame, double> operand, SyntaxNode syntax) => kind switch
    {
        UnaryOperatorKind.Minus => frame => -operand(frame),
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Not => frame => operand(frame) == 0 ? 1 : 0,
        _ => throw new NotFollowedException(syntax, "this operator is not followed"),
    };

    private static Func<Frame, double> Binary(BinaryOperatorKind kind, Func<Frame, double> a, Func<Frame, double> b, bool isWhole, SyntaxNode syntax) => kind switch
    {
        BinaryOperatorKind.Add => frame => a(frame) + b(frame),
        BinaryOperatorKind.Subtract => frame => a(frame) - b(frame),
        BinaryOperatorKind.Multiply => frame => a(frame) * b(frame),
        BinaryOperatorKind.Divide when isWhole => frame => Math.Truncate(a(frame) / b(frame)),
        BinaryOperatorKind.Divide => frame => a(frame) / b(frame),
        BinaryOperatorKind.Remainder => frame => a(frame) % b(frame),
        BinaryOperatorKind.Equals => frame => a(frame) == b(frame) ? 1 : 0,
        BinaryOperatorKind.NotEquals => frame => a(frame) != b(frame) ? 1 : 0,
        BinaryOperatorKind.LessThan => frame => a(frame) < b(frame) ? 1 : 0,
        BinaryOperatorKind.LessThanOrEqual => frame => a(frame) <= b(frame) ? 1 : 0,
        BinaryOperatorKind.GreaterThan => frame => a(frame) > b(frame) ? 1 : 0,
        BinaryOperatorKind.GreaterThanOrEqual => frame => a(frame) >= b(frame) ? 1 : 0,
        BinaryOperatorKind.ConditionalAnd => frame => a(frame) != 0 && b(frame) != 0 ? 1 : 0,
        BinaryOperatorKind.ConditionalOr => frame => a(frame) != 0 || b(frame) != 0 ? 1 : 0,
        _ => throw new NotFollowedException(syntax, "this operator is not followed"),
    };

    private static ISymbol Variable(IOperation reference) => reference is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)reference).Parameter;

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static double? Constant(object value) => value switch
    {
        bool truth => truth ? 1 : 0,
        string or char => null,
        IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
