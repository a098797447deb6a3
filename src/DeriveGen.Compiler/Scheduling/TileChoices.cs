using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Chooses the order of a contraction's tiles, for the part of it that one thread computes, and whether its epilogue is unrolled.</summary>
internal static class TileChoices
{
    /// <summary>An operand of at most so many elements stays in the second-level cache.</summary>
    private const int ReachableElements = 131072;

    /// <summary>Fewer rows than this do not pay for reading B again.</summary>
    private const int ManyRows = 64;

    /// <summary>The step with its tile chosen.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isInSweep">Whether it is a step of a sweep, whose targets are slices of larger tensors and cannot wait in memory alone.</param>
    public static Step Choose(Step step, bool isInSweep)
    {
        if (step is not Contraction contraction)
        {
            return step;
        }

        long depth = contraction.Depth, width = contraction.Lane.Extent.AtCapacity();
        long rows = Points(contraction.Core.Indices) / width;
        bool inParts = contraction.IsDeep && contraction.Stored && !isInSweep;
        bool callsFunctions = contraction.Epilogue.SelectMany(statement => Walk.Functions(statement.Equation.Value)).Any();
        LoopOrder order = SharesColumns(contraction) ? LoopOrder.ColumnsOutside : Order(contraction, rows, width, depth, inParts);
        return contraction with { Tile = new TileChoice(order, callsFunctions, inParts) };
    }

    /// <summary>
    /// Whether the epilogue reads a large tensor row by row, which comes faster in whole rows than in pieces of the width of a tile. What is
    /// stored by panels, as weights are, lies in such pieces; what has a row for each example does not.
    /// </summary>
    private static bool ReadsFar(Contraction contraction) => contraction.Epilogue.SelectMany(statement => Walk.Accesses(statement.Equation.Value))
        .Any(access => access.Indices.Contains(contraction.Lane) && !StepReads.Produced(contraction).ContainsKey(access.Tensor)
            && access.Tensor.Shape.Any(extent => !extent.IsStatic) && access.Tensor.ElementsAtCapacity >= TileChoice.FarElements);

    private static LoopOrder Order(Contraction contraction, long rows, long width, long depth, bool inParts)
    {
        if (rows > ManyRows && !inParts && depth * width <= ReachableElements && ReadsFar(contraction))
        {
            return LoopOrder.RowsOutside;
        }

        // In parts, A is read across its rows: a tile's share of it is a line of each of them, and every tile beside it needs the same lines.
        bool keepsA = inParts || (depth * width > ReachableElements && width > TileChoice.ColumnsOfABlock && depth <= TileChoice.LongestSumOfABlock);
        return rows > ManyRows && keepsA ? LoopOrder.BlocksOutside : LoopOrder.ColumnsOutside;
    }

    /// <summary>
    /// Whether a thread computes some of the columns. Across a block it would jump from its last column to its first in every tile of rows;
    /// processors that foresee strides fetch what lies behind the last column, which is the other thread's and being written.
    /// </summary>
    private static bool SharesColumns(Contraction contraction) => contraction.Split is { } split && split.Axis == contraction.Core.Indices.Length - 1;

    private static long Points(IEnumerable<IndexVar> indices) => indices.Aggregate(1L, (product, index) => product * index.Extent.AtCapacity());
}
