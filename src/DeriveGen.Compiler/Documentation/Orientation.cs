using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler.Documentation;

/// <summary>How a convention writes the matrices of a network: which of them stand transposed against their declaration.</summary>
public static class Orientation
{
    /// <summary>Matrix notation in a convention.</summary>
    /// <param name="convention">The convention.</param>
    /// <param name="examples">The size that counts the examples, or null where the network has none.</param>
    public static MatrixNotation Of(NetworkConvention convention, Size? examples)
    {
        bool HasExamples(Tensor tensor) => examples is not null && tensor.Shape.Any(extent => extent.AsSize == examples);
        return new(tensor => tensor.Rank == 2 && convention switch
        {
            NetworkConvention.C => true,
            NetworkConvention.Cw => HasExamples(tensor),
            NetworkConvention.P => !HasExamples(tensor),
            _ => false,
        });
    }

    /// <summary>The convention in words.</summary>
    public static string Describe(NetworkConvention convention) => convention switch
    {
        NetworkConvention.C => "C: columns are examples and a weight matrix is n_out × n_in",
        NetworkConvention.Cw => "Cw: columns are examples and a weight matrix is n_in × n_out",
        NetworkConvention.P => "P: rows are examples and a weight matrix is n_out × n_in",
        _ => "R: rows are examples and a weight matrix is n_in × n_out",
    };
}
