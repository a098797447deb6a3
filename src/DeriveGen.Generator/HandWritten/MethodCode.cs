using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeriveGen.Generator.HandWritten;

/// <summary>The statements of a method as closures over a <see cref="Frame"/>.</summary>
internal sealed class MethodCode
{
    private readonly Dictionary<ISymbol, int> _slots = new(SymbolEqualityComparer.Default);
    private readonly ExpressionCode _expressions;
    private Func<Frame, Flow> _body = _ => Flow.Return;

    private MethodCode(CodeLibrary library) => _expressions = new ExpressionCode(library, SlotOf);

    /// <summary>The variables.</summary>
    public IEnumerable<KeyValuePair<ISymbol, int>> Variables => _slots;

    /// <summary>Translates a method; calls of itself are in <paramref name="library"/> already.</summary>
    /// <exception cref="NotFollowedException">A statement or expression is not followed.</exception>
    public static MethodCode Of(IMethodSymbol method, IOperation body, CodeLibrary library)
    {
        var code = new MethodCode(library);
        library.Add(method, code);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            code.SlotOf(parameter);
        }

        code._body = body is IBlockOperation ? code.Statement(body) : code.Returned(body);
        return code;
    }

    /// <summary>A frame for a call.</summary>
    public Frame Frame(Budget budget, int depth = 0) => new(_slots.Count, budget, depth);

    /// <summary>The place of a variable.</summary>
    public int SlotOf(ISymbol variable)
    {
        if (!_slots.TryGetValue(variable, out int slot))
        {
            _slots[variable] = slot = _slots.Count;
        }

        return slot;
    }

    /// <summary>Runs the statements.</summary>
    /// <exception cref="NotFollowedException">An index is out of range, or there are no steps left.</exception>
    public void Run(Frame frame) => _body(frame);

    private Func<Frame, Flow> Statement(IOperation operation) => operation switch
    {
        IBlockOperation block => Sequence([.. block.Operations.Select(Statement)]),
        IVariableDeclarationGroupOperation group => Sequence([.. group.Declarations.SelectMany(declaration => declaration.Declarators).Select(Declared)]),
        IExpressionStatementOperation expression => Done(_expressions.Effect(expression.Operation)),
        IConditionalOperation choice => Choice(choice),
        IForLoopOperation loop => Loop(loop.Before.Select(Statement), loop.Condition, loop.Body, loop.AtLoopBottom.Select(Statement), isConditionFirst: true),
        IWhileLoopOperation loop => Loop([], loop.Condition, loop.Body, [], loop.ConditionIsTop),
        IBranchOperation { BranchKind: BranchKind.Break } => _ => Flow.Break,
        IBranchOperation { BranchKind: BranchKind.Continue } => _ => Flow.Continue,
        IReturnOperation { ReturnedValue: null } => _ => Flow.Return,
        IReturnOperation { ReturnedValue: { } value } => Returned(value),
        IEmptyOperation => _ => Flow.Next,
        _ => throw new NotFollowedException(operation.Syntax, "this statement is none of loops, conditions and assignments"),
    };

    private Func<Frame, Flow> Declared(IVariableDeclaratorOperation declarator)
    {
        int slot = SlotOf(declarator.Symbol);
        return declarator.GetVariableInitializer() is { } initializer ? Done(_expressions.Assign(slot, declarator.Symbol.Type, initializer.Value)) : _ => Flow.Next;
    }

    private Func<Frame, Flow> Returned(IOperation value)
    {
        // What a backward pass returns is no gradient that has a name, unless a number is asked for by a caller.
        if (ExpressionCode.IsArray(value.Type))
        {
            throw new NotFollowedException(value.Syntax, "it returns an array; let it write to a parameter that is called like the adjoint");
        }

        if (value.Type?.SpecialType == SpecialType.System_Void)
        {
            return Done(_expressions.Effect(value));
        }

        Func<Frame, double> number = _expressions.Number(value);
        return frame =>
        {
            frame.Result = number(frame);
            return Flow.Return;
        };
    }

    private Func<Frame, Flow> Choice(IConditionalOperation choice)
    {
        Func<Frame, double> condition = _expressions.Number(choice.Condition);
        Func<Frame, Flow> then = Statement(choice.WhenTrue), otherwise = choice.WhenFalse is null ? _ => Flow.Next : Statement(choice.WhenFalse);
        return frame => condition(frame) != 0 ? then(frame) : otherwise(frame);
    }

    private Func<Frame, Flow> Loop(IEnumerable<Func<Frame, Flow>> before, IOperation? condition, IOperation body, IEnumerable<Func<Frame, Flow>> after, bool isConditionFirst)
    {
        Func<Frame, Flow> begin = Sequence([.. before]);
        Func<Frame, double> holds = condition is null ? _ => 1 : _expressions.Number(condition);
        Func<Frame, Flow> round = Statement(body), next = Sequence([.. after]);
        return frame =>
        {
            begin(frame);
            for (bool isFirst = true; (isFirst && !isConditionFirst) || holds(frame) != 0; isFirst = false)
            {
                if (!frame.Budget.Step())
                {
                    throw new NotFollowedException(body.Syntax, "it takes too many steps; give the network smaller extents");
                }

                switch (round(frame))
                {
                    case Flow.Break:
                        return Flow.Next;
                    case Flow.Return:
                        return Flow.Return;
                }

                next(frame);
            }

            return Flow.Next;
        };
    }

    private static Func<Frame, Flow> Sequence(Func<Frame, Flow>[] statements) => frame =>
    {
        foreach (Func<Frame, Flow> statement in statements)
        {
            if (statement(frame) is var flow and not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    };

    private static Func<Frame, Flow> Done(Action<Frame> effect) => frame =>
    {
        effect(frame);
        return Flow.Next;
    };
}
