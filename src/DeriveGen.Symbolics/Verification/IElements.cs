using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>Where formulas find the elements of tensors: row-major arrays, or the storage of a schedule.</summary>
public interface IElements
{
    /// <summary>The value of a size.</summary>
    int SizeOf(Size size);

    /// <summary>Reads an element of a tensor, given a function for each of its positions.</summary>
    Func<double> Reader(Tensor tensor, Func<int>[] positions);
}
