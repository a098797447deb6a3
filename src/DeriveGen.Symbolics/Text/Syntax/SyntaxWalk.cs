namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Visits what syntax is made of.</summary>
internal static class SyntaxWalk
{
    /// <summary>The expression and everything inside it, outer nodes first.</summary>
    /// <remarks>Walked with a stack of its own: a long sum is a deep tree, and the compiler's stack is small.</remarks>
    public static IEnumerable<ExpressionSyntax> All(ExpressionSyntax expression)
    {
        var waiting = new Stack<ExpressionSyntax>();
        waiting.Push(expression);
        while (waiting.Count > 0)
        {
            ExpressionSyntax next = waiting.Pop();
            yield return next;
            foreach (ExpressionSyntax child in Children(next).Reverse())
            {
                waiting.Push(child);
            }
        }
    }

    /// <summary>The expressions directly inside.</summary>
    public static IEnumerable<ExpressionSyntax> Children(ExpressionSyntax expression) => expression switch
    {
        AccessSyntax access => access.Positions,
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        ComparisonSyntax comparison => comparison.Operands,
        CallSyntax call => call.Arguments,
        ReductionSyntax reduction => Present(reduction.Indices.Select(index => index.Extent).Append(reduction.Condition).Append(reduction.Body)),
        BracketSyntax bracket => [bracket.Condition],
        FoldSyntax fold => [fold.Body],
        _ => [],
    };

    /// <summary>The statement with each of its expressions replaced.</summary>
    public static StatementSyntax Map(StatementSyntax statement, Func<ExpressionSyntax, ExpressionSyntax> map)
    {
        ExpressionSyntax? Maybe(ExpressionSyntax? expression) => expression is null ? null : map(expression);
        StatementSyntax mapped = statement switch
        {
            InputSyntax input => input with { Bound = Maybe(input.Bound) },
            ParameterSyntax parameter => parameter with { Arguments = parameter.Arguments.Map(map), Constant = Maybe(parameter.Constant) },
            StateSyntax state => state with { Initial = map(state.Initial) },
            ScanSyntax scan => scan with { Initial = map(scan.Initial) },
            EquationSyntax equation => equation with { Value = map(equation.Value) },
            FunctionSyntax function => function with { Body = map(function.Body) },
            FactSyntax fact => fact with { Left = map(fact.Left), Right = map(fact.Right) },
            RequirementSyntax requirement => requirement with { Required = map(requirement.Required) },
            _ => statement,
        };
        mapped = mapped with { Condition = Maybe(mapped.Condition) };
        return mapped is DeclarationSyntax declaration ? declaration with { Axes = declaration.Axes.Map(axis => Map(axis, map)) } : mapped;
    }

    /// <summary>The expression with each of those directly inside replaced.</summary>
    public static ExpressionSyntax Map(ExpressionSyntax expression, Func<ExpressionSyntax, ExpressionSyntax> map) => expression switch
    {
        AccessSyntax access => access with { Positions = access.Positions.Map(map) },
        UnarySyntax unary => unary with { Operand = map(unary.Operand) },
        BinarySyntax binary => binary with { Left = map(binary.Left), Right = map(binary.Right) },
        ComparisonSyntax comparison => comparison with { Operands = comparison.Operands.Map(map) },
        CallSyntax call => call with { Arguments = call.Arguments.Map(map) },
        ReductionSyntax reduction => reduction with
        {
            Indices = reduction.Indices.Map(index => Map(index, map)),
            Condition = reduction.Condition is null ? null : map(reduction.Condition),
            Body = map(reduction.Body),
        },
        BracketSyntax bracket => bracket with { Condition = map(bracket.Condition) },
        FoldSyntax fold => fold with { Body = map(fold.Body) },
        _ => expression,
    };

    private static IndexSyntax Map(IndexSyntax index, Func<ExpressionSyntax, ExpressionSyntax> map) => index with
    {
        Extent = index.Extent is null ? null : map(index.Extent),
        Capacity = index.Capacity is null ? null : map(index.Capacity),
    };

    /// <summary>The names that an expression uses for anything.</summary>
    public static IEnumerable<string> Names(ExpressionSyntax expression) => All(expression).SelectMany(node => node switch
    {
        NameExpressionSyntax name => [name.Name.Text],
        AccessSyntax access => [access.Name.Text],
        ReductionSyntax reduction => reduction.Indices.Select(index => index.Name),
        _ => Enumerable.Empty<string>(),
    });

    private static IEnumerable<ExpressionSyntax> Present(IEnumerable<ExpressionSyntax?> expressions) => expressions.Where(e => e is not null).Select(e => e!);
}
