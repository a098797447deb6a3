using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>Which scalar of a text is differentiated, where no statement names it: the one that no other equation reads.</summary>
/// <param name="Candidates">The scalars that no equation reads, outputs left out.</param>
/// <param name="Loss">The loss; null where the text has no scalar.</param>
/// <param name="IsCertain">Whether a statement names it, or no equation reads it.</param>
internal sealed record LossChoice(EquatableArray<TensorSymbol> Candidates, TensorSymbol? Loss, bool IsCertain)
{
    /// <summary>The choice in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="read">The tensors that any equation reads; what the next value of a state reads, a running mean of the loss, does not count.</param>
    public static LossChoice Of(TextInstance text, HashSet<Tensor> read)
    {
        if (text.NamedLoss is { } named)
        {
            return new([named], named, true);
        }

        TensorSymbol[] scalars = [.. text.Statements.OfType<BoundEquation>().Select(equation => equation.Target).Where(target => target is { Kind: TensorKind.Forward, Axes.Count: 0 }).Distinct()];
        EquatableArray<TensorSymbol> candidates = [.. scalars.Where(scalar => !read.Contains(scalar.Tensor) && !text.Outputs.Contains(scalar))];
        return new(candidates, candidates.Length > 0 ? candidates[candidates.Length - 1] : scalars.LastOrDefault(), candidates.Length > 0);
    }

    /// <summary>What is wrong where several scalars could be meant: at the last of them.</summary>
    public TextProblem? Problem => Loss is not null && Candidates.Length > 1
        ? new(TextErrors.SeveralLosses, Loss.Span, [Listed, Candidates[0].Name])
        {
            Mends = Candidates.Map(candidate => new Mend(new(Loss.Span.Start, Loss.Span.Length), $"loss {candidate.Name};  {Loss.Name}")),
        }
        : null;

    private string Listed => string.Join(", ", Candidates.Take(Candidates.Length - 1).Select(candidate => $"'{candidate.Name}'")) + $" and '{Loss!.Name}'";
}
