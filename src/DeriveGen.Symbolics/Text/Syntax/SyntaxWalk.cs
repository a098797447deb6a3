namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>Visits what syntax is made of.</summary>
internal static class SyntaxWalk
{
    /// <summary>The expression and everything inside it, outer nodes first.</summary>
    public static IEnumerable<ExpressionSyntax> All(ExpressionSyntax expression) => Children(expression).SelectMany(All).Prepend(expression);

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
