using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>Lowers conditions to polynomials that are 1 or 0: comparisons of whole numbers to guards, of reals to steps.</summary>
internal sealed class ConditionLowering(TextLowering lowering)
{
    /// <summary>Lowers a condition.</summary>
    public Polynomial Lower(BoundCondition condition, LoweringFrame frame) => condition switch
    {
        BoundIndexComparison comparison => Compare(comparison.Comparison, lowering.Position(comparison.Left, frame), lowering.Position(comparison.Right, frame)),
        BoundRealComparison comparison => Compare(comparison.Comparison, lowering.Lower(comparison.Left, frame), lowering.Lower(comparison.Right, frame)),
        BoundLogic { Connective: "not" } logic => Not(Lower(logic.Operands[0], frame)),
        BoundLogic { Connective: "or" } logic => logic.Operands.Select(operand => Lower(operand, frame)).Aggregate(Or),
        BoundLogic logic => logic.Operands.Select(operand => Lower(operand, frame)).Aggregate(Build.Distribute),
        _ => throw new InvalidOperationException($"{condition.GetType().Name} has no lowering."),
    };

    private static Polynomial Compare(string comparison, Affine left, Affine right) => comparison switch
    {
        "<=" => Polynomial.Of(Guard.AtLeast(right, left)),
        "<" => Polynomial.Of(Guard.AtLeast(right, left + 1)),
        ">=" => Polynomial.Of(Guard.AtLeast(left, right)),
        ">" => Polynomial.Of(Guard.AtLeast(left, right + 1)),
        "=" => Polynomial.Of(Guard.Delta(left, right)),
        _ => Polynomial.One - Polynomial.Of(Guard.Delta(left, right)),
    };

    private static Polynomial Compare(string comparison, Polynomial left, Polynomial right)
    {
        if (left.AsNumber is { } a && right.AsNumber is { } b)
        {
            int order = a.CompareTo(b);
            bool holds = comparison switch { "<=" => order <= 0, "<" => order < 0, ">=" => order >= 0, ">" => order > 0, "=" => order == 0, _ => order != 0 };
            return holds ? Polynomial.One : Polynomial.Zero;
        }

        Polynomial above = Build.Call("step", left - right), below = Build.Call("step", right - left);
        return comparison switch
        {
            "<=" => Polynomial.One - above,
            "<" => below,
            ">=" => Polynomial.One - below,
            ">" => above,
            "=" => Polynomial.One - above - below,
            _ => above + below,
        };
    }

    /// <summary>1 − a; for one comparison of whole numbers the opposite comparison.</summary>
    private static Polynomial Not(Polynomial a) =>
        a.Terms.Length == 1 && a.Terms[0] is { Coefficient.IsOne: true, Factors.Length: 0, Bound.Length: 0, Guards: { Length: 1 } guards } && guards[0].Kind == GuardKind.NonNegative
            ? Polynomial.Of(Guard.AtLeast(-1, guards[0].Argument))
            : Polynomial.One - a;

    private static Polynomial Or(Polynomial a, Polynomial b) =>
        a.IsZero ? b : b.IsZero ? a : a.AsNumber is { IsOne: true } ? a : b.AsNumber is { IsOne: true } ? b : a + b - Build.Distribute(a, b);
}
