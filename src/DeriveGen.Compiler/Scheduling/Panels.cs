using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Storage of a matrix by panels: so many neighbours of the last axis, for every row, lie together; then come the next ones. A register
/// tile reads its columns of all rows as one piece of memory, and threads that share the columns share no piece.
/// </summary>
/// <param name="Width">How many neighbours of the last axis lie side by side: a power of two, those of the widest tile.</param>
/// <param name="Stride">The distance from one panel to the next.</param>
public sealed record PanelStorage(int Width, int Stride)
{
    /// <summary>The digits of a column's number, in base 2, that say where in its panel it lies.</summary>
    public int Bits
    {
        get
        {
            int bits = 0;
            while (1 << bits < Width)
            {
                bits++;
            }

            return bits;
        }
    }

    /// <summary>The place of a column, from that of column 0 of the same row.</summary>
    public int PlaceOf(int column) => (column / Width * Stride) + (column % Width);
}

/// <summary>
/// Chooses what is stored by panels: where one does not stay in the first-level cache, the matrices that contractions read in lanes, and what
/// is combined with them, as far as all steps read and write them in lanes or element by element.
/// </summary>
internal static class Panels
{
    /// <summary>A matrix of fewer elements stays in the first-level cache, however it is stored.</summary>
    public const int LeastElements = 8193;

    /// <summary>The tensors that are stored by panels, wherever they lie: the same in all schedules, so that these share kernels.</summary>
    /// <param name="drafts">All schedules of a network.</param>
    /// <param name="persistent">The persistent tensors.</param>
    /// <param name="width">The columns of a panel.</param>
    /// <param name="least">Where all matrices have fewer elements, none is stored by panels.</param>
    public static HashSet<Tensor> Choose(IReadOnlyCollection<ScheduleDraft> drafts, IReadOnlyCollection<Tensor> persistent, int width, int least)
    {
        IEnumerable<Tensor> written = drafts.SelectMany(draft => draft.Sequence.Steps).SelectMany(StepReads.Writes).Where(tensor => tensor.NextOf is null);
        HashSet<Tensor> fitting = [.. persistent.Concat(written).Distinct().Where(tensor => CanBe(tensor, width))];
        if (!fitting.Any(tensor => tensor.ElementsAtCapacity >= least))
        {
            return [];
        }

        var wanted = new HashSet<Tensor>();
        foreach (ScheduleDraft draft in drafts)
        {
            fitting.ExceptWith(draft.Halos.Keys);
            fitting.ExceptWith(draft.Results);
            foreach (Step step in draft.Sequence.Steps)
            {
                fitting.ExceptWith(step is Sweep sweep ? sweep.Slices.Select(slice => slice.Whole) : []);
                foreach (Step leaf in Sweeps.Leaves(step))
                {
                    fitting.ExceptWith(Unfit(leaf));
                    if (leaf is Contraction contraction && HasRows(contraction))
                    {
                        wanted.Add(Base(contraction.B.Tensor));
                    }
                }
            }
        }

        // Where one is large, all are stored by panels, so that layers share kernels; so is what is combined with them element by element.
        fitting = fitting.Any(tensor => wanted.Contains(tensor) && tensor.ElementsAtCapacity >= least) ? fitting : [];
        HashSet<EquatableArray<Extent>> shapes = [.. fitting.Where(wanted.Contains).Select(tensor => tensor.Shape)];
        fitting.RemoveWhere(tensor => !shapes.Contains(tensor.Shape));
        return fitting;
    }

    /// <summary>Rows of one panel count too: nothing lies elsewhere then, and kernels are shared with longer rows.</summary>
    private static bool CanBe(Tensor tensor, int width) =>
        tensor.Rank > 1 && !tensor.IsInteger && tensor.Shape.All(extent => extent.IsStatic) && tensor.Shape[tensor.Rank - 1].AtCapacity() >= width;

    private static Tensor Base(Tensor tensor) => tensor.NextOf ?? tensor;

    /// <summary>Whether the tile has rows beside the one: a single row reads each column once, and wants long rows.</summary>
    private static bool HasRows(Contraction contraction) => contraction.Core.Indices.Any(index =>
        index.Extent.AtCapacity() > 1 && contraction.A.Indices.Contains(index) && !contraction.B.Indices.Contains(index));

    /// <summary>What a step reads or writes otherwise than in whole vectors of a panel or element by element.</summary>
    private static IEnumerable<Tensor> Unfit(Step step)
    {
        switch (step)
        {
            case Contraction contraction:
                // A takes equal steps along its rows. A tile of a single row may be wider than a panel.
                return Operands(contraction).Where(access => Last(access)?.AsIndex != contraction.Lane || !HasRows(contraction))
                    .Append(contraction.A).Select(access => Base(access.Tensor)).Concat(Gathered(step));
            case Nest nest:
                return nest.Body.SelectMany(statement => Walk.Accesses(statement.Equation.Value).Append(statement.Equation.Left)
                        .Where(access => statement.Lane is { } lane && access.Indices.Contains(lane) && Last(access)?.AsIndex != lane).Select(access => Base(access.Tensor))
                        .Concat(statement.Equation.ArgMax))
                    .Concat(Gathered(step));
            case Relayout relayout:
                bool movesRows = relayout.SourceAxes[relayout.Source.Rank - 1] == relayout.Source.Rank - 1;
                return movesRows ? [Base(relayout.Source), Base(relayout.Target)] : [];
            default:
                return StepReads.Reads(step).Concat(StepReads.Writes(step)).Select(Base);
        }
    }

    /// <summary>What a contraction reads and writes beside A, with the tensors of registers.</summary>
    private static IEnumerable<Access> Operands(Contraction contraction) => StepReads.Accesses(contraction).Where(access => !access.Equals(contraction.A))
        .Append(contraction.Core.Left).Concat(contraction.Epilogue.Select(statement => statement.Equation.Left));

    private static IEnumerable<Tensor> Gathered(Step step) =>
        StepReads.Statements(step).SelectMany(statement => Walk.Gathers(statement.Equation.Value)).Select(gather => Base(gather.Tensor));

    private static Affine? Last(Access access) => access.Positions.Length == 0 ? null : access.Positions[access.Positions.Length - 1];
}
