using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>What steps read and write.</summary>
internal static class StepReads
{
    /// <summary>The statements of a step; those of a contraction are its epilogue. A sweep has none of its own.</summary>
    public static EquatableArray<Statement> Statements(Step step) => step switch
    {
        Nest nest => nest.Body,
        Contraction contraction => contraction.Epilogue,
        _ => [],
    };

    /// <summary>Every tensor that a step computes, in order, those in registers included; of slices the wholes.</summary>
    public static IEnumerable<Tensor> Writes(Step step) => step switch
    {
        Contraction contraction => contraction.Epilogue.Select(statement => statement.Target).Prepend(contraction.Core.Target),
        Nest nest => nest.Body.SelectMany(statement => statement.Equation.ArgMax.Prepend(statement.Target)),
        Relayout relayout => [relayout.Target],
        Clear clear => [clear.Target],
        Draw draw => [draw.Target],
        Scatter scatter => [scatter.Equation.Target],
        Sweep sweep => sweep.Body.SelectMany(Writes).Select(sweep.WholeOf).Distinct(),
        _ => [],
    };

    /// <summary>What a step computes and does not store.</summary>
    public static IEnumerable<Tensor> Registers(Step step) => step is Sweep sweep
        ? sweep.Body.SelectMany(Registers)
        : Statements(step).Where(statement => !statement.Stored).Select(statement => statement.Target).Concat(step is Contraction { Stored: false } contraction ? [contraction.Core.Target] : []);

    /// <summary>Every tensor that a step reads, those that it computes itself included; of slices the wholes.</summary>
    public static IEnumerable<Tensor> Reads(Step step) => step switch
    {
        Contraction contraction => Operands(contraction).Select(operand => operand.Tensor)
            .Concat(contraction.Start is null ? [] : contraction.Start.Tensors)
            .Concat(contraction.Epilogue.SelectMany(statement => statement.Equation.Reads)).Distinct(),
        Nest nest => nest.Body.SelectMany(statement => statement.Equation.Reads).Distinct(),
        Relayout relayout => [relayout.Source],
        Scatter scatter => scatter.Addend.Tensors.Concat(scatter.Positions.SelectMany(Walk.Gathers).Select(gather => gather.Tensor)).Distinct(),
        Sweep sweep => sweep.Body.SelectMany(Reads).Select(sweep.WholeOf).Distinct(),
        _ => [],
    };

    /// <summary>What a contraction multiplies, the second form of B included.</summary>
    public static IEnumerable<Access> Operands(Contraction contraction) =>
        contraction.Pairs is { } pairs ? [contraction.A, contraction.B, pairs.B] : [contraction.A, contraction.B];

    /// <summary>The tensors that the step computes, each with the indices at which it does.</summary>
    public static Dictionary<Tensor, EquatableArray<IndexVar>> Produced(Step step)
    {
        var produced = new Dictionary<Tensor, EquatableArray<IndexVar>>();
        if (step is Contraction contraction)
        {
            produced[contraction.Core.Target] = contraction.Core.Indices;
        }

        foreach (Statement statement in Statements(step))
        {
            foreach (Tensor tensor in statement.Equation.ArgMax.Prepend(statement.Target))
            {
                produced[tensor] = statement.Equation.Indices;
            }
        }

        return produced;
    }

    /// <summary>The accesses of a step in its formulas, the operands of a contraction included.</summary>
    public static IEnumerable<Access> Accesses(Step step) => step switch
    {
        Contraction contraction => Operands(contraction)
            .Concat(contraction.Start is null ? [] : Walk.Accesses(contraction.Start))
            .Concat(contraction.Epilogue.SelectMany(statement => Walk.Accesses(statement.Equation.Value))),
        Nest nest => nest.Body.SelectMany(statement => Walk.Accesses(statement.Equation.Value)),
        Scatter scatter => Walk.Accesses(scatter.Addend),
        Sweep sweep => sweep.Body.SelectMany(Accesses),
        _ => [],
    };
}
