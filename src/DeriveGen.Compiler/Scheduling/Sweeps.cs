using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Steps and the steps inside them.</summary>
internal static class Sweeps
{
    /// <summary>A step as the steps that are no sweeps: itself, or the body.</summary>
    public static IEnumerable<Step> Leaves(Step step) => step is Sweep sweep ? sweep.Body : [step];

    /// <summary>The step mapped, or a sweep with each step of its body mapped.</summary>
    public static Step Map(Step step, Func<Step, Step> map) => step is Sweep sweep ? sweep with { Body = sweep.Body.Map(map) } : map(step);

    /// <summary>A step as people read it: in its formulas the wholes at a time stand for their slices.</summary>
    public static Step Spelled(Step step, Func<Tensor, Slice?> sliceOf)
    {
        if (StepReads.Writes(step).Concat(StepReads.Reads(step)).All(tensor => sliceOf(tensor) is null))
        {
            return step;
        }

        Access SpelledAccess(Access access) => sliceOf(access.Tensor)?.Expand(access.Positions) ?? access;
        Polynomial SpelledValue(Polynomial value) => Rewrite.MapAtoms(value, atom => atom is Access access && sliceOf(access.Tensor) is not null ? SpelledAccess(access) : null);
        Equation SpelledEquation(Equation equation)
        {
            Equation spelled = equation with { Value = SpelledValue(equation.Value) };
            return sliceOf(equation.Target) is not { } slice ? spelled : spelled with
            {
                Target = slice.Whole,
                Indices = equation.Indices.Insert(slice.Axis, new IndexVar(slice.At.ToString(), slice.Whole.Shape[slice.Axis])),
            };
        }

        Statement SpelledStatement(Statement statement) => statement with { Equation = SpelledEquation(statement.Equation) };
        return step switch
        {
            Contraction contraction => contraction with
            {
                Core = SpelledEquation(contraction.Core),
                A = SpelledAccess(contraction.A),
                B = SpelledAccess(contraction.B),
                Start = contraction.Start is null ? null : SpelledValue(contraction.Start),
                Epilogue = contraction.Epilogue.Map(SpelledStatement),
            },
            Nest nest => nest with { Body = nest.Body.Map(SpelledStatement) },
            Scatter scatter => scatter with { Equation = SpelledEquation(scatter.Equation), Addend = SpelledValue(scatter.Addend) },
            _ => step,
        };
    }
}
