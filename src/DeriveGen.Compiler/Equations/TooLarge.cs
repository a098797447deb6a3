using System.Globalization;
using System.Numerics;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Equations;

/// <summary>What is said of a network that has more elements than an array can have.</summary>
internal static class TooLarge
{
    /// <summary>The problem, with the largest tensor where that is what makes the network too large.</summary>
    public static Problem Of(NetworkEquations network)
    {
        (Tensor tensor, BigInteger elements) = network.Training.Tensors.Select(tensor => (tensor, Elements(tensor))).OrderByDescending(pair => pair.Item2).First();
        string largest = $"; the largest, {tensor}[{string.Join(", ", tensor.Shape)}], has {elements.ToString(CultureInfo.InvariantCulture)}";
        return network.Origins.FirstOrDefault(origin => ReferenceEquals(origin.Tensor, tensor))?.Declaration is { } declaration
            ? Problem.Of(Descriptors.TooLarge, declaration, network.Model.Name, largest)
            : Problem.Of(Descriptors.TooLarge, Declaration.NotWritten, network.Model.Name, largest);
    }

    private static BigInteger Elements(Tensor tensor) => tensor.Shape.Aggregate(BigInteger.One, (product, extent) =>
        product * extent.Value.Terms.Aggregate((BigInteger)extent.Value.Constant, (sum, term) => sum + ((BigInteger)term.Coefficient * (((SizeAtom)term.Atom).Size.Capacity ?? 1))));
}
