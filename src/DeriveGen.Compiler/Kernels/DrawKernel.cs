using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Writes the filling of a random tensor. A number depends on the seed, the tensor, the call and the element's row-major position in the
/// sizes of the call, never on the order in which they are drawn.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="target">The tensor.</param>
/// <param name="number">What tells the tensor from the network's other random tensors.</param>
internal sealed class DrawKernel(KernelMethod method, Tensor target, int number)
{
    /// <summary>Writes the loops.</summary>
    public void Write()
    {
        var addressing = new Addressing(method);
        string seed = method.Seed(), draw = method.Draw(), element = method.Names.Fresh("element");
        string function = target.Kind == TensorKind.Gaussian
            ? (method.Element.Bytes == 4 ? "(float)" : string.Empty) + "RandomBits.Gaussian"
            : "RandomBits.Uniform" + (method.Element.Bytes == 4 ? "Single" : string.Empty);
        EquatableArray<IndexVar> indices = target.Shape.Select((extent, axis) => new IndexVar("i" + KernelNames.Number(axis), extent)).ToEquatableArray();
        method.Body.Line("long " + element + " = 0;");
        foreach (IndexVar index in indices)
        {
            method.Body.Open(addressing.Loop(index));
        }

        string place = addressing.Element(target, indices.Map(Affine.Of));
        method.Body.Line($"{place} = {function}({seed}, {KernelNames.Number(number)}, (int){draw}, {element}++);");
        method.Body.Close(indices.Length);
    }
}
