using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>
/// Whole-number arithmetic that is known before any index runs: over numbers, constructor parameters, sizes, and the functions that the
/// text declares. Extents are made of it, and parts of positions.
/// </summary>
internal sealed class WholeArithmetic(TextInstance text)
{
    private readonly Stack<string> _open = [];
    private Dictionary<string, Affine> _arguments = [];

    /// <summary>The value of an expression.</summary>
    /// <exception cref="TextException">It is not a whole number that is known here.</exception>
    public Affine Evaluate(ExpressionSyntax syntax, Scope? scope) => syntax switch
    {
        NumberSyntax { Value.IsInteger: true } number => Whole(number.Value, syntax),
        NameExpressionSyntax { IsNext: false } name => Named(name.Name, syntax),
        AccessSyntax { IsNext: false, Positions.Length: 1 } access when text.Environment.Tables.TryGetValue(access.Name.Text, out EquatableArray<Rational> table) => Number(access, table, scope),
        CallSyntax { Function.Text: "size" } call => text.Extents.SizeOf(call, scope).Value?.Value ?? throw NotKnown(syntax, ""),
        CallSyntax { Function.Text: "max" or "min", Arguments.Length: 2 } call => Extreme(call, scope),
        CallSyntax call when text.Functions.TryGetValue(call.Function.Text, out FunctionSyntax? function) => Call(call, function, scope),
        BracketSyntax bracket => Holds(bracket.Condition, scope) ? 1 : 0,
        UnarySyntax { Operator: "-" } negative => -Evaluate(negative.Operand, scope),
        // What a false bracket stands before need not be known.
        BinarySyntax { Operator: "*" } product when Evaluate(product.Left, scope) is var left => left.Equals(0) ? left : Combine("*", left, Evaluate(product.Right, scope), product),
        BinarySyntax { Operator: not ("and" or "or") } binary => Combine(binary.Operator, Evaluate(binary.Left, scope), Evaluate(binary.Right, scope), binary),
        _ => throw NotKnown(syntax, ""),
    };

    /// <summary>Whether a condition over known whole numbers holds.</summary>
    /// <exception cref="TextException">It cannot be decided here.</exception>
    private bool Holds(ExpressionSyntax condition, Scope? scope) => condition switch
    {
        BinarySyntax { Operator: "and" } both => Holds(both.Left, scope) && Holds(both.Right, scope),
        BinarySyntax { Operator: "or" } either => Holds(either.Left, scope) || Holds(either.Right, scope),
        UnarySyntax { Operator: "not" } negation => !Holds(negation.Operand, scope),
        BracketSyntax bracket => Holds(bracket.Condition, scope),
        ComparisonSyntax comparison => comparison.Operators.Select((symbol, i) => Compare(symbol, comparison.Operands[i], comparison.Operands[i + 1], scope)).All(holds => holds),
        _ => !Evaluate(condition, scope).Equals(0),
    };

    private bool Compare(string comparison, ExpressionSyntax left, ExpressionSyntax right, Scope? scope)
    {
        Affine difference = Evaluate(left, scope) - Evaluate(right, scope);
        bool? holds = comparison switch
        {
            "<" => Guard.AtLeast(-1, difference).Decide(),
            "<=" => Guard.AtLeast(0, difference).Decide(),
            ">" => Guard.AtLeast(difference, 1).Decide(),
            ">=" => Guard.AtLeast(difference, 0).Decide(),
            "=" => Guard.Delta(difference, 0).Decide(),
            _ => !Guard.Delta(difference, 0).Decide(),
        };
        return holds ?? throw NotKnown(left, "");
    }

    private Affine Number(AccessSyntax access, EquatableArray<Rational> table, Scope? scope) =>
        Evaluate(access.Positions[0], scope).AsConstant is int position && (uint)position < (uint)table.Length && table[position].IsInteger
            ? Whole(table[position], access)
            : throw NotKnown(access, "");

    private Affine Extreme(CallSyntax call, Scope? scope)
    {
        Affine left = Evaluate(call.Arguments[0], scope), right = Evaluate(call.Arguments[1], scope);
        bool isLeftLarger = Guard.AtLeast(left, right).Decide() ?? (Guard.AtLeast(right, left).Decide() == true ? false : throw NotKnown(call, ""));
        return isLeftLarger == (call.Function.Text == "max") ? left : right;
    }

    private Affine Call(CallSyntax call, FunctionSyntax function, Scope? scope)
    {
        string name = function.Name.Text;
        if (call.Arguments.Length != function.Parameters.Length || _open.Contains(name))
        {
            throw NotKnown(call, "");
        }

        Dictionary<string, Affine> outer = _arguments;
        Dictionary<string, Affine> inner = function.Parameters.Select((parameter, i) => (parameter.Text, Value: Evaluate(call.Arguments[i], scope))).ToDictionary(pair => pair.Text, pair => pair.Value);
        _open.Push(name);
        _arguments = inner;
        try
        {
            return Evaluate(function.Body, scope);
        }
        finally
        {
            _arguments = outer;
            _open.Pop();
        }
    }

    private Affine Combine(string operation, Affine left, Affine right, BinarySyntax syntax) => (operation, left.AsConstant, right.AsConstant) switch
    {
        ("+", _, _) => left + right,
        ("-", _, _) => left - right,
        ("*", _, int factor) => left * factor,
        ("*", int factor, _) => right * factor,
        ("/", int dividend, int divisor and > 0) => Affine.FloorDivide(dividend, divisor),
        ("/", null, int divisor and > 0) when (left.FloorDivide(divisor) * divisor).Equals(left) => left.FloorDivide(divisor),
        ("%", int dividend, int divisor and > 0) => dividend - (Affine.FloorDivide(dividend, divisor) * divisor),
        ("/" or "%", _, int divisor and <= 0) => throw NotKnown(syntax, $"; it is divided by {divisor}".Replace('-', '−')),
        _ => throw NotKnown(syntax, ""),
    };

    private Affine Named(NameSyntax name, ExpressionSyntax syntax)
    {
        if (_arguments.TryGetValue(name.Text, out Affine? argument))
        {
            return argument;
        }

        if (text.Environment.Parameters.TryGetValue(name.Text, out ParameterValue? value))
        {
            return value is ParameterValue.Number { Value: { IsInteger: true } number } ? Whole(number, syntax) : throw NotKnown(syntax, "");
        }

        Size? size = text.Environment.Sizes.Find(name.Text);
        return size is not null
            ? Extent.Of(size).Value
            : throw NotKnown(syntax, text.Extents.Find(name.Text) is not null
                ? $"; the extent of the index {name.Text} is size({name.Text})"
                : Spelling.Suggest(name.Text, text.Environment.Parameters.Keys.Where(known => !ListExpansion.IsItem(known)).Concat(text.Environment.Sizes.All.Select(known => known.Name))));
    }

    private Affine Whole(Rational value, ExpressionSyntax syntax) =>
        value.Abs() <= int.MaxValue ? (int)value.Numerator : throw NotKnown(syntax, "");

    private TextException NotKnown(ExpressionSyntax syntax, string hint) =>
        TextException.Of(TextErrors.NotAnExtent, syntax.Span, "'" + text.Quote(syntax.Span) + "'", hint);
}
