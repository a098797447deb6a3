using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Evaluates what has to be a number at once: initial values and arguments of initializers.</summary>
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
}
