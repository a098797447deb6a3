using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Sets a tensor to 0 before sums are added to it: its logical elements and the padding between them.</summary>
/// <param name="method">The kernel that is written.</param>
internal sealed class Zeroing(KernelMethod method)
{
    /// <summary>Writes the statement.</summary>
    public void Write(Tensor target)
    {
        method.Body.Line(Of(method.Reference(target), method.Storage[target]));
    }

    /// <summary>The statement.</summary>
    /// <param name="first">The element whose indices are all 0.</param>
    /// <param name="storage">Where the tensor lies.</param>
    public static string Of(string first, Storage storage) =>
        $"MemoryMarshal.CreateSpan(ref {first}, {Rows.Number(storage.Size - (storage.Origin - storage.Offset))}).Clear();";
}
