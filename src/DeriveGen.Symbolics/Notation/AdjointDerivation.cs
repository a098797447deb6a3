using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>A run of lines that begins anew: what one equation contributes, or all of them together.</summary>
/// <param name="From">The tensor whose equation contributes; null for what follows from all of them.</param>
/// <param name="Lines">The lines.</param>
public sealed record DerivationPart(Tensor? From, EquatableArray<DerivationLine> Lines);

/// <summary>How one adjoint comes about, from its definition to its final form.</summary>
/// <param name="Of">The tensor that the loss is differentiated by.</param>
/// <param name="Adjoint">Its adjoint.</param>
/// <param name="Indices">The indices of every line, the tensor's own.</param>
/// <param name="Result">The final right side.</param>
/// <param name="IsWrittenOut">Whether the adjoint is no equation of its own in the end, because it is written out where it is read.</param>
/// <param name="Parts">The steps.</param>
public sealed record AdjointDerivation(
    Tensor Of, Tensor Adjoint, EquatableArray<IndexVar> Indices, Polynomial Result, bool IsWrittenOut, EquatableArray<DerivationPart> Parts)
{
    /// <summary>The derivations of all adjoints on the way from the loss, in the order in which they are complete; those that vanish are left out.</summary>
    /// <param name="derived">The derived system.</param>
    /// <param name="matrices">The notation of the matrix forms.</param>
    /// <param name="examples">The size that counts the examples, for the forms per example; null where there is none.</param>
    public static IReadOnlyList<AdjointDerivation> All(DerivedSystem derived, MatrixNotation matrices, Size? examples = null)
    {
        IReadOnlyList<Equation> perExample = examples is null ? [] : PerExample.Rewrite(derived, examples);
        Dictionary<Tensor, Tensor> adjoints = Adjoints(derived);
        return derived.Trace.Contributions.Select((contribution, position) => (contribution, position))
            .Where(entry => !derived.Idle.Contains(entry.contribution.Of) && adjoints.ContainsKey(entry.contribution.Of))
            .GroupBy(entry => entry.contribution.Of)
            .OrderBy(group => group.Last().position)
            .Select(group => Derive(derived, adjoints[group.Key], [.. group.Select(entry => entry.contribution)], matrices, perExample)).ToArray();
    }

    private static AdjointDerivation Derive(DerivedSystem derived, Tensor adjoint, IReadOnlyList<Contribution> contributions, MatrixNotation matrices, IReadOnlyList<Equation> perExample)
    {
        Contribution first = contributions[0];
        Equation? final = derived.Adjoints.FirstOrDefault(equation => ReferenceEquals(equation.Target, adjoint));
        Polynomial sum = contributions.Aggregate(Polynomial.Zero, (total, contribution) => total + contribution.Result);
        List<DerivationLine> together = [.. Rewrites(derived, adjoint, sum)];
        Equation last = final ?? new Equation(adjoint, first.Indices, CommonFactors.Apply(LastRewrite(derived, adjoint)?.After ?? sum));
        if (final is null && last.Value.ToString() != (LastRewrite(derived, adjoint)?.After ?? sum).ToString())
        {
            together.Add(new("common factor", last.Value.ToString()));
        }

        int position = final is null ? -1 : derived.Adjoints.IndexOf(final);
        string? example = position >= 0 && position < perExample.Count ? matrices.Print(perExample[position]) : null;
        IEnumerable<DerivationLine> end =
        [
            .. DerivationSteps.Transposed(last, matrices),
            new("result", last.ToString(), LineKind.Conclusion),
            .. DerivationSteps.MatrixForm(last, matrices),
            .. example is null ? [] : new[] { new DerivationLine("per example", example, LineKind.Conclusion) },
        ];

        List<DerivationPart> parts = [.. contributions.Select(contribution => new DerivationPart(contribution.Forward.Target, DerivationSteps.Chain(contribution, derived.Forward.Loss!).ToEquatableArray()))];
        if (parts.Count == 1)
        {
            parts = [parts[0] with { Lines = [.. parts[0].Lines, .. together, .. end] }];
        }
        else
        {
            string left = first.Indices.Length == 0 ? string.Empty : "[" + string.Join(",", first.Indices.Select(index => index.Name)) + "]";
            parts.Add(new(null,
            [
                new("definition", $"∂{derived.Forward.Loss}/∂{TextPrinter.Name(first.Of)}{left}", LineKind.Start),
                new("sum of the contributions", sum.ToString()),
                .. together,
                .. end,
            ]));
        }

        return new(first.Of, adjoint, last.Indices, last.Value, final is null, [.. parts]);
    }

    /// <summary>The rewrites of the whole adjoint, each a line; the first starts from the contributions with their like terms merged.</summary>
    private static IEnumerable<DerivationLine> Rewrites(DerivedSystem derived, Tensor adjoint, Polynomial sum)
    {
        string current = sum.ToString();
        foreach (Remark remark in RewritesOf(derived, adjoint))
        {
            string before = remark.Before.ToString(), after = remark.After.ToString();
            if (before != current)
            {
                yield return new("simplified", before);
            }

            if (after != before)
            {
                yield return new(DerivationSteps.NameOf(remark), after);
            }

            current = after;
        }
    }

    private static Remark? LastRewrite(DerivedSystem derived, Tensor adjoint) => RewritesOf(derived, adjoint).LastOrDefault();

    private static IEnumerable<Remark> RewritesOf(DerivedSystem derived, Tensor adjoint) => derived.Trace.Remarks.Where(remark => ReferenceEquals(remark.Tensor, adjoint));

    /// <summary>Every adjoint that has a name in the trace, those that were written out and dropped among them.</summary>
    private static Dictionary<Tensor, Tensor> Adjoints(DerivedSystem derived)
    {
        var adjoints = new Dictionary<Tensor, Tensor>();
        IEnumerable<Tensor> read = derived.Trace.Contributions.SelectMany(contribution => Walk.Tensors(contribution.Steps[0].After));
        foreach (Tensor tensor in derived.AdjointOf.Values.Concat(read).Where(tensor => tensor.AdjointOf is not null))
        {
            adjoints[tensor.AdjointOf!] = tensor;
        }

        return adjoints;
    }
}
