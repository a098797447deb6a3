using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>An expression as it is written. Index positions, extents and conditions are expressions too.</summary>
/// <param name="Span">Where it stands in the text.</param>
internal abstract record ExpressionSyntax(TextSpan Span);

/// <summary>A name with its place.</summary>
internal readonly record struct NameSyntax(string Text, TextSpan Span);

/// <summary>A number.</summary>
internal sealed record NumberSyntax(Rational Value, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>A name alone: a scalar, an index, a size, a constructor parameter; with a prime the next value of a state.</summary>
internal sealed record NameExpressionSyntax(NameSyntax Name, bool IsNext, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>An element of a tensor, <c>W[j, k]</c>.</summary>
internal sealed record AccessSyntax(NameSyntax Name, bool IsNext, EquatableArray<ExpressionSyntax> Positions, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>All axes that are not written, <c>...</c>, or the axes of a named pack, <c>s...</c>.</summary>
/// <param name="Name">The name, or <c>...</c>.</param>
/// <param name="Span">Where it stands in the text.</param>
internal sealed record PackSyntax(string Name, TextSpan Span) : ExpressionSyntax(Span)
{
    /// <summary>The name of the pack that has none.</summary>
    public const string Unnamed = "...";
}

/// <summary><c>-</c> or <c>not</c> before an operand.</summary>
internal sealed record UnarySyntax(string Operator, ExpressionSyntax Operand, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>Two operands with <c>+ - * / % ^ and or</c> between.</summary>
internal sealed record BinarySyntax(string Operator, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(TextSpan.Cover(Left.Span, Right.Span));

/// <summary>A chain of comparisons, <c>0 &lt;= a &lt; n</c>.</summary>
internal sealed record ComparisonSyntax(EquatableArray<ExpressionSyntax> Operands, EquatableArray<string> Operators, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>A function of arguments.</summary>
internal sealed record CallSyntax(NameSyntax Function, EquatableArray<ExpressionSyntax> Arguments, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>An index with the extent that it is given there: <c>k:units</c>, <c>t:T&lt;=128</c>, <c>...</c>, <c>flat(s...)</c>.</summary>
/// <param name="Name">The letter, or the name of the pack.</param>
/// <param name="IsPack">Whether it stands for several axes.</param>
/// <param name="IsFlat">Whether the axes of the pack are flattened into one.</param>
/// <param name="Extent">The extent, where one is written.</param>
/// <param name="Capacity">The largest value of the size, where one is written.</param>
/// <param name="Span">Where it stands in the text.</param>
internal sealed record IndexSyntax(string Name, bool IsPack, bool IsFlat, ExpressionSyntax? Extent, ExpressionSyntax? Capacity, TextSpan Span);

/// <summary>A reduction over indices, or one of the softmax family.</summary>
internal sealed record ReductionSyntax(
    NameSyntax Function, EquatableArray<IndexSyntax> Indices, ExpressionSyntax? Condition, ExpressionSyntax Body, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>Iverson's bracket: 1 where the condition holds, else 0.</summary>
internal sealed record BracketSyntax(ExpressionSyntax Condition, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>A combination over the names of a list, written out before anything else is done: <c>sum(a in layers: a[...])</c>.</summary>
/// <param name="Function">sum, mean, product, max or min.</param>
/// <param name="Item">What stands for each name in turn.</param>
/// <param name="IsBefore">Whether it runs over the names before that of another item, <c>sum(b before a: …)</c>.</param>
/// <param name="List">The list, or the other item.</param>
/// <param name="Body">What is combined.</param>
/// <param name="Span">Where it stands in the text.</param>
internal sealed record FoldSyntax(NameSyntax Function, NameSyntax Item, bool IsBefore, NameSyntax List, ExpressionSyntax Body, TextSpan Span) : ExpressionSyntax(Span);
