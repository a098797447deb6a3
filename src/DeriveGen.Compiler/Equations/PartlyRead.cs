using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Compiler.Equations;

/// <summary>Parameters that are declared larger than what any equation reads of them, so that the rest is stored and never learned.</summary>
/// <remarks>
/// An axis is read from the least to the greatest position of all accesses, conditions left aside: what lies between two steps of a stride, or what
/// a condition leaves out, counts as read, and so does everything where a position is looked up in data.
/// </remarks>
internal static class PartlyRead
{
    /// <summary>The warnings, each at the axis; what a library declares is no mistake of the network's.</summary>
    public static IEnumerable<Problem> Of(NetworkEquations network)
    {
        foreach (TensorOrigin origin in network.Origins.Where(origin => origin is { Tensor: { Kind: TensorKind.Parameter, Rank: > 0 }, Declaration.Origin: not TextOrigin.Metadata, Span: not null }))
        {
            Access[] reads =
            [
                .. network.Training.Equations.Concat(network.Training.Updates).Concat(network.Evaluation.Equations).Where(equation => equation.Reads.Contains(origin.Tensor))
                    .SelectMany(equation => Walk.Accesses(equation.Value)).Where(access => access.Tensor == origin.Tensor),
            ];
            for (int axis = 0; axis < origin.Tensor.Rank && reads.Length > 0; axis++)
            {
                if (origin.Tensor.Shape[axis].Static is int extent && Covered(reads.Select(read => read.Positions[axis]), extent) is var (first, count) && count < extent)
                {
                    yield return At(origin, axis, first, count, extent);
                }
            }
        }
    }

    /// <summary>The first position that is read, and how many are read from there on.</summary>
    private static (int First, int Count) Covered(IEnumerable<Affine> positions, int extent)
    {
        int low = extent - 1, high = 0;
        foreach (Affine position in positions)
        {
            bool isLookedUp = Walk.Gathers(position).Any();
            low = Math.Min(low, isLookedUp ? 0 : Math.Max(AffineBounds.LeastNumber(position) ?? 0, 0));
            high = Math.Max(high, isLookedUp ? extent - 1 : Math.Min(-AffineBounds.LeastNumber(-position) ?? extent - 1, extent - 1));
        }

        return (low, Math.Max(high - low + 1, 0));
    }

    private static Problem At(TensorOrigin origin, int axis, int first, int count, int extent)
    {
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        string parts = (origin.Tensor.Rank, axis) switch
        {
            (1, _) => "elements",
            (2, 0) => "rows",
            (2, 1) => "columns",
            _ => "positions of axis " + Number(axis + 1),
        };
        string shown = $"{origin.Tensor.Name}[{string.Join(", ", origin.Tensor.Shape)}]";
        EquatableArray<IndexSyntax> axes = StatementParser.Parse(origin.Declaration.Text).Statements.OfType<ParameterSyntax>()
            .Where(declared => declared.Name.Span == origin.Span).Select(declared => declared.Axes).FirstOrDefault();
        IndexSyntax? written = axes.Length == origin.Tensor.Rank && !axes.Any(index => index.IsPack) ? axes[axis] : null;
        Problem problem = (written is null ? origin : origin with { Span = written.Span })
            .Problem(Descriptors.PartlyRead, origin.Subject, Number(count), Number(extent), parts, shown);
        return written?.Extent is NumberSyntax number && first == 0 ? problem with { Mends = [new(number.Span, Number(count))] } : problem;
    }
}
