using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Sets a tensor to 0 before sums are added to it: its logical elements and the padding between them.</summary>
/// <param name="method">The kernel that is written.</param>
internal sealed class Zeroing(KernelMethod method)
{
    /// <summary>Writes the statement.</summary>
    public void Write(Tensor target)
    {
        var storage = method.Storage[target];
        string length = Rows.Number(storage.Size - (storage.Origin - storage.Offset));
        method.Body.Line($"MemoryMarshal.CreateSpan(ref {method.Reference(target)}, {length}).Clear();");
    }
}
