using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Which memory a tensor lies in.</summary>
public enum Region
{
    /// <summary>Kept between calls: parameters, states, kept adjoints.</summary>
    Persistent,

    /// <summary>Of one call.</summary>
    Workspace,

    /// <summary>The caller's span, row-major in the sizes of the call; or a setting, which is a number.</summary>
    Argument,
}

/// <summary>Where a tensor lies. The logical shape and the storage meet here and nowhere else.</summary>
/// <param name="Region">The memory.</param>
/// <param name="Offset">The first element of the storage in the region; a multiple of the alignment. 0 for an argument.</param>
/// <param name="Strides">For each axis the distance between neighbours, symbolic sizes at their capacity.</param>
/// <param name="HaloLow">For each axis the number of zeros before the first element.</param>
/// <param name="HaloHigh">For each axis the number of zeros behind the last element.</param>
/// <param name="IsDense">
/// Whether the elements are row-major in the sizes of the call, without padding. Then <paramref name="Strides"/> hold at capacity only:
/// the stride of an axis is the product of the extents behind it. So are arguments and results.
/// </param>
/// <param name="Size">The number of elements, padding and halo included.</param>
/// <param name="First">The number of the step that writes it first.</param>
/// <param name="Last">The number of the step that reads it last; the number of steps where it must live to the end.</param>
public sealed record Storage(
    Region Region,
    int Offset,
    EquatableArray<int> Strides,
    EquatableArray<int> HaloLow,
    EquatableArray<int> HaloHigh,
    bool IsDense,
    int Size,
    int First,
    int Last)
{
    /// <summary>The panels that the last axis is cut into; null where its elements lie side by side. The stride of that axis holds inside a panel.</summary>
    public PanelStorage? Panels { get; init; }

    /// <summary>The place in the region of the element whose indices are all 0.</summary>
    public int Origin => Offset + Enumerable.Range(0, Strides.Length).Sum(axis => HaloLow[axis] * Strides[axis]);

    /// <summary>Whether there are zeros around the elements.</summary>
    public bool HasHalo => HaloLow.Concat(HaloHigh).Any(width => width > 0);
}

/// <summary>The storage of every tensor of a schedule.</summary>
/// <param name="entries">The storage of each tensor that has one of its own, in the order of the regions.</param>
/// <param name="aliases">For each next value the parameter or state whose storage it shares.</param>
/// <param name="persistentSize">The elements of the persistent region.</param>
/// <param name="workspaceSize">The elements of the workspace, with room for a vector that is read past the last row.</param>
/// <param name="lanes">The elements of an aligned line: 16 floats or 8 doubles. Offsets, and the rows of what is padded, are multiples of it.</param>
public sealed class StorageTable(
    IReadOnlyDictionary<Tensor, Storage> entries, IReadOnlyDictionary<Tensor, Tensor> aliases, int persistentSize, int workspaceSize, int lanes)
{
    /// <summary>The storage of each tensor that has one of its own.</summary>
    public IReadOnlyDictionary<Tensor, Storage> Entries { get; } = entries;

    /// <summary>For each next value the parameter or state whose storage it shares.</summary>
    public IReadOnlyDictionary<Tensor, Tensor> Aliases { get; } = aliases;

    /// <summary>The number of elements of the persistent region.</summary>
    public int PersistentSize { get; } = persistentSize;

    /// <summary>The number of elements of the workspace.</summary>
    public int WorkspaceSize { get; } = workspaceSize;

    /// <summary>The elements of an aligned line.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>The slices of sweeps; each lies in the storage of its whole.</summary>
    public EquatableArray<Slice> Slices { get; init; } = [];

    /// <summary>
    /// The storage of <paramref name="tensor"/>, of the one that it replaces, or that of a slice: where it lies at time 0, as large as the
    /// distance to the next one.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It lives in registers only.</exception>
    public Storage this[Tensor tensor] => Entries.TryGetValue(BaseOf(tensor), out Storage? storage) ? storage
        : SliceOf(tensor) is { } slice ? Cut(this[slice.Whole], slice.Axis)
        : throw new KeyNotFoundException($"{tensor} has no storage: it lives in registers only.");

    /// <summary>Whether <paramref name="tensor"/> lies in memory.</summary>
    public bool Has(Tensor tensor) => Entries.ContainsKey(BaseOf(tensor)) || (SliceOf(tensor) is { } slice && Has(slice.Whole));

    /// <summary>The slice that <paramref name="tensor"/> is, or null.</summary>
    public Slice? SliceOf(Tensor tensor) => Slices.FirstOrDefault(slice => ReferenceEquals(slice.Tensor, tensor));

    /// <summary>The tensor whose storage <paramref name="tensor"/> shares: itself, or the one that it replaces.</summary>
    public Tensor BaseOf(Tensor tensor) => Aliases.TryGetValue(tensor, out Tensor? replaced) ? replaced : tensor;

    private static Storage Cut(Storage whole, int axis) => whole with
    {
        Offset = whole.Offset + (whole.HaloLow[axis] * whole.Strides[axis]),
        Strides = whole.Strides.RemoveAt(axis),
        HaloLow = whole.HaloLow.RemoveAt(axis),
        HaloHigh = whole.HaloHigh.RemoveAt(axis),
        Size = whole.Strides[axis],
    };
}
