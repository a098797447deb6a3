using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>In which convention a network is declared, and which of its matrices stand transposed in another one.</summary>
/// <param name="system">The forward equations.</param>
/// <param name="examples">The size that counts the examples, or null where the network has none.</param>
public sealed class Orientation(EquationSystem system, Size? examples)
{
    private readonly Lazy<MatrixConvention> _declared = new(() => DeclaredIn(system, examples));

    /// <summary>The convention of the declaration. Without an axis of examples, vectors count as columns; without a weight, weights as inputs by outputs.</summary>
    public MatrixConvention Declared => _declared.Value;

    /// <summary>Matrix notation in a convention.</summary>
    public MatrixNotation In(MatrixConvention convention) => new(tensor => Exchanges(tensor, convention));

    /// <summary>Whether an axis counts the examples.</summary>
    public bool HasExamples(Tensor tensor, int axis) => HasExamples(tensor, axis, examples);

    /// <summary>Whether some axis counts the examples.</summary>
    public bool HasExamples(Tensor tensor) => Enumerable.Range(0, tensor.Rank).Any(axis => HasExamples(tensor, axis));

    /// <summary>
    /// Whether a tensor of two axes is written with its axes exchanged: one with examples by where they are, any other as weights are. A vector
    /// with an element for each example lies along them, the weights of a single output as weights do, and any other one across: a bias is a
    /// row where rows are examples.
    /// </summary>
    public bool Exchanges(Tensor tensor, MatrixConvention convention) => tensor.Rank == 1
        ? (HasExamples(tensor, 0) ? !convention.RowsAreExamples() : IsWeight(tensor) ? !convention.WeightsAreInputFirst() : convention.RowsAreExamples())
        : tensor.Rank == 2
        && (HasExamples(tensor, 0) ? !convention.RowsAreExamples()
            : HasExamples(tensor, 1) ? convention.RowsAreExamples()
            : convention.WeightsAreInputFirst() != Declared.WeightsAreInputFirst());

    /// <summary>Whether a vector is what products sum over, <c>h = X w</c>.</summary>
    private bool IsWeight(Tensor vector)
    {
        Tensor tensor = vector;
        while ((tensor.AdjointOf ?? tensor.TangentOf ?? tensor.PrintedFor) is { } owner)
        {
            tensor = owner;
        }

        return tensor.Kind == TensorKind.Parameter && system.Equations.SelectMany(equation => equation.Value.Terms).Any(term => term.Factors.Any(factor =>
            term.Factors.Length > 1 && factor.Atom is Access access && ReferenceEquals(access.Tensor, tensor) && access.Positions[0].AsIndex is { } index && term.Bound.IndexOf(index) >= 0));
    }

    private static bool HasExamples(Tensor tensor, int axis, Size? examples) => examples is not null && tensor.Shape[axis].AsSize == examples;

    private static MatrixConvention DeclaredIn(EquationSystem system, Size? examples)
    {
        Tensor? matrix = system.Tensors.FirstOrDefault(tensor => tensor.Rank == 2 && (HasExamples(tensor, 0, examples) || HasExamples(tensor, 1, examples)));
        List<int> inputs = [.. system.Tensors.Where(tensor => tensor is { Kind: TensorKind.Parameter, Rank: 2 }).Select(weight => InputAxisOf(weight, system)).OfType<int>()];
        bool rows = matrix is not null && HasExamples(matrix, 0, examples), inputFirst = 2 * inputs.Count(axis => axis == 0) >= inputs.Count;
        return rows ? (inputFirst ? MatrixConvention.R : MatrixConvention.P) : inputFirst ? MatrixConvention.Cw : MatrixConvention.C;
    }

    /// <summary>The axis of a weight that products sum over; null where none does, or both.</summary>
    private static int? InputAxisOf(Tensor weight, EquationSystem system)
    {
        foreach (Term term in system.Equations.SelectMany(equation => equation.Value.Terms))
        {
            foreach (Access access in term.Factors.Select(factor => factor.Atom).OfType<Access>().Where(access => ReferenceEquals(access.Tensor, weight)))
            {
                bool[] isBound = [.. access.Positions.Select(position => position.AsIndex is { } index && term.Bound.IndexOf(index) >= 0)];
                if (isBound[0] != isBound[1])
                {
                    return isBound[0] ? 0 : 1;
                }
            }
        }

        return null;
    }
}
