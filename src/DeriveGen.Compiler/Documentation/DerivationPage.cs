using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler.Documentation;

/// <summary>How much of a derivation is shown.</summary>
public enum DerivationLength
{
    /// <summary>The formulas alone.</summary>
    Result,

    /// <summary>The formulas and every step that leads to them.</summary>
    Steps,
}

/// <summary>The page that shows how the gradients of a network come about, in Markdown.</summary>
public static class DerivationPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="summary">One sentence about it.</param>
    /// <param name="convention">The convention of the matrix notation.</param>
    /// <param name="forward">The forward equations as they were declared.</param>
    /// <param name="derived">The derived system.</param>
    /// <param name="examples">The size that counts the examples, or null where the network has none.</param>
    /// <param name="second">The Hessian times a vector, or null where it is not asked for.</param>
    /// <param name="length">How much of the derivation is shown.</param>
    /// <param name="memory">The schedule of a training step and the bytes of an element, or null where nothing is emitted.</param>
    public static string Render(
        string name, string summary, MatrixConvention convention, EquationSystem forward, DerivedSystem derived, Size? examples, DerivedSystem? second = null,
        DerivationLength length = DerivationLength.Steps, (Schedule Training, int ElementSize)? memory = null)
    {
        var forms = new NetworkForms(forward, derived, examples, convention);
        MatrixNotation matrices = forms.Notation;
        string[] layers = [.. forms.LayerByLayer], closed = [.. forms.Closed], diagonals = [.. forms.Diagonals, .. forms.ClosedDiagonals], observations = [.. Observations.Of(derived, forms)];
        StabilityView[] stability = [.. StabilityNote.All(derived).Select(Stability)];
        DerivationView[] derivations = length == DerivationLength.Result ? [] : Derivations(derived, matrices, examples, _ => true);
        string[] remarks = Rewrites(derived);
        return TemplateRenderer.Render("derivation", new View(
            name,
            summary,
            Picture(derived.Forward),
            Tensors(derived),
            Lines(forward.Equations),
            Lines(derived.Adjoints),
            convention.Describe(),
            [.. forms.Equations],
            layers.Length > 0,
            layers,
            closed.Except(forms.Equations).Any(),
            closed,
            diagonals.Length > 0,
            diagonals,
            [.. forms.Differentials],
            TangentsBesideAdjoints(forward, derived, matrices),
            observations.Length > 0,
            observations,
            stability.Length > 0,
            stability,
            CostTable.Summary(derived, examples),
            CostTable.Rows(derived, examples),
            memory is not null,
            memory is { } plan ? MemoryPicture.Summary(plan.Training, plan.ElementSize) : string.Empty,
            memory is { } drawn ? MemoryPicture.Rows(drawn.Training, drawn.ElementSize) : [],
            remarks.Length > 0 && length == DerivationLength.Steps,
            remarks,
            derivations.Length > 0,
            derivations,
            second is null ? string.Empty : TemplateRenderer.Render("tangents", new TangentsView(
                Lines(second.Adjoints),
                second.Trace.Remarks.Length > 0,
                second.Trace.Remarks.Select(remark => remark.ToString()).ToArray(),
                Pushforwards(second, matrices)))));
    }

    private static string[] Lines(IEnumerable<Equation> equations) => equations.Select(equation => equation.ToString()).ToArray();

    /// <summary>The rewrites that no adjoint's own steps show: those of forward equations, and adjoints that vanish.</summary>
    internal static string[] Rewrites(DerivedSystem derived) => [.. derived.Trace.Remarks
        .Where(remark => remark.Tensor.AdjointOf is null && remark.Before.ToString() != remark.After.ToString()).Select(remark => remark.ToString())];

    private static string[] Picture(EquationSystem system)
    {
        string Node(Tensor tensor) => $"{Identifier(tensor)}{(tensor.Kind is TensorKind.Forward ? "[" : "([")}\"{Label(tensor)}\"{(tensor.Kind is TensorKind.Forward ? "]" : "])")}";
        return system.Equations.SelectMany(equation => equation.Reads.Select(read => $"{Node(read)} --> {Node(equation.Target)}")).ToArray();
    }

    private static string Identifier(Tensor tensor) => "t_" + string.Concat(tensor.Name.Select(letter => letter < 128 && char.IsLetterOrDigit(letter) ? letter : '_'));

    private static string Label(Tensor tensor) => tensor.Rank == 0 ? tensor.Name : tensor.Name + "[" + string.Join(", ", tensor.Shape) + "]";

    private static string[] Tensors(DerivedSystem derived) => derived.Forward.Tensors
        .Where(tensor => tensor.Kind is TensorKind.Input or TensorKind.Target or TensorKind.Parameter or TensorKind.State or TensorKind.Constant or TensorKind.Forward)
        .Select(tensor => $"| {tensor.Name} | {(tensor.Rank == 0 ? "scalar" : string.Join(" × ", tensor.Shape))} | {Describe(tensor)} | {(derived.Residuals.Contains(tensor) ? "yes" : "")} |")
        .ToArray();

    private static string Describe(Tensor tensor) => tensor.Kind switch
    {
        TensorKind.Input => tensor.Range is { } range ? $"input, whole numbers below {range}" : "input",
        TensorKind.Target => tensor.Range is { } range ? $"label, whole numbers below {range}" : "target",
        TensorKind.Parameter => "parameter",
        TensorKind.State => "state",
        TensorKind.Constant => "constant: " + string.Join(", ", tensor.Numbers),
        _ => "computed",
    };

    /// <summary>For each tensor that moves with the parameters its tangent and its adjoint, as matrices where both are.</summary>
    private static string[] TangentsBesideAdjoints(EquationSystem forward, DerivedSystem derived, MatrixNotation matrices)
    {
        string Print(Equation equation) => (matrices.Print(equation) ?? equation.ToString()).Replace("|", "\\|");
        Dictionary<Tensor, Equation> tangents = DeriveGen.Symbolics.Derivation.Tangents
            .Of(derived.Forward, forward.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter && !tensor.IsInteger), derived.Idle).Equations.ToDictionary(equation => equation.Target.TangentOf!);
        return [.. AdjointDerivation.All(derived, matrices).Reverse().Select(derivation =>
            $"| {TextPrinter.Name(derivation.Of)} | {(tangents.TryGetValue(derivation.Of, out Equation? tangent) ? $"`{Print(tangent)}`" : "moves freely")} | `{Print(new(derivation.Adjoint, derivation.Indices, derivation.Result))}` |")];
    }

    private static StabilityView Stability(StabilityNote note) => new(note.Kind,
    [
        $"declared: `{note.Naive}`",
        .. note.Value.Length == 0 ? [] : new[] { $"the value is {note.Value}" },
        .. note.Gradient.Length == 0 ? [] : new[] { $"the chain rule through it gives {note.Gradient}" },
        .. note.Guarded.Length == 0 ? [] : new[] { $"a constant does not save it: {note.Guarded}" },
        $"computed: `{note.Emitted}`",
    ]);

    /// <summary>The steps that lead to the adjoints that are to be shown.</summary>
    internal static DerivationView[] Derivations(DerivedSystem derived, MatrixNotation matrices, Size? examples, Func<Tensor, bool> isShown) =>
        [.. AdjointDerivation.All(derived, matrices, examples).Where(derivation => isShown(derivation.Of)).Select(derivation => new DerivationView(
            TextPrinter.Name(derivation.Adjoint) + (derivation.IsWrittenOut ? ", written out where it is read" : string.Empty),
            Lines(derivation)))];

    private static string[] Lines(AdjointDerivation derivation)
    {
        int width = Width(derivation.Parts.SelectMany(part => part.Lines));
        return derivation.Parts.Length == 1
            ? [.. derivation.Parts[0].Lines.Select(line => Print(line, width))]
            : [.. derivation.Parts.SelectMany((part, position) => (position == 0 ? Array.Empty<string>() : [string.Empty])
                .Append(part.From is null ? "together" : $"from {TextPrinter.Name(part.From)}")
                .Concat(part.Lines.Select(line => Print(line, width))))];
    }

    private static int Width(IEnumerable<DerivationLine> lines) => Math.Min(lines.Max(line => line.Formula.Length), 70);

    private static string Print(DerivationLine line, int width) => line.Sign + line.Formula.PadRight(width) + "   " + line.Name;

    /// <summary>The steps of the tangents that are left after the rewrites of whole equations.</summary>
    private static DerivationView[] Pushforwards(DerivedSystem second, MatrixNotation matrices)
    {
        HashSet<Tensor> shown = [.. second.Adjoints.Select(equation => equation.Target), .. second.Trace.Remarks.Select(remark => remark.Tensor)];
        return second.Trace.Pushforwards.Where(pushforward => shown.Contains(pushforward.Tangent))
            .Select(pushforward => Derivation(pushforward.Tangent, pushforward.Of, DerivationSteps.Lines(pushforward, matrices))).ToArray();
    }

    private static DerivationView Derivation(Tensor of, Tensor from, IReadOnlyList<DerivationLine> lines)
    {
        int width = Width(lines);
        return new DerivationView($"{TextPrinter.Name(of)} from {TextPrinter.Name(from)}", [.. lines.Select(line => Print(line, width))]);
    }

    private sealed record View(
        string Name,
        string Summary,
        string[] Picture,
        string[] Tensors,
        string[] Forward,
        string[] Backward,
        string Convention,
        string[] Matrices,
        bool HasLayers,
        string[] Layers,
        bool HasClosed,
        string[] Closed,
        bool HasDiagonals,
        string[] Diagonals,
        string[] Differentials,
        string[] Tangents,
        bool HasObservations,
        string[] Observations,
        bool HasStability,
        StabilityView[] Stability,
        string Parameters,
        string[] Costs,
        bool HasMemory,
        string Memory,
        string[] MemoryRows,
        bool HasRemarks,
        string[] Remarks,
        bool HasDerivations,
        DerivationView[] Derivations,
        string SecondOrder);

    private sealed record StabilityView(string Heading, string[] Lines);

    private sealed record TangentsView(string[] Tangents, bool HasRemarks, string[] Remarks, DerivationView[] Derivations);

    /// <summary>One adjoint's derivation; a view of the templates.</summary>
    internal sealed record DerivationView(string Heading, string[] Lines);
}
