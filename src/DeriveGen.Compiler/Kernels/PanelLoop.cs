using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// The loops of a nest whose rows are stored by panels: one panel after the other, so that memory is passed in its own order. Along a row, the
/// next panel is as far as all rows of one are long, for matrices often a power of two: the same few places of the cache.
/// </summary>
/// <param name="Head">The head of the loop over panels, outside of all others.</param>
/// <param name="Lanes">The head of the loop along the part of a row that lies in a panel.</param>
internal sealed record PanelLoop(string Head, string Lanes)
{
    /// <summary>The loops, or null where nothing is stored by panels, or a row is needed whole.</summary>
    public static PanelLoop? Of(KernelMethod method, Nest nest)
    {
        IndexVar? lane = nest.Body[0].Lane;
        if (method.Straight is not null || lane?.Extent.Static is not int extent || lane == method.Shared
            || nest.Body.Any(statement => statement.Kind != StatementKind.Pointwise || statement.Lane != lane))
        {
            return null;
        }

        IEnumerable<Access> accesses = nest.Body.SelectMany(statement => Walk.Accesses(statement.Equation.Value)
            .Concat(statement.Stored ? [statement.Equation.Left] : []));
        int width = accesses.Where(access => method.Storage.Has(access.Tensor) && access.Indices.Contains(lane))
            .Select(access => method.Storage[access.Tensor].Panels?.Width ?? 0).Prepend(0).Max();
        if (width == 0 || extent <= width)
        {
            return null;
        }

        string name = method.Names.NameOf(lane), panel = method.Names.Fresh("panel"), end = Addressing.Number(extent), next = panel + " + " + Addressing.Number(width);
        string to = extent % width == 0 ? next : "Math.Min(" + next + ", " + end + ")";
        return new(
            "for (nint " + panel + " = 0; " + panel + " < " + end + "; " + panel + " += " + Addressing.Number(width) + ")",
            "for (nint " + name + " = " + panel + "; " + name + " < " + to + "; " + name + " += " + Rows.OfKernel(method).Of(lane).Type + ".Count)");
    }
}
