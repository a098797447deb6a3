using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Writes a copy into another storage. Where the last axis stays, rows are copied whole; where it is exchanged with another one, blocks
/// of both go through registers; the remaining axes are loops.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="relayout">The copy.</param>
/// <param name="straight">The rows of a straight line; null in a method of its own.</param>
internal sealed class RelayoutKernel(KernelMethod method, Relayout relayout, Rows? straight = null)
{
    private readonly Addressing _addressing = new(method);

    /// <summary>Writes the loops.</summary>
    public void Write()
    {
        int rank = relayout.Source.Rank;
        EquatableArray<int> axes = relayout.SourceAxes;
        EquatableArray<IndexVar> target = axes.Select((axis, place) => new IndexVar(Letter(axis), relayout.Source.Shape[axis])).ToEquatableArray();
        if (relayout.Split is { } split)
        {
            method.Share(target[split.Axis]);
        }

        EquatableArray<IndexVar> source = Enumerable.Range(0, rank).Select(axis => target[axes.IndexOf(axis)]).ToEquatableArray();
        if (method.IsWholeNumber(relayout.Source) || rank == 0)
        {
            Elements(source, target);
        }
        else if (straight is not null)
        {
            Assemble(source, target, straight);
        }
        else if (axes[rank - 1] == rank - 1)
        {
            CopyRows(source, target);
        }
        else
        {
            Transpose(source, target);
        }
    }

    private void Elements(EquatableArray<IndexVar> source, EquatableArray<IndexVar> target)
    {
        _addressing.Over(target, () => _addressing.Write(relayout.Target, Positions(target), _addressing.Read(relayout.Source, Positions(source))));
    }

    /// <summary>Rows in registers: whole ones, or lane by lane.</summary>
    private void Assemble(EquatableArray<IndexVar> source, EquatableArray<IndexVar> target, Rows rows)
    {
        IndexVar last = target[target.Length - 1];
        var row = new Access(relayout.Source, Positions(source));
        bool isWhole = source[source.Length - 1] == last && rows.HasRoom(row, last, storing: false);
        _addressing.Over(target.RemoveAt(target.Length - 1), () =>
        {
            Code? value = isWhole ? rows.Load(row, last) : null;
            if (value is null)
            {
                var elements = new List<string>();
                _addressing.Over([last], () => elements.Add(_addressing.Read(relayout.Source, Positions(source)).Text));
                string lanes = elements.Skip(1).Select((text, number) => (text, lane: Rows.Number(number + 1)))
                    .Aggregate($"{rows.Of(last).Type}.Create({elements[0]})", (all, element) => $"{rows.Of(last).Type}.With({all}, {element.lane}, {element.text})");
                value = new(lanes, true, Binding.Primary);
            }

            rows.Store(value.Value, relayout.Target, Positions(target), last);
        });
    }

    private void CopyRows(EquatableArray<IndexVar> source, EquatableArray<IndexVar> target)
    {
        int first = FirstOnEnd(target);
        IndexVar[] whole = [.. target.Skip(first)];
        int inside = whole.Skip(1).Aggregate(1, (points, index) => points * index.Extent.Static!.Value);
        string length = whole[0].Extent.Static is int known ? Rows.Number(known * inside) : _addressing.Print(whole[0].Extent);
        string span = whole[0].Extent.IsStatic ? length : $"(int)({length})";
        Open(target.Take(first).ToEquatableArray());
        string from = "MemoryMarshal.CreateReadOnlySpan(ref " + At(relayout.Source, source, whole) + ", " + span + ")";
        method.Body.Line($"{from}.CopyTo(MemoryMarshal.CreateSpan(ref {At(relayout.Target, target, whole)}, {span}));");
        method.Body.Close(first);
    }

    /// <summary>The first axis from which on the elements of both tensors lie on end, so that they are one row.</summary>
    private int FirstOnEnd(EquatableArray<IndexVar> target)
    {
        Storage from = method.Storage[relayout.Source], to = method.Storage[relayout.Target];
        int first = target.Length - 1;
        int row = 1;
        while (first > 0 && from.Panels is null && to.Panels is null && target[first].Extent.Static is int extent && target[first - 1].Extent.IsStatic && target[first - 1] != method.Shared
            && from.Strides[relayout.SourceAxes[first - 1]] == row * extent && to.Strides[first - 1] == row * extent)
        {
            row *= extent;
            first--;
        }

        return first;
    }

    private void Transpose(EquatableArray<IndexVar> source, EquatableArray<IndexVar> target)
    {
        IndexVar moved = target[target.Length - 1], last = source[source.Length - 1];
        EquatableArray<IndexVar> loops = target.Where(index => index != moved && index != last).ToEquatableArray();
        Open(loops);
        string rowStride = _addressing.Stride(relayout.Source, source.IndexOf(moved));
        string columnStride = _addressing.Stride(relayout.Target, target.IndexOf(last));
        List<IndexVar> whole = [moved, last];
        string height = OpenPanels(relayout.Target, moved, whole), width = OpenPanels(relayout.Source, last, whole);
        method.Body.Line("VectorMath.Transpose(");
        method.Body.Line($"    ref {At(relayout.Source, source, [.. whole])}, {rowStride}, ref {At(relayout.Target, target, [.. whole])}, {columnStride},");
        method.Body.Line($"    {height}, {width});");
        method.Body.Close(loops.Length + 2 - whole.Count);
    }

    /// <summary>Opens a loop over the panels of a tensor's last axis, if it has any; gives the number of points at hand.</summary>
    private string OpenPanels(Tensor tensor, IndexVar index, List<IndexVar> whole)
    {
        if (method.Storage[tensor].Panels is not { } panels)
        {
            return _addressing.Count(index);
        }

        whole.Remove(index);
        string at = method.Names.NameOf(index), width = Rows.Number(panels.Width);
        if (index != method.Shared && index.Extent.Static % panels.Width == 0)
        {
            method.Body.Open(_addressing.Loop(index, " += " + width));
            return width;
        }

        // A part may begin and end inside a panel.
        string end = index == method.Shared ? method.To! : _addressing.Print(index.Extent);
        method.Body.Open(_addressing.Loop(index, $" = ({at} & ~{Rows.Number(panels.Width - 1)}) + {width}"));
        return $"Math.Min({width} - {Addressing.WithinPanel(at, panels)}, {end} - {at})";
    }

    private void Open(EquatableArray<IndexVar> loops)
    {
        foreach (IndexVar index in loops)
        {
            method.Body.Open(_addressing.Loop(index));
        }
    }

    /// <summary>The first element along <paramref name="whole"/>, along the others that of their loops.</summary>
    private string At(Tensor tensor, EquatableArray<IndexVar> indices, params IndexVar[] whole) =>
        _addressing.Element(tensor, indices.Map(index => whole.Contains(index) ? _addressing.First(index) : Affine.Of(index)));

    private string Letter(int axis) => relayout.Source.AxisNames.Length == relayout.Source.Rank
        ? relayout.Source.AxisNames[axis]
        : "i" + Rows.Number(axis);

    private static EquatableArray<Affine> Positions(EquatableArray<IndexVar> indices) => indices.Map(Affine.Of);
}
