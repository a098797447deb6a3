using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Symbolics.Notation;

/// <summary>What a reader of the derived equations would notice, where it holds: checked on the equations, not supposed.</summary>
public static class Observations
{
    /// <summary>The observations, a sentence or two each, in <see cref="Prose"/>.</summary>
    /// <param name="derived">The derived system.</param>
    /// <param name="forms">Its formulas.</param>
    public static IReadOnlyList<string> Of(DerivedSystem derived, NetworkForms forms) =>
        [.. new[] { SameForm(derived, forms), Link(forms), Hessian(forms), OtherFactor(derived, forms), Facts(derived, forms), NoDivision(derived) }.OfType<string>()];

    /// <summary>The gradients of all weights may be one formula with other letters.</summary>
    private static string? SameForm(DerivedSystem derived, NetworkForms forms)
    {
        IEnumerable<(string Gradient, MatrixExpression Formula, string Form)> weights = derived.Trace.Contributions
            .Where(contribution => contribution.Of is { Kind: TensorKind.Parameter, Rank: 2 } && derived.AdjointOf.ContainsKey(contribution.Of))
            .GroupBy(contribution => contribution.Of).Where(group => group.Count() == 1).Select(group => group.Single()).Reverse()
            .Select(contribution => (Adjoint: derived.AdjointOf[contribution.Of], Form: forms.Notation.Recognise(new(derived.AdjointOf[contribution.Of], contribution.Indices, contribution.Result))))
            .Where(pair => pair.Form is MatrixExpression.Product { Factors.Length: 2 })
            .Select(pair => (TextPrinter.Name(pair.Adjoint), pair.Form!, Erased(pair.Form!)));
        IGrouping<string, (string Gradient, MatrixExpression Formula, string Form)>? largest = weights.GroupBy(pair => pair.Form).OrderByDescending(group => group.Count()).FirstOrDefault();
        return largest is null || largest.Count() < 2 ? null
            : $"{Listed(largest.Select(pair => Prose.Formula(pair.Gradient)))} have one form, {string.Join(", ", largest.Select(pair => Prose.Formula($"{pair.Gradient} = {pair.Formula}")))}: "
                + "a layer further from the loss changes the adjoint that stands in it, not the form.";
    }

    /// <summary>An outer product gives its factors back.</summary>
    private static string? Link(NetworkForms forms) => forms.Links.Count < 2 ? null
        : $"For one example such a gradient is an outer product and gives back the adjoint in it, where the other factor is not 0: {string.Join(", ", forms.Links.Select(Prose.Formula))}. "
            + "Put into the equation of the next adjoint, it leads from one layer's gradient to that of the layer before.";

    /// <summary>Where every element of the last tensor enters the loss by itself, the Hessian in it is diagonal.</summary>
    private static string? Hessian(NetworkForms forms) => forms.LastHessians is { Count: > 0 } hessians
        ? $"Each element of what the loss reads last enters it by itself, so that its Hessian there is diagonal; for one example {string.Join(", ", hessians.Select(Prose.Formula))}."
        : null;

    /// <summary>What is left of a product of two when it is differentiated by one of them is the other one.</summary>
    private static string? OtherFactor(DerivedSystem derived, NetworkForms forms)
    {
        var parts = new List<string>();
        foreach (Equation equation in derived.Forward.Equations)
        {
            Term? product = equation.Value.Terms.FirstOrDefault(term => term.Bound.Length > 0 && term.Factors.Length == 2 && term.Factors.All(factor => factor is { Atom: Access, Exponent.IsOne: true }));
            if (product is null || forms.Notation.Print(equation) is null)
            {
                continue;
            }

            Tensor[] factors = [.. product.Factors.Select(factor => ((Access)factor.Atom).Tensor)];
            IEnumerable<string> left = factors.Select((factor, position) => (factor, other: factors[1 - position]))
                .Where(pair => derived.Trace.Of(pair.factor).Any(contribution => ReferenceEquals(contribution.Forward.Target, equation.Target)))
                .OrderBy(pair => pair.factor.Kind == TensorKind.Parameter ? 0 : 1)
                .Select(pair => $"by {Prose.Formula(TextPrinter.Name(pair.factor))} leaves {Prose.Formula(TextPrinter.Name(pair.other))}");
            if (left.Any())
            {
                parts.Add($"{Prose.Formula(TextPrinter.Name(equation.Target))} {string.Join(", ", left)}");
            }
        }

        return parts.Count == 0 ? null : $"What is left of a product when it is differentiated by one factor is the other one: {string.Join("; ", parts)}.";
    }

    /// <summary>What a formula owes to a promise.</summary>
    private static string? Facts(DerivedSystem derived, NetworkForms forms) => forms.WithoutFacts is { Count: > 0 } lines
        ? $"This holds only where {string.Join(" and ", derived.Forward.Facts)}; without that: {string.Join(", ", lines.Select(Prose.Formula))}."
        : null;

    private static string? NoDivision(DerivedSystem derived) =>
        derived.Adjoints.SelectMany(equation => equation.Value.Terms).SelectMany(Factors).Any(factor => factor.Exponent.Sign < 0 && factor.Atom is not (SizeValue or Root or NamedConstant)) ? null
            : "No adjoint divides by anything but a count, so none can be 0/0.";

    private static IEnumerable<Factor> Factors(Term term) => term.Factors.SelectMany(factor => factor.Atom switch
    {
        Group group => group.Value.Terms.SelectMany(Factors).Prepend(factor),
        Apply apply => apply.Argument.Terms.SelectMany(Factors).Prepend(factor),
        _ => [factor],
    });

    private static string Erased(MatrixExpression form) => form.Replace(symbol => symbol with { Name = "·" }).ToString();

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(all.Length - 1)) + " and " + all[all.Length - 1];
    }
}
