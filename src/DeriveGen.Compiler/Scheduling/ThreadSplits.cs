using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Chooses which steps threads share, and along which index. An index that every output has is free of sums; among those the columns of a
/// contraction come first, so that a thread finds the same columns of the parameters in its cache in the forward pass and in the update.
/// </summary>
internal static class ThreadSplits
{
    /// <summary>What a thread finds the operands of a step in; see the fields of the library's <c>Operands</c>.</summary>
    public const int MostReals = 16, MostWholes = 4, MostSizes = 8, MostSettings = 4;

    /// <summary>
    /// Some three microseconds of a core that does four multiply-adds of 16 numbers a nanosecond: several times what it costs to begin a part
    /// on another thread, to fetch what that wrote from its cache, and to wait for its end.
    /// </summary>
    public const int LeastWork = 3 << 16;

    /// <summary>Rows of a tile: a part of so many leaves no row over.</summary>
    private const int TileRows = 8;

    // In multiply-adds: an element that is read or written, a function in lanes, a sum across a vector; a number alone takes as long as a vector.
    private const int AccessCost = 3, FunctionCost = 16, AcrossCost = 256, ScalarFactor = 16;

    /// <summary>The step, with what threads share of it.</summary>
    public static Step Choose(Step step, ThreadLimits limits)
    {
        if (limits.Threads == 1 || !FitsOperands(step))
        {
            return step;
        }

        foreach (int axis in Candidates(step, limits).Where(axis => Independence(step, axis) is null))
        {
            (int multiple, EquatableArray<Extent> inner, long cost) = Measure(step, axis, limits);
            long work = Product(inner) * cost;
            long least = Math.Max(multiple, (limits.LeastWork + work - 1) / work);
            long parts = Math.Min(limits.Threads, Indices(step)[axis].Extent.AtCapacity() / least);
            if (parts >= 2)
            {
                return step with { Split = new(axis, multiple, (int)parts, inner, (int)Math.Min(cost, int.MaxValue), limits.LeastWork) };
            }
        }

        return step;
    }

    /// <summary>The indices among which a step's is chosen: those of its outputs.</summary>
    public static EquatableArray<IndexVar> Indices(Step step) => step switch
    {
        Contraction contraction => contraction.Core.Indices,
        Nest nest => nest.Outer,
        Relayout relayout => relayout.Target.Shape.Map(extent => new IndexVar("i", extent)),
        _ => [],
    };

    /// <summary>Why the points of an index cannot be computed apart from one another, or null where they can.</summary>
    public static string? Independence(Step step, int axis)
    {
        if (step is Relayout)
        {
            return null;
        }

        IndexVar index = Indices(step)[axis];
        Dictionary<Tensor, EquatableArray<IndexVar>> produced = StepReads.Produced(step);
        if (produced.FirstOrDefault(pair => pair.Value.IndexOf(index) < 0).Key is { } shared)
        {
            return $"{shared} is summed along {index.Name}";
        }

        IEnumerable<(Tensor Tensor, EquatableArray<Affine> Positions)> reads = StepReads.Accesses(step).Select(access => (access.Tensor, access.Positions))
            .Concat(StepReads.Statements(step).SelectMany(statement => Walk.Gathers(statement.Equation.Value)).Select(gather => (gather.Tensor, gather.Positions)));
        foreach ((Tensor tensor, EquatableArray<Affine> positions) in reads)
        {
            foreach (KeyValuePair<Tensor, EquatableArray<IndexVar>> pair in produced.Where(pair => pair.Key == tensor || pair.Key.NextOf == tensor))
            {
                if (positions[pair.Value.IndexOf(index)].AsIndex != index)
                {
                    return $"{tensor} is read elsewhere along {index.Name} than it is written";
                }
            }
        }

        return null;
    }

