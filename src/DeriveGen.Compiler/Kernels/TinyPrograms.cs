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
    private const int MostOperations = 128;

    /// <summary>Whether a network's programs are written in straight lines: all of them, or none.</summary>
    public static bool Are(EmissionRequest request) => request.Programs.All(program =>
        program.Steps.All(step => Fits(step, program.Schedule.Storage, request.Element)) && program.Steps.Sum(Operations) <= MostOperations);

    /// <summary>The type of a row.</summary>
    public static string RowType(ElementType element) => $"Packed256<{element.Name}>";

    /// <summary>The elements of a row.</summary>
    public static int Lanes(ElementType element) => element.Lanes / 2;

    /// <summary>
    /// The number of examples, where a schedule can go through many, one after the other: where every argument has one example in front,
    /// and no number that it is given counts the updates.
    /// </summary>
    public static Size? ExamplesOf(Schedule schedule)
    {
        Tensor[] given = [.. schedule.Steps.SelectMany(StepReads.Reads).Distinct().Where(tensor => tensor.Kind is TensorKind.Input or TensorKind.Target)];
        Size?[] sizes = [.. given.Select(tensor => tensor.Rank > 0 && tensor.Shape.Skip(1).All(extent => extent.IsStatic) ? tensor.Shape[0].AsSize : null).Distinct()];
        bool counts = schedule.Steps.SelectMany(StepReads.Reads).Any(tensor => tensor is { Kind: TensorKind.Setting, Name: "step" });
        return sizes.Length == 1 && sizes[0]?.Capacity == 1 && !counts && schedule.Loss is not null ? sizes[0] : null;
    }

    /// <summary>The number of elements of an example.</summary>
    public static int PerExample(Tensor tensor) => tensor.Shape.Skip(1).Aggregate(1, (elements, extent) => checked(elements * extent.Static!.Value));

    private static bool Fits(Step step, StorageTable storage, ElementType element)
    {
        bool isPlain = step.Split is null
            && StepReads.Reads(step).Concat(StepReads.Writes(step)).All(tensor => !storage.Has(tensor) || IsPlain(storage[tensor], tensor));
        return isPlain && step switch
        {
            Relayout relayout => relayout.Source.Shape.All(IsKnown) && RowOf(relayout) <= Lanes(element),
            Nest or Contraction => (step is not Contraction { Bound: var bound } || bound.All(index => IsKnown(index.Extent))) && Nests(step).All(nest =>
                nest.Outer.All(index => IsKnown(index.Extent)) && NestKernel.CanUseLanes(nest, element) && nest.Body.All(statement => Fits(statement, element))),
            _ => false,
        };
    }

    private static bool Fits(Statement statement, ElementType element)
    {
        IndexVar? lane = statement.Lane;
        return statement.Kind != StatementKind.General && statement.Equation.ArgMax.Length == 0
            && (lane is null || (IsKnown(lane.Extent) && lane.Extent.AtCapacity() <= Lanes(element) - (IsAcross(statement) ? 1 : 0)))
            && Rewrite.BoundOf(statement.Equation).All(index => IsKnown(index.Extent))
            && Walk.Guards(statement.Equation.Value).All(guard => guard.Argument.Indices.All(index => index == lane || index.Extent.AtCapacity() == 1));
    }

    /// <summary>Whether lanes are summed: then one of them stays 0, as in the wider rows of kernels, which makes a sum of −0 a 0.</summary>
    private static bool IsAcross(Statement statement) => statement.Kind is StatementKind.RowReduce or StatementKind.AccumulateScalar;

    /// <summary>Whether an extent can be one number only.</summary>
    private static bool IsKnown(Extent extent) => extent.IsStatic || (extent.AsSize is not null && extent.AtCapacity() == 1);

    /// <summary>Whether an element's place is a number.</summary>
    private static bool IsPlain(Storage storage, Tensor tensor) =>
        storage.Panels is null && (!storage.IsDense || tensor.Shape.Skip(1).All(extent => extent.IsStatic));

    private static int RowOf(Relayout relayout) => relayout.Target.Rank == 0 ? 1 : relayout.Target.Shape[relayout.Target.Rank - 1].AtCapacity();

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
