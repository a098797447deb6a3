using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Symbolics.Claims;

/// <summary>How names of claims are read: which way round matrices lie, and what dX means.</summary>
/// <param name="Convention">How matrices lie.</param>
/// <param name="PerExample">Whether dX of a tensor with an axis of examples is m·∂J/∂X.</param>
/// <param name="Tangents">Whether dX is the differential of X.</param>
internal sealed record Reading(MatrixConvention Convention, bool PerExample, bool Tangents)
{
    /// <summary>Whether a tensor of one axis stands as a row; a parameter may stand either way.</summary>
    public bool IsRow(Tensor tensor, ClaimNetwork network) => network.Orientation.HasExamples(tensor) != Convention.RowsAreExamples();
}
