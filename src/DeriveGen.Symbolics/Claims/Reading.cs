using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>How names of claims are read: which way round matrices lie, and what dX means.</summary>
/// <param name="Convention">How matrices lie.</param>
/// <param name="PerExample">Whether dX of a tensor with an axis of examples is m·∂J/∂X.</param>
/// <param name="Tangents">Whether dX is the differential of X.</param>
internal sealed record Reading(MatrixConvention Convention, bool PerExample, bool Tangents)
{
    /// <summary>Whether rows are examples.</summary>
    public bool RowsAreExamples => Convention is MatrixConvention.R or MatrixConvention.P;

    /// <summary>Whether weights are inputs by outputs.</summary>
    public bool WeightsAreInputFirst => Convention is MatrixConvention.R or MatrixConvention.Cw;

    /// <summary>Whether a tensor of two axes is read with its axes exchanged.</summary>
    public bool Exchanges(Tensor tensor, ClaimNetwork network) =>
        network.HasExamples(tensor, 0) ? !RowsAreExamples
        : network.HasExamples(tensor, 1) ? RowsAreExamples
        : ClaimNetwork.IsWeight(tensor) && network.InputAxisOf(tensor) is int input && (input == 0) != WeightsAreInputFirst;

    /// <summary>Whether a tensor of one axis stands as a row; a parameter may stand either way.</summary>
    public bool IsRow(Tensor tensor, ClaimNetwork network) => network.HasExamples(tensor) != RowsAreExamples;
}
