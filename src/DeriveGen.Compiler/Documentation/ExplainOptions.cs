using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Documentation;

/// <summary>What the page of a derivation shows, and how.</summary>
public sealed record ExplainOptions
{
    /// <summary>The convention of the matrix notation; null as the network declares it.</summary>
    public MatrixConvention? Convention { get; init; }

    /// <summary>How much of the derivation is shown.</summary>
    public DerivationLength Length { get; init; } = DerivationLength.Steps;

    /// <summary>The form of the page.</summary>
    public PageFormat Format { get; init; } = PageFormat.Md;

    /// <summary>What the activations are called where the formulas are shown for any; null for the first letter that no tensor has.</summary>
    public string? Activation { get; init; }

    /// <summary>The names of the tensors whose gradients are derived, inputs and computed ones among them; every parameter where there are none.</summary>
    public EquatableArray<string> WithRespectTo { get; init; } = [];

    /// <summary>The tensors of those names, in the order in which they are declared.</summary>
    /// <exception cref="FormatException">A name is that of no tensor, or of one that holds whole numbers; or there are neither names nor parameters.</exception>
    internal Tensor[] Tensors(EquationSystem system)
    {
        if (WithRespectTo.Length == 0)
        {
            Tensor[] parameters = [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter && !tensor.IsInteger)];
            return parameters.Length > 0 ? parameters : throw new FormatException("There is nothing to differentiate by: declare a parameter, param W[j, k], or name the tensors (--wrt x).");
        }

        Tensor[] candidates = [.. system.Tensors.Where(tensor => tensor is { IsInteger: false, AdjointOf: null, Kind: not TensorKind.Constant })];
        if (WithRespectTo.FirstOrDefault(name => candidates.All(tensor => tensor.Name != name)) is { } unknown)
        {
            throw new FormatException($"There is no tensor {unknown} to differentiate by{Spelling.Suggest(unknown, candidates.Select(tensor => tensor.Name))}; there are {string.Join(", ", candidates.Select(tensor => tensor.Name))}.");
        }

        return [.. candidates.Where(tensor => WithRespectTo.Contains(tensor.Name))];
    }
}
