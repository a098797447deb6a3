using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>An expression whose names are resolved and whose sums are explicit; extents may still be open.</summary>
internal abstract class BoundExpression(TextSpan span)
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; } = span;
}

/// <summary>A number.</summary>
internal sealed class BoundNumber(Rational value, TextSpan span) : BoundExpression(span)
{
    public Rational Value { get; } = value;
}

/// <summary>π.</summary>
internal sealed class BoundPi(TextSpan span) : BoundExpression(span);

/// <summary>1 while training, else 0.</summary>
internal sealed class BoundTraining(TextSpan span) : BoundExpression(span);

/// <summary>An element of a tensor.</summary>
internal sealed class BoundAccess(TensorSymbol tensor, BoundPosition[] positions, TextSpan span) : BoundExpression(span)
{
    public TensorSymbol Tensor { get; } = tensor;

    public BoundPosition[] Positions { get; } = positions;
}

/// <summary>A whole-number expression used as a number.</summary>
internal sealed class BoundIndexValue(BoundPosition value, TextSpan span) : BoundExpression(span)
{
    public BoundPosition Value { get; } = value;
}

/// <summary>a + b.</summary>
internal sealed class BoundSum(BoundExpression left, BoundExpression right, bool subtracts, TextSpan span) : BoundExpression(span)
{
    public BoundExpression Left { get; } = left;

    public BoundExpression Right { get; } = right;

    public bool Subtracts { get; } = subtracts;
}

/// <summary>A factor of a product or what it is divided by.</summary>
internal sealed record BoundFactor(BoundExpression Value, bool Divides);

/// <summary>A product term: sign, factors, and the indices that it sums by itself.</summary>
internal sealed class BoundProduct(bool isNegative, BoundFactor[] factors, IndexSlot[] summed, TextSpan span) : BoundExpression(span)
{
    public bool IsNegative { get; } = isNegative;

    public BoundFactor[] Factors { get; } = factors;

    public IndexSlot[] Summed { get; } = summed;
}

/// <summary>a^b.</summary>
internal sealed class BoundPower(BoundExpression value, BoundExpression exponent, TextSpan span) : BoundExpression(span)
{
    public BoundExpression Value { get; } = value;

    public BoundExpression Exponent { get; } = exponent;
}

/// <summary>A function of the table or built from it.</summary>
internal sealed class BoundCall(string function, BoundExpression argument, TextSpan span) : BoundExpression(span)
{
    /// <summary>The function, where it is not of the table.</summary>
    public ScalarFunction? Unknown { get; init; }

    public string Function { get; } = function;

    public BoundExpression Argument { get; } = argument;
}

/// <summary>The greater or the smaller of two.</summary>
internal sealed class BoundExtreme(bool isMaximum, BoundExpression left, BoundExpression right, TextSpan span) : BoundExpression(span)
{
    public bool IsMaximum { get; } = isMaximum;

    public BoundExpression Left { get; } = left;

    public BoundExpression Right { get; } = right;
}

/// <summary>A reduction or one of the softmax family, over indices and under a condition.</summary>
internal sealed class BoundReduction(string function, IndexSlot[] indices, BoundCondition? condition, BoundExpression body, TextSpan span) : BoundExpression(span)
{
    public string Function { get; } = function;

    public IndexSlot[] Indices { get; } = indices;

    public BoundCondition? Condition { get; } = condition;

    public BoundExpression Body { get; } = body;
}

/// <summary>The argument of a declared function, where its body reads the parameter.</summary>
/// <param name="value">The argument.</param>
/// <param name="isShared">Whether the body reads it more than once.</param>
/// <param name="span">Where the call's argument stands.</param>
internal sealed class BoundArgument(BoundExpression value, bool isShared, TextSpan span) : BoundExpression(span)
{
    public BoundExpression Value { get; } = value;

    public bool IsShared { get; } = isShared;
}

/// <summary>Iverson's bracket.</summary>
internal sealed class BoundBracket(BoundCondition condition, TextSpan span) : BoundExpression(span)
{
    public BoundCondition Condition { get; } = condition;
}

/// <summary>A condition.</summary>
internal abstract class BoundCondition(TextSpan span)
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; } = span;
}

/// <summary>A comparison of whole-number expressions.</summary>
internal sealed class BoundIndexComparison(string comparison, BoundPosition left, BoundPosition right, TextSpan span) : BoundCondition(span)
{
    public string Comparison { get; } = comparison;

    public BoundPosition Left { get; } = left;

    public BoundPosition Right { get; } = right;
}

/// <summary>A comparison of real numbers.</summary>
internal sealed class BoundRealComparison(string comparison, BoundExpression left, BoundExpression right, TextSpan span) : BoundCondition(span)
{
    public string Comparison { get; } = comparison;

    public BoundExpression Left { get; } = left;

    public BoundExpression Right { get; } = right;
}

/// <summary><c>and</c>, <c>or</c>, or with one operand <c>not</c>.</summary>
internal sealed class BoundLogic(string connective, BoundCondition[] operands, TextSpan span) : BoundCondition(span)
{
    public string Connective { get; } = connective;

    public BoundCondition[] Operands { get; } = operands;
}

/// <summary>A whole-number expression: a position, an extent, a side of an index comparison.</summary>
internal abstract class BoundPosition(TextSpan span)
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; } = span;
}

/// <summary>A whole number.</summary>
internal sealed class BoundWhole(int value, TextSpan span) : BoundPosition(span)
{
    public int Value { get; } = value;
}

/// <summary>An index.</summary>
internal sealed class BoundIndex(IndexSlot slot, TextSpan span) : BoundPosition(span)
{
    public IndexSlot Slot { get; } = slot;
}

/// <summary>An extent as a number.</summary>
internal sealed class BoundSize(ExtentSlot extent, TextSpan span) : BoundPosition(span)
{
    public ExtentSlot Extent { get; } = extent;
}

/// <summary>An element of a tensor of whole numbers.</summary>
internal sealed class BoundGather(TensorSymbol tensor, BoundPosition[] positions, TextSpan span) : BoundPosition(span)
{
    public TensorSymbol Tensor { get; } = tensor;

    public BoundPosition[] Positions { get; } = positions;
}

/// <summary>Whole-number arithmetic; <c>/</c> rounds down.</summary>
internal sealed class BoundArithmetic(string operation, BoundPosition left, BoundPosition right, TextSpan span) : BoundPosition(span)
{
    public string Operation { get; } = operation;

    public BoundPosition Left { get; } = left;

    public BoundPosition Right { get; } = right;
}

/// <summary>The flattened position of several indices, row-major.</summary>
internal sealed class BoundFlat(IndexSlot[] slots, TextSpan span) : BoundPosition(span)
{
    public IndexSlot[] Slots { get; } = slots;
}

/// <summary>A position that may leave its axis; outside, 0 is read.</summary>
internal sealed class BoundPad(BoundPosition inner, TextSpan span) : BoundPosition(span)
{
    public BoundPosition Inner { get; } = inner;
}

/// <summary>A formula that was given as a constructor argument, in the place of its call.</summary>
internal sealed class BoundFormula(BoundExpression value, string parameter, TextSpan span) : BoundExpression(span)
{
    public BoundExpression Value { get; } = value;

    public string Parameter { get; } = parameter;
}
