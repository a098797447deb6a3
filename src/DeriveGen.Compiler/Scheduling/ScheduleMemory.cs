using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>The memory that a schedule is interpreted in: both regions and the caller's arrays, in double, and the registers of the step at hand.</summary>
internal sealed class ScheduleMemory(Schedule schedule, IReadOnlyDictionary<Size, int> sizes, double[] persistent, IReadOnlyDictionary<Tensor, double[]> arguments) : IElements
{
    private readonly Dictionary<Tensor, Dictionary<int, double>> _registers = [];
    private readonly Dictionary<Size, int> _times = [];

    /// <summary>The workspace; NaN where nothing was written.</summary>
    public double[] Workspace { get; } = Enumerable.Repeat(double.NaN, schedule.Storage.WorkspaceSize).ToArray();

    /// <inheritdoc/>
    public int SizeOf(Size size) => sizes.TryGetValue(size, out int value) || _times.TryGetValue(size, out value) ? value : throw new KeyNotFoundException($"The size {size} has no value.");

    /// <summary>Says at which time a sweep is.</summary>
    public void SetTime(Size time, int value) => _times[time] = value;

    /// <summary>Forgets the registers and names the tensors that the next step holds in them.</summary>
    public void Begin(IEnumerable<Tensor> registers)
    {
        _registers.Clear();
        foreach (Tensor tensor in registers)
        {
            _registers[tensor] = [];
        }
    }

    /// <summary>Forgets the values in registers: another point of the loops begins.</summary>
    public void NextPoint()
    {
        foreach (Dictionary<int, double> values in _registers.Values)
        {
            values.Clear();
        }
    }

    /// <inheritdoc/>
    public Func<double> Reader(Tensor tensor, Func<int>[] positions)
    {
        int[] at = new int[positions.Length];
        return () =>
        {
            for (int axis = 0; axis < at.Length; axis++)
            {
                at[axis] = positions[axis]();
            }

            return Read(tensor, at);
        };
    }

    /// <summary>Reads an element: a register, where the step holds the tensor in registers, else memory.</summary>
    public double Read(Tensor tensor, int[] at)
    {
        if (_registers.TryGetValue(tensor, out Dictionary<int, double>? values))
        {
            return values.TryGetValue(Logical(tensor, at), out double value)
                ? value
                : throw new InvalidOperationException($"{tensor}[{string.Join(",", at)}] is read from a register, at a point where it was not computed.");
        }

        (double[] region, int place) = Place(tensor, at);
        return region[place];
    }

    /// <summary>Writes an element, to a register or to memory.</summary>
    public void Write(Tensor tensor, int[] at, double value)
    {
        if (_registers.TryGetValue(tensor, out Dictionary<int, double>? values))
        {
            values[Logical(tensor, at)] = value;
            return;
        }

        (double[] region, int place) = Place(tensor, at);
        region[place] = value;
    }

    /// <summary>Writes every element of a tensor, row-major.</summary>
    public void Write(Tensor tensor, double[] values)
    {
        int number = 0;
        foreach (int[] at in Points(tensor.Shape))
        {
            Write(tensor, at, values[number++]);
        }
    }

    /// <summary>Where an element lies. It may be in the halo, not outside the storage.</summary>
    public (double[] Region, int Place) Place(Tensor tensor, int[] at)
    {
        Storage storage = schedule.Storage[tensor];
        (_, int first, int size) = Range(tensor);
        int place = first + storage.Origin - storage.Offset;
        int[] strides = storage.IsDense ? DenseStrides(tensor) : storage.Strides.ToArray();
        for (int axis = 0; axis < at.Length; axis++)
        {
            int extent = tensor.Shape[axis].Evaluate(SizeOf);
            if (at[axis] < -storage.HaloLow[axis] || at[axis] >= extent + storage.HaloHigh[axis])
            {
                throw new InvalidOperationException($"{tensor}, axis {axis}: {at[axis]} is outside its storage.");
            }

            place += axis == at.Length - 1 && storage.Panels is { } panels ? panels.PlaceOf(at[axis]) : at[axis] * strides[axis];
        }

        if (storage.Region != Region.Argument && (place < first || place >= first + size))
        {
            throw new InvalidOperationException($"{tensor}[{string.Join(",", at)}] lies outside the storage of {tensor}.");
        }

        return (RegionOf(tensor, storage), place);
    }

    /// <summary>The places that belong to a tensor: those of its storage; of a slice, those at its time.</summary>
    public (double[] Region, int First, int Size) Range(Tensor tensor)
    {
        Storage storage = schedule.Storage[tensor];
        int first = storage.Offset, size = storage.Size;
        if (schedule.Storage.SliceOf(tensor) is { } slice)
        {
            Storage whole = schedule.Storage[slice.Whole];
            int at = new EvaluationFrame(this).Compile(slice.At)();
            if (at < -whole.HaloLow[slice.Axis] || at >= slice.Whole.Shape[slice.Axis].Evaluate(SizeOf) + whole.HaloHigh[slice.Axis])
            {
                throw new InvalidOperationException($"{tensor}: {slice.Whole} has no slice {at}.");
            }

            first += at * whole.Strides[slice.Axis];
            size = whole.Strides[slice.Axis] == whole.Strides.Max() ? size : whole.Size - (first - whole.Offset);
        }

        return (RegionOf(tensor, storage), first, size);
    }

    /// <summary>The array that a storage lies in.</summary>
    public double[] RegionOf(Tensor tensor, Storage storage) => storage.Region switch
    {
        Region.Persistent => persistent,
        Region.Workspace => Workspace,
        _ => arguments.TryGetValue(tensor, out double[]? given) ? given : throw new KeyNotFoundException($"{tensor} was not given."),
    };

    /// <summary>Every index value of a tensor, in row-major order; the array is one and the same.</summary>
    public IEnumerable<int[]> Points(IReadOnlyList<Extent> shape) => Points(shape.Select(extent => extent.Evaluate(SizeOf)).ToArray());

    private static IEnumerable<int[]> Points(int[] extents)
    {
        int[] at = new int[extents.Length];
        if (extents.Any(extent => extent == 0))
        {
            yield break;
        }

        while (true)
        {
            yield return at;
            int axis = at.Length - 1;
            for (; axis >= 0 && ++at[axis] == extents[axis]; axis--)
            {
                at[axis] = 0;
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    private int[] DenseStrides(Tensor tensor)
    {
        int[] strides = new int[tensor.Rank];
        int size = 1;
        for (int axis = tensor.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = size;
            size *= tensor.Shape[axis].Evaluate(SizeOf);
        }

        return strides;
    }

    private int Logical(Tensor tensor, int[] at)
    {
        int place = 0;
        for (int axis = 0; axis < at.Length; axis++)
        {
            place = (place * tensor.Shape[axis].Evaluate(SizeOf)) + at[axis];
        }

        return place;
    }
}
