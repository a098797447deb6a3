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
    /// <param name="method">The kernel that is written.</param>
    /// <param name="phases">The nest's statements; where there are several phases, one needs whole rows of another.</param>
    /// <param name="rows">How rows are read and written in lanes.</param>
    public static PanelLoop? Of(KernelMethod method, IReadOnlyList<Phase> phases, Rows rows)
    {
        if (method.Straight is not null || phases.Count != 1 || phases[0].Lane is not { Extent.Static: int extent } lane || lane == method.Shared
            || phases[0].Statements.Any(statement => statement.Kind != StatementKind.Pointwise))
        {
            return null;
        }

        IEnumerable<Access> accesses = phases[0].Statements.SelectMany(statement => Walk.Accesses(statement.Equation.Value)
            .Concat(statement.Stored ? [statement.Equation.Left] : []));
        int width = accesses.Where(access => method.Storage.Has(access.Tensor) && access.Indices.Contains(lane))
            .Select(access => method.Storage[access.Tensor].Panels?.Width ?? 0).Prepend(0).Max();
        if (width == 0 || extent <= width)
        {
            return null;
        }

        string panel = method.Names.Fresh("panel"), next = $"{panel} + {Rows.Number(width)}";
        return new(
            $"for (nint {panel} = 0; {panel} < {Rows.Number(extent)}; {panel} += {Rows.Number(width)})",
            rows.Loop(lane, panel, extent % width == 0 ? next : $"Math.Min({next}, {Rows.Number(extent)})"));
    }
}
