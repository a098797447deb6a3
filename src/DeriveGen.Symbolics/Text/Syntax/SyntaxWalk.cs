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
        _ => [],
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
