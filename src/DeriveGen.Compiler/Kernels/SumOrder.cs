using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>The order in which a contraction adds: the index along which A takes the largest steps is outermost, the taps of a window innermost.</summary>
internal static class SumOrder
{
    /// <summary>The bound indices, the outermost first.</summary>
    public static EquatableArray<IndexVar> Of(Contraction contraction, StorageTable storage)
    {
        IndexVar? taps = Window.TapsOf(contraction, storage);
        return contraction.Bound.OrderBy(index => index == taps).ThenByDescending(index => Math.Abs(Stride(contraction.A, index, storage))).ToEquatableArray();
    }

    /// <summary>How far an access moves in storage when an index grows by 1.</summary>
    public static int Stride(Access access, IndexVar index, StorageTable storage)
    {
        EquatableArray<int> strides = storage[access.Tensor].Strides;
        if (storage[access.Tensor].Panels is not null && access.Positions[strides.Length - 1].Indices.Contains(index))
        {
            throw new InvalidOperationException($"{access} takes no equal steps along {index.Name}: it is stored by panels.");
        }

        int stride = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            stride += (access.Positions[axis].CoefficientOf(index) ?? 0) * strides[axis];
        }

        return stride;
    }
}