    private static IEnumerable<int> Candidates(Step step, ThreadLimits limits)
    {
        EquatableArray<IndexVar> indices = Indices(step);
        switch (step)
        {
            case Contraction contraction:
                // An index whose value is read would have to be counted from the beginning of all parts.
                HashSet<IndexVar> values = Values(contraction);
                int lane = indices.Length - 1;
                List<int> others = [.. Enumerable.Range(0, lane).Where(axis => !values.Contains(indices[axis]))];
                long columns = contraction.Lane.Extent.AtCapacity(), rows = Product(contraction.Core.Indices.Map(index => index.Extent)) / columns;
                bool isWide = !values.Contains(contraction.Lane) && columns >= 2 * limits.Lanes * limits.Threads;

                // Parts of the rows read all of B and a part of A, parts of the columns the other way round. Rows of examples stay with their thread
                // from step to step; but weights stay with the thread that has their columns, which the next step reads, where they are larger than A.
                bool isTall = rows >= columns && (others.Exists(axis => !indices[axis].Extent.IsStatic) || Product(contraction.Bound.Map(index => index.Extent)) >= columns);
                return others.Where(axis => contraction.B.Indices.Contains(indices[axis])).Concat(isTall ? others : []).Concat(isWide ? [lane] : []).Concat(others).Distinct();
            case Nest:
                return Enumerable.Range(0, indices.Length);
            case Relayout { AxisMovedLast: >= 0 } transpose:
                // The rows of the target: first those that are no columns of the source.
                return Enumerable.Range(0, indices.Length - 1).OrderBy(axis => transpose.SourceAxes[axis] == transpose.Source.Rank - 1);
            case Relayout:
                return Enumerable.Range(0, Math.Max(0, indices.Length - 1));
            default:
                return [];
        }
    }

    /// <summary>What a part begins at a multiple of, and the work at one point of the index.</summary>
    private static (int Multiple, EquatableArray<Extent> Inner, long Cost) Measure(Step step, int axis, ThreadLimits limits)
    {
        EquatableArray<IndexVar> indices = Indices(step);
        EquatableArray<Extent> others = indices.RemoveAt(axis).Map(index => index.Extent);
        switch (step)
        {
            case Contraction contraction:
                int multiple = axis == indices.Length - 1 ? 2 * limits.Lanes : axis == indices.Length - 2 ? TileRows : 1;
                EquatableArray<Extent> depth = contraction.Bound.Map(index => index.Extent);
                long behind = contraction.Epilogue.Sum(statement => Cost(statement.Equation.Value));
                return (multiple, others.AddRange(depth), 1 + (behind / Product(depth)));
            case Nest nest:
                return (1, others, nest.Body.Sum(Cost));
            case Relayout { AxisMovedLast: >= 0 } transpose when transpose.SourceAxes[axis] == transpose.Source.Rank - 1:
                return (TileRows, others, 2 * AccessCost);
            default:
                return (1, others, 2 * AccessCost);
        }
    }

    private static long Cost(Statement statement)
    {
        Equation equation = statement.Equation;
        long points = statement.Lane?.Extent.AtCapacity() ?? 1;
        if (statement.Kind is StatementKind.Window or StatementKind.General)
        {
            IEnumerable<IndexVar> bound = equation.Value.AsMaximum?.Bound ?? equation.Value.Terms.SelectMany(term => term.Bound);
            points = bound.Aggregate(points, (product, index) => product * index.Extent.AtCapacity());
        }

        long cost = points * Cost(equation.Value);
        return statement.Lane is null ? cost * ScalarFactor : statement.Kind == StatementKind.RowReduce ? cost + AcrossCost : cost;
    }

    private static long Cost(Polynomial value) => AccessCost + Walk.Atoms(value).Sum(atom => atom switch
    {
        Access => AccessCost,
        Apply { Function.Name: not "step" } => FunctionCost,
        _ => 1,
    });

    private static long Product(IEnumerable<Extent> extents) => extents.Aggregate(1L, (product, extent) => product * Math.Max(1, extent.AtCapacity()));

    /// <summary>The indices whose values, not only positions, a contraction reads.</summary>
    private static HashSet<IndexVar> Values(Contraction contraction)
    {
        List<Polynomial> read = [.. contraction.Epilogue.Select(statement => statement.Equation.Value)];
        if (contraction.Start is not null)
        {
            read.Add(contraction.Start);
        }

        return
        [
            .. read.SelectMany(Walk.Atoms).OfType<IndexValue>().SelectMany(index => index.Value.Indices),
            .. read.SelectMany(Walk.Guards).SelectMany(guard => guard.Argument.Indices),
            .. read.SelectMany(Walk.Gathers).SelectMany(gather => gather.Positions.SelectMany(position => position.Indices)),
        ];
    }

    private static bool FitsOperands(Step step)
    {
        HashSet<Tensor> registers = [.. StepReads.Registers(step)];
        List<Tensor> tensors = [.. StepReads.Reads(step).Concat(StepReads.Writes(step)).Where(tensor => !registers.Contains(tensor)).Distinct()];
        return tensors.Count(tensor => tensor.Kind == TensorKind.Setting) <= MostSettings
            && tensors.Count(tensor => tensor.IsInteger) <= MostWholes
            && tensors.Count(tensor => tensor.Kind != TensorKind.Setting) <= MostReals;
    }
}
