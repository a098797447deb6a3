using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Evaluates what has to be known at once: initial values, arguments of initializers, and conditions of statements.</summary>
internal static class Constants
{
    /// <summary>The value of an expression over numbers, constructor parameters and sizes that are fixed.</summary>
    public static double Evaluate(TextInstance text, ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number => number.Value.ToDouble(),
        NameExpressionSyntax { IsNext: false } name
            when text.Environment.Parameters.TryGetValue(name.Name.Text, out ParameterValue? value) && value is ParameterValue.Number number => number.Value.ToDouble(),
        UnarySyntax { Operator: "-" } negative => -Evaluate(text, negative.Operand),
        BinarySyntax { Operator: "+" } sum => Evaluate(text, sum.Left) + Evaluate(text, sum.Right),
        BinarySyntax { Operator: "-" } difference => Evaluate(text, difference.Left) - Evaluate(text, difference.Right),
        BinarySyntax { Operator: "*" } product => Evaluate(text, product.Left) * Evaluate(text, product.Right),
        BinarySyntax { Operator: "/" } quotient => Evaluate(text, quotient.Left) / Evaluate(text, quotient.Right),
        BinarySyntax { Operator: "^" } power => Math.Pow(Evaluate(text, power.Left), Evaluate(text, power.Right)),
        CallSyntax { Function.Text: "sqrt", Arguments: { Length: 1 } arguments } => Math.Sqrt(Evaluate(text, arguments[0])),
        CallSyntax { Function.Text: "size" } size when text.Extents.SizeOf(size, null).Value?.Static is int extent => extent,
        _ => throw TextException.Of(TextErrors.NotConstant, expression.Span, "'" + text.Quote(expression.Span) + "'"),
    };

    /// <summary>Whether a condition over numbers and constructor parameters holds. A string or an array alone holds where it is given and not empty.</summary>
    public static bool Holds(TextInstance text, ExpressionSyntax condition) => condition switch
    {
        BinarySyntax { Operator: "and" } both => Holds(text, both.Left) && Holds(text, both.Right),
        BinarySyntax { Operator: "or" } either => Holds(text, either.Left) || Holds(text, either.Right),
        UnarySyntax { Operator: "not" } negation => !Holds(text, negation.Operand),
        BracketSyntax bracket => Holds(text, bracket.Condition),
        ComparisonSyntax comparison => Enumerable.Range(0, comparison.Operators.Length).All(place => Holds(
            comparison.Operators[place], Evaluate(text, comparison.Operands[place]), Evaluate(text, comparison.Operands[place + 1]))),
        NameExpressionSyntax { IsNext: false } name when text.Environment.Tables.TryGetValue(name.Name.Text, out EquatableArray<Algebra.Rational> table) => table.Length > 0,
        NameExpressionSyntax { IsNext: false } name when text.Environment.Parameters.TryGetValue(name.Name.Text, out ParameterValue? value) && value is not ParameterValue.Number =>
            value is ParameterValue.Text { Value.Length: > 0 },
        _ => Evaluate(text, condition) != 0,
    };

    private static bool Holds(string relation, double left, double right) => relation switch
    {
        "=" or "==" => left == right,
        "!=" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        _ => left >= right,
    };
}
