using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Writes 0 around the elements of a tensor, and leaves the place of the elements alone: another step fills it.</summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="target">The tensor.</param>
internal sealed class MarginKernel(KernelMethod method, Tensor target)
{
    private readonly Addressing _addressing = new(method);
    private readonly Storage _storage = method.Storage[target];

    /// <summary>Writes the loops.</summary>
    public void Write() => Write([.. Enumerable.Range(0, target.Rank).OrderByDescending(axis => _storage.Strides[axis]).ThenBy(axis => axis)], 0, string.Empty);

    /// <param name="axes">The axes, the one whose neighbours lie farthest apart first.</param>
    /// <param name="from">The number of the first axis that has no loop yet.</param>
    /// <param name="place">The place of the loops' point.</param>
    private void Write(int[] axes, int from, string place)
    {
        if (!axes.Skip(from).Any(axis => _storage.HaloLow[axis] + _storage.HaloHigh[axis] > 0))
        {
            return;
        }

        int axis = axes[from], stride = _storage.Strides[axis], low = _storage.HaloLow[axis], high = _storage.HaloHigh[axis];
        int begin = -axes.Skip(from + 1).Sum(inner => _storage.HaloLow[inner] * _storage.Strides[inner]);
        Extent extent = target.Shape[axis];
        if (low > 0)
        {
            Clear(At(place, begin - (low * stride)), Rows.Number(low * stride));
        }

        if (high > 0)
        {
            string end = _addressing.Print(extent);
            Clear(
                extent.Static is int fixedEnd ? At(place, begin + (fixedEnd * stride)) : At((place.Length == 0 ? string.Empty : place + " + ") + $"{end} * {Rows.Number(stride)}", begin),
                extent.IsStatic ? Rows.Number(high * stride) : $"(int)({Rows.Number(extent.AtCapacity() + high)} - {end}) * {Rows.Number(stride)}");
        }

        if (axes.Skip(from + 1).Any(inner => _storage.HaloLow[inner] + _storage.HaloHigh[inner] > 0))
        {
            var index = new IndexVar(target.AxisNames.Length == target.Rank ? target.AxisNames[axis] : "i" + Rows.Number(axis), extent);
            _addressing.Over([index], () => Write(axes, from + 1, (place.Length == 0 ? string.Empty : place + " + ") + Rows.Number(stride) + " * " + method.Names.NameOf(index)));
        }
    }

    private static string At(string place, int offset) => place.Length == 0 ? Rows.Number(offset)
        : offset == 0 ? place : place + (offset < 0 ? " - " : " + ") + Rows.Number(Math.Abs(offset));

    private void Clear(string place, string length) =>
        method.Body.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {method.Reference(target)}, {place}), {length}).Clear();");
}
