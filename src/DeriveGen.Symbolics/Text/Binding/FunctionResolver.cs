using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Resolves calls: of formulas given as arguments, of the text's own functions, and of the table's. Formulas and functions are substituted as trees.</summary>
internal sealed class FunctionResolver(TextInstance text, ExpressionResolver expressions)
{
    private static readonly HashSet<string> s_formulaNames = [TextInstance.IncomingName, Scope.LastAxis, "pi", "π", "training"];

    /// <summary>Functions of functions may be longer written out than anybody waits for: g(x) = f(x) + f(2*x), h(x) = g(x) + g(2*x), and so on.</summary>
    private const int MostCalls = 1000;

    private readonly Stack<string> _open = [];
    private int _calls;

    /// <summary>The formula that is being resolved, whose places are its own; null in the text.</summary>
    private string? _formula;

    /// <summary>Resolves a call in a scope. Each argument is a scope of its own.</summary>
    public BoundExpression Call(CallSyntax call, Scope scope)
    {
        string name = call.Function.Text;
        if (text.Environment.Parameters.TryGetValue(name, out ParameterValue? value))
        {
            return value is ParameterValue.Text formula
                ? Formula(call, formula.Value, scope)
                : throw TextException.Of(TextErrors.UnknownFunction, call.Function.Span, name, value is ParameterValue.Number ? "; it is a number here" : "; it has no value here");
        }

        if (text.Functions.TryGetValue(name, out FunctionSyntax? function))
        {
            return Declared(call, function, scope);
        }

        if (name is "max" or "min")
        {
            CheckCount(call, 2);
            return new BoundExtreme(name == "max", expressions.Resolve(call.Arguments[0], scope), expressions.Resolve(call.Arguments[1], scope), call.Span);
        }

        if (name is "pad" or "flat")
        {
            throw TextException.Of(TextErrors.Expected, call.Function.Span, "an expression", $"'{name}', which belongs in index positions");
        }

        if (text.Environment.Unknown.TryGetValue(name, out ScalarFunction? unknown))
        {
            CheckCount(call, 1);
            return new BoundCall(name, expressions.Resolve(call.Arguments[0], scope), call.Span) { Unknown = unknown };
        }

        if (!ScalarFunction.All.ContainsKey(name) && !Build.Derived.ContainsKey(name))
        {
            IEnumerable<string> known = ScalarFunction.All.Keys.Concat(Build.Derived.Keys).Concat(text.Functions.Keys).Concat(["max", "min", "sum", "mean", "softmax"]);
            throw ForeignForms.Function(call, Quote) ?? TextException.Misspelled(TextErrors.UnknownFunction, call.Function.Span, name, known);
        }

        CheckCount(call, 1);
        return new BoundCall(name, expressions.Resolve(call.Arguments[0], scope), call.Span);
    }

    private BoundExpression Declared(CallSyntax call, FunctionSyntax function, Scope scope)
    {
        CheckCount(call, function.Parameters.Length);
        if (_open.Contains(function.Name.Text))
        {
            throw TextException.Of(TextErrors.UnknownFunction, call.Function.Span, function.Name.Text, "; a function cannot call itself");
        }

        _calls = _open.Count == 0 ? 1 : _calls + 1;
        if (_calls > MostCalls)
        {
            throw TextException.Of(TextErrors.StatementTooLong, call.Function.Span, function.Name.Text, $"{MostCalls} calls of functions in it, written out");
        }

        Scope body = Body(scope);
        for (int i = 0; i < function.Parameters.Length; i++)
        {
            body.AddArgument(function.Parameters[i].Text, Argument(call.Arguments[i], function.Parameters[i].Text, function.Body, scope));
        }

        _open.Push(function.Name.Text);
        try
        {
            return expressions.Resolve(function.Body, body);
        }
        finally
        {
            _open.Pop();
        }
    }

    /// <summary>A formula with the one free name x; what is wrong in it lies in its own string.</summary>
    private BoundExpression Formula(CallSyntax call, string formula, Scope scope)
    {
        CheckCount(call, 1);
        (ExpressionSyntax? syntax, EquatableArray<TextProblem> problems) = StatementParser.ParseFormula(formula);
        if (problems.Length > 0 || syntax is null)
        {
            throw new TextException(problems[0] with { Parameter = call.Function.Text });
        }

        CheckNames(syntax, call.Function.Text);
        Scope body = Body(scope);
        body.AddArgument(TextInstance.IncomingName, Argument(call.Arguments[0], TextInstance.IncomingName, syntax, scope));
        string? around = _formula;
        _formula = formula;
        try
        {
            return new BoundFormula(expressions.Resolve(syntax, body), call.Function.Text, call.Span);
        }
        catch (TextException exception) when (exception.Problem.Parameter is null)
        {
            throw new TextException(exception.Problem with { Parameter = call.Function.Text });
        }
        finally
        {
            _formula = around;
        }
    }

    private string Quote(TextSpan span) => _formula?.Substring(span.Start, span.Length) ?? text.Quote(span);

    /// <summary>A formula stands by itself: nothing of the text around can be named in it.</summary>
    private void CheckNames(ExpressionSyntax formula, string parameter)
    {
        foreach (ExpressionSyntax node in SyntaxWalk.All(formula))
        {
            NameSyntax? foreign = node switch
            {
                AccessSyntax access => access.Name,
                NameExpressionSyntax { Name: var name } when !s_formulaNames.Contains(name.Text) && text.Environment.Sizes.Find(name.Text) is null => name,
                _ => null,
            };
            if (foreign is { } found)
            {
                throw new TextException(new(TextErrors.UnknownName, found.Span, [found.Text, "; a formula reads x, and _ names its last axis"], parameter));
            }
        }
    }

    private static Scope Body(Scope scope)
    {
        var body = new Scope(null);
        if (scope.Letter(Scope.LastAxis) is { } last)
        {
            body.Add(Scope.LastAxis, last);
        }

        return body;
    }

    private BoundArgument Argument(ExpressionSyntax argument, string parameter, ExpressionSyntax body, Scope scope)
    {
        int reads = SyntaxWalk.All(body).Count(node => node is NameExpressionSyntax { IsNext: false } name && name.Name.Text == parameter);
        return new(expressions.Resolve(argument, scope), reads > 1, argument.Span);
    }

    private static void CheckCount(CallSyntax call, int count)
    {
        if (call.Arguments.Length != count)
        {
            throw TextException.Of(TextErrors.ArgumentCount, call.Span, call.Function.Text,
                ExtentEvaluator.Counted(count, "argument", "arguments"), ExtentEvaluator.Counted(call.Arguments.Length, "argument", "arguments"));
        }
    }
}
