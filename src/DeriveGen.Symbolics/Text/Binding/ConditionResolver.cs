using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Resolves conditions: comparisons of whole numbers become guards, comparisons of reals become steps.</summary>
internal sealed class ConditionResolver(TextInstance text, ExpressionResolver expressions)
{
    /// <summary>Resolves a condition in a scope; a number stands for its being different from 0.</summary>
    public BoundCondition Resolve(ExpressionSyntax syntax, Scope scope) => syntax switch
    {
        BinarySyntax { Operator: "and" or "or" } logic => new BoundLogic(logic.Operator, [Resolve(logic.Left, scope), Resolve(logic.Right, scope)], logic.Span),
        UnarySyntax { Operator: "not" } negation => new BoundLogic("not", [Resolve(negation.Operand, scope)], negation.Span),
        ComparisonSyntax comparison => Comparison(comparison, scope),
        BracketSyntax bracket => Resolve(bracket.Condition, scope),
        NameExpressionSyntax { IsNext: false } name when text.Environment.Parameters.TryGetValue(name.Name.Text, out ParameterValue? value) && value is not ParameterValue.Number =>
            Constant(value is ParameterValue.Text, name.Span),
        NameExpressionSyntax { IsNext: false } name when text.Environment.Tables.TryGetValue(name.Name.Text, out EquatableArray<Rational> table) => Constant(table.Length > 0, name.Span),
        _ => new BoundRealComparison("!=", expressions.Resolve(syntax, scope), new BoundNumber(0, syntax.Span), syntax.Span),
    };

    private static BoundRealComparison Constant(bool holds, TextSpan span) => new("!=", new BoundNumber(holds ? 1 : 0, span), new BoundNumber(0, span), span);

    private BoundCondition Comparison(ComparisonSyntax syntax, Scope scope)
    {
        BoundCondition[] pairs = [.. syntax.Operators.Select((comparison, i) => Pair(comparison, syntax.Operands[i], syntax.Operands[i + 1], scope))];
        return pairs.Length == 1 ? pairs[0] : new BoundLogic("and", pairs, syntax.Span);
    }

    private BoundCondition Pair(string comparison, ExpressionSyntax left, ExpressionSyntax right, Scope scope)
    {
        TextSpan span = TextSpan.Cover(left.Span, right.Span);
        PositionResolver positions = expressions.Positions;
        bool isWhole = positions.IsWhole(left, scope, out bool leftVaries) & positions.IsWhole(right, scope, out bool rightVaries) & (leftVaries | rightVaries);
        if (isWhole)
        {
            return new BoundIndexComparison(comparison, positions.Resolve(left, scope), positions.Resolve(right, scope), span);
        }

        // A letter that nothing binds is the likelier mistake than a missing tensor.
        foreach (ExpressionSyntax side in new[] { left, right })
        {
            if (side is NameExpressionSyntax { IsNext: false, Name: var name } && name.Text.Length == 1 && scope.Letter(name.Text) is null && scope.Argument(name.Text) is null
                && text.Find(name.Text) is null && !text.Environment.Parameters.ContainsKey(name.Text) && text.Environment.Sizes.Find(name.Text) is null)
            {
                throw TextException.Of(TextErrors.UnknownIndex, name.Span, name.Text);
            }
        }

        return new BoundRealComparison(comparison, expressions.Resolve(left, scope), expressions.Resolve(right, scope), span);
    }
}
