using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Says which networks' programs are written in straight lines: those of so few operations that the calls of kernels and the way through
/// memory would take longer than the arithmetic, as with a few units and one example a step.
/// </summary>
internal static class TinyPrograms
{
    /// <summary>A straight line of more operations on rows takes longer to fetch and to compile than the loops that it replaces.</summary>
    private const int MostOperations = 256;

    /// <summary>Whether a network's programs are written in straight lines: all of them, or none.</summary>
    public static bool Are(EmissionRequest request) => request.Programs.All(program =>
        program.Steps.All(step => Fits(step, program.Schedule.Storage, request.Element)) && program.Steps.Sum(Operations) <= MostOperations);

    /// <summary>Whether all rows of a program fit half of 64 bytes, with a lane that stays 0 where lanes are summed.</summary>
    public static bool FitHalfRows(IReadOnlyList<Step> steps, ElementType element) => steps.SelectMany(Nests).SelectMany(nest => nest.Body).All(statement =>
        statement.Lane is not { } lane || lane.Extent.AtCapacity() < (element.Lanes / 2) + (statement.Kind is StatementKind.RowReduce or StatementKind.AccumulateScalar ? 0 : 1));

    private static bool Fits(Step step, StorageTable storage, ElementType element)
    {
        bool isPlain = step.Split is null
            && StepReads.Reads(step).Concat(StepReads.Writes(step)).All(tensor => !storage.Has(tensor) || IsPlain(storage[tensor], tensor));
        return isPlain && step switch
        {
            Relayout relayout => relayout.Source.Shape.All(IsKnown),
            Nest or Contraction => (step is not Contraction { Bound: var bound } || bound.All(index => IsKnown(index.Extent))) && Nests(step).All(nest =>
                nest.Outer.All(index => IsKnown(index.Extent)) && NestKernel.CanUseLanes(nest, element) && nest.Body.All(statement => Fits(statement, element))),
            _ => false,
        };
    }

    private static bool Fits(Statement statement, ElementType element)
    {
        IndexVar? lane = statement.Lane;
        return statement.Kind != StatementKind.General && statement.Equation.ArgMax.Length == 0
            && (lane is null || (IsKnown(lane.Extent) && lane.Extent.AtCapacity() <= element.Lanes))
            && Rewrite.BoundOf(statement.Equation).All(index => IsKnown(index.Extent))
            && Walk.Guards(statement.Equation.Value).All(guard => guard.Argument.Indices.All(index => index == lane || index.Extent.AtCapacity() == 1));
    }

    /// <summary>Whether an extent can be one number only.</summary>
    private static bool IsKnown(Extent extent) => extent.IsStatic || (extent.AsSize is not null && extent.AtCapacity() == 1);

    /// <summary>Whether an element's place is a number.</summary>
    private static bool IsPlain(Storage storage, Tensor tensor) =>
        storage.Panels is null && (!storage.IsDense || tensor.Shape.Skip(1).All(extent => extent.IsStatic));

    /// <summary>The loops that a step is.</summary>
    private static IEnumerable<Nest> Nests(Step step) => step switch
    {
        Nest nest => [nest],
        Contraction contraction => [new ChainedSum(contraction).Nest],
        _ => [],
    };

    private static int Operations(Step step) => step switch
    {
        Contraction contraction => Points(contraction.Core.Indices.Where(index => index != contraction.Lane)) * (Points(contraction.Bound) + contraction.Epilogue.Length),
        Nest nest => Points(nest.Outer) * nest.Body.Sum(statement => Points(Rewrite.BoundOf(statement.Equation).Where(index => index != statement.Lane && nest.Outer.IndexOf(index) < 0))),
        Relayout relayout => (int)Math.Min(MostOperations, relayout.Source.Shape.Aggregate(1L, (points, extent) => Math.Min(MostOperations + 1, points * extent.AtCapacity()))),
        _ => 0,
    };

    private static int Points(IEnumerable<IndexVar> indices) =>
        (int)indices.Aggregate(1L, (points, index) => Math.Min(MostOperations + 1, points * index.Extent.AtCapacity()));
}
