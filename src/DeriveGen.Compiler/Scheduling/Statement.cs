using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>How a statement uses the loops around it. <i>Outer</i> are the indices of the nest, <i>lane</i> is the statement's own.</summary>
public enum StatementKind
{
    /// <summary>Element by element along the lane. The target's indices are the outer ones and, last, the lane.</summary>
    Pointwise,

    /// <summary>One element at each outer point.</summary>
    Scalar,

    /// <summary>The sum or the maximum along the lane at each outer point. The one bound index is the lane.</summary>
    RowReduce,

    /// <summary>
    /// A sum whose bound indices are outer ones and the lane, if there is one. The target's indices are the remaining outer ones. The
    /// target is 0 when the step begins, and complete when it ends.
    /// </summary>
    AccumulateScalar,

    /// <summary>The same, element by element along the lane, which is the target's last index.</summary>
    AccumulateLane,

    /// <summary>A sum or a maximum over a few bound indices, looped inside, element by element along the lane: <see cref="Pointwise"/> with a small reduction.</summary>
    Window,

    /// <summary>A sum or a maximum over any bound indices, looped inside, at each outer point: <see cref="Scalar"/> with a reduction. No lanes: any equation fits.</summary>
    General,
}

/// <summary>One equation inside a step.</summary>
/// <param name="Equation">
/// What is computed. Its indices are those of the step. In a reduction the right side is one term with coefficient 1, or a
/// maximum; else it has no bound index (<see cref="StatementKind.General"/> excepted).
/// </param>
/// <param name="Kind">How it uses the loops.</param>
/// <param name="Lane">The index along the lanes, or null.</param>
/// <param name="Stored">
/// Whether the value is written to the storage of the target; else it lives in registers, is read in this step alone, at the
/// same point, and a row of it is at most <see cref="LaneRules.LongestRegisterRow"/> elements long.
/// </param>
public sealed record Statement(Equation Equation, StatementKind Kind, IndexVar? Lane, bool Stored)
{
    /// <summary>The tensor that is computed.</summary>
    public Tensor Target => Equation.Target;

    /// <summary>Whether the value is complete only when the step ends.</summary>
    public bool IsLate => Kind is StatementKind.AccumulateScalar or StatementKind.AccumulateLane;
}
