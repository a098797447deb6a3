using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>How much of a derivation is shown.</summary>
public enum DerivationLength
{
    /// <summary>The formulas without the steps that lead to them.</summary>
    Result,

    /// <summary>The formulas and every step that leads to them.</summary>
    Steps,
}

/// <summary>The page that shows how the gradients of a network come about.</summary>
public static class DerivationPage
{
    /// <summary>Builds the page.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="summary">One sentence about it.</param>
    /// <param name="convention">The convention of the matrix notation.</param>
    /// <param name="forward">The forward equations as they were declared.</param>
    /// <param name="derived">The derived system.</param>
    /// <param name="examples">The size that counts the examples, or null where the network has none.</param>
    /// <param name="second">The Hessian times a vector, or null where it is not asked for.</param>
    /// <param name="length">How much of the derivation is shown.</param>
    /// <param name="memory">The schedule of a training step and the bytes of an element, or null where nothing is emitted.</param>
    /// <param name="activation">What the activations are called where the formulas are shown for any; null for the first letter that no tensor has.</param>
    internal static Document Build(
        string name, string summary, MatrixConvention convention, EquationSystem forward, DerivedSystem derived, Size? examples, DerivedSystem? second = null,
        DerivationLength length = DerivationLength.Steps, (Schedule Training, int ElementSize)? memory = null, string? activation = null)
    {
        var forms = new NetworkForms(forward, derived, examples, convention);
        return new(name,
        [
            .. summary.Length == 0 ? [] : new[] { new Block.Paragraph(summary) },
            new Block.Paragraph("Written by DeriveGen from the declaration; nothing on this page is typed in. ⟦T̄⟧ is the adjoint ⟦∂L/∂T⟧; ⟦batch⟧ is the number of examples."),
            new Block.Heading(2, "The network"),
            new Block.Picture(Picture(derived)),
            new Block.Table(["tensor", "shape", "what it is", "kept for the backward pass"], Tensors(derived)),
            new Block.Heading(2, "Forward"),
            Block.Formulas.Of(Lines(forward.Equations)),
            new Block.Heading(2, "Backward"),
            Block.Formulas.Of(Lines(derived.Adjoints)),
            .. Matrices(forms, convention, activation),
            new Block.Heading(2, "Tangents beside adjoints"),
            new Block.Paragraph("A tangent runs forward, from what moves to the loss; an adjoint runs backward. Both come from the same partial derivatives; where the tangent multiplies by a matrix, the adjoint multiplies by its transpose. A tangent is no gradient: reading one as the other is a common error. What has the adjoint 0 is held still."),
            new Block.Table(["tensor", "tangent", "adjoint"], TangentsBesideAdjoints(forward, derived, forms)),
            .. Section("To notice", [.. Observations.Of(derived, forms)], observations => [new Block.Bullets(observations)]),
            .. Section("In floating point", [.. StabilityNote.All(derived)], notes =>
            [
                new Block.Paragraph("What would break if it were computed as it is declared, from which value on, and what is computed instead. ⟦softplus(u)⟧ is computed as ⟦max(u, 0) + log(1 + exp(−|u|))⟧, which is finite for every ⟦u⟧."),
                .. notes.SelectMany(Stability),
            ]),
            new Block.Heading(2, "Cost"),
            new Block.Paragraph(CostTable.Summary(derived, examples)),
            new Block.Table(["equation of", "operations", "functions", "elements read", "elements written"], CostTable.Rows(derived, examples)),
            .. memory is { } plan ? Memory(plan.Training, plan.ElementSize) : [],
            .. length == DerivationLength.Result ? [] : Steps(derived, forms.Notation, examples),
            .. second is null ? [] : SecondOrder(second, forms.Notation),
        ]);
    }

    private static IEnumerable<Block> Matrices(NetworkForms forms, MatrixConvention convention, string? activation)
    {
        string[] closed = [.. forms.Closed];
        return
        [
            new Block.Heading(2, "In matrix notation"),
            new Block.Paragraph($"Convention {convention.Describe()}. ⟦dT⟧ is the adjoint of one example for a tensor with an axis of examples, ⟦dT = batch·T̄⟧ where the loss is a mean, and the adjoint itself for a parameter; ⟦∘⟧ multiplies and ⟦⊘⟧ divides element by element, ⟦𝟏⟧ is a vector of ones. These equations, and those layer by layer and through all layers below, are claims for `derivegen check`, behind the line{(forms.ClaimSettings.Count > 1 ? "s" : "")} {string.Join(" and ", forms.ClaimSettings.Select(line => $"`{line}`"))}."),
            Block.Formulas.Of(forms.Equations),
            .. Shown("Layer by layer, as the chain rule alone gives them, where that reads otherwise:", [.. forms.LayerByLayer]),
            .. forms.General(activation) is { } general ? Shown($"Whatever the activations are, each called ⟦{general.Letter}⟧, its derivative ⟦{general.Letter}′⟧:", [.. general.Lines]) : [],
            .. Shown("Each gradient through all layers at once, every adjoint written out:", closed.Except(forms.Equations).Any() ? closed : []),
            .. Shown("For one example, with the element-wise factors on diagonals:", [.. forms.Diagonals, .. forms.ClosedDiagonals]),
            new Block.Paragraph("As differentials, ⟦A : B = Σ A ∘ B = tr(Aᵀ B)⟧; what stands before a differential is the gradient, and what has the adjoint 0 is held still:"),
            Block.Formulas.Of(forms.Differentials),
        ];
    }

    private static IEnumerable<Block> Shown(string before, string[] lines) => lines.Length == 0 ? [] : [new Block.Paragraph(before), Block.Formulas.Of(lines)];

    private static IEnumerable<Block> Section<T>(string heading, T[] content, Func<T[], IEnumerable<Block>> blocks) =>
        content.Length == 0 ? [] : blocks(content).Prepend(new Block.Heading(2, heading));

    private static IEnumerable<Block> Memory(Schedule training, int elementSize) =>
    [
        new Block.Heading(2, "Memory"),
        new Block.Paragraph(MemoryPicture.Summary(training, elementSize) + " Each row is a tensor: the byte at which it begins, its bytes, its name, and the parts of the step from the one that writes it to the last that reads it."),
        MemoryPicture.Of(training, elementSize),
    ];

    private static IEnumerable<Block> Steps(DerivedSystem derived, MatrixNotation matrices, Size? examples) =>
    [
        .. Section("Rewrites of whole equations", [.. Rewrites(derived)], remarks =>
        [
            new Block.Formulas(remarks),
            new Block.Paragraph("The steps below go through the equations as they are after these rewrites; an adjoint that is written out there may be another one than through the equations as they are declared."),
        ]),
        .. Section("Step by step", [.. Derivations(derived, matrices, examples, _ => true)], blocks => blocks),
    ];

    private static IEnumerable<Block> SecondOrder(DerivedSystem second, MatrixNotation matrices)
    {
        return
        [
            new Block.Heading(2, "Second order"),
            new Block.Paragraph("The Hessian times a vector is the tangent of the gradient along it: ⟦Ṫ⟧ is the derivative of ⟦T⟧ along the vector, of which ⟦Ẇ⟧ is the part that belongs to ⟦W⟧; ⟦W̄̇⟧ is the part of the product that does. It is found from the forward and the backward equations by one rule."),
            Block.Formulas.Of(Lines(second.Adjoints)),
            .. second.Trace.Remarks.Length == 0 ? [] : new Block[] { new Block.Heading(3, "Rewrites of whole tangents"), new Block.Formulas([.. second.Trace.Remarks.Select(Line)]) },
            .. Pushforwards(second, matrices),
        ];
    }

    private static string[] Lines(IEnumerable<Equation> equations) => equations.Select(equation => equation.ToString()).ToArray();

    /// <summary>The rewrites that no adjoint's own steps show: those of forward equations, and adjoints that vanish.</summary>
    internal static IEnumerable<FormulaLine> Rewrites(DerivedSystem derived) => derived.Trace.Remarks
        .Where(remark => remark.Tensor.AdjointOf is null && remark.Before.ToString() != remark.After.ToString()).Select(Line);

    private static FormulaLine Line(Remark remark) => new($"{remark.Before} = {remark.After}", Reason: $"in {TextPrinter.Name(remark.Tensor)}: {remark.Law.Name}");

    private static PictureEdge[] Picture(DerivedSystem derived)
    {
        PictureNode Node(Tensor tensor) => new(Identifier(tensor), Label(tensor), tensor.Kind is TensorKind.Forward, derived.Residuals.Contains(tensor));
        return [.. derived.Forward.Equations.SelectMany(equation => equation.Reads.Select(read => new PictureEdge(Node(read), Node(equation.Target))))];
    }

    /// <summary>The tensor's name in the letters that a picture takes, another for every name: any other letter stands as its number.</summary>
    private static string Identifier(Tensor tensor) => "t_" + string.Concat(tensor.Name.Select(letter => letter switch
    {
        < (char)128 when char.IsLetterOrDigit(letter) => letter.ToString(),
        '_' => "__",
        _ => "_" + ((int)letter).ToString("x", CultureInfo.InvariantCulture) + "_",
    }));

    private static string Label(Tensor tensor) => tensor.Rank == 0 ? tensor.Name : tensor.Name + "[" + string.Join(", ", tensor.Shape) + "]";

    private static string[][] Tensors(DerivedSystem derived) => derived.Forward.Tensors
        .Where(tensor => tensor.Kind is TensorKind.Input or TensorKind.Target or TensorKind.Parameter or TensorKind.State or TensorKind.Constant or TensorKind.Forward)
        .Select(tensor => new[] { tensor.Name, tensor.Rank == 0 ? "scalar" : string.Join(" × ", tensor.Shape), Describe(tensor), derived.Residuals.Contains(tensor) ? "yes" : string.Empty })
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
    private static string[][] TangentsBesideAdjoints(EquationSystem forward, DerivedSystem derived, NetworkForms forms)
    {
        string Print(Equation equation) => Prose.Formula(forms.Notation.Print(equation) ?? equation.ToString());
        Dictionary<Tensor, Equation> tangents = DeriveGen.Symbolics.Derivation.Tangents
            .Of(derived.Forward, forward.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter && !tensor.IsInteger), derived.Idle).Equations.ToDictionary(equation => equation.Target.TangentOf!);
        IReadOnlyDictionary<Tensor, Equation> declared = forms.WrittenOut;
        (Tensor Of, Equation Adjoint)[] derivations = [.. AdjointDerivation.All(derived, forms.Notation).Reverse()
            .Select(derivation => (derivation.Of, declared.TryGetValue(derivation.Of, out Equation? chain) ? chain : new(derivation.Adjoint, derivation.Indices, derivation.Result)))];

        // What a rewritten loss reads no more has an adjoint through the declared one, and others read it.
        IEnumerable<(Tensor Of, Equation Adjoint)> bypassed = tangents.Keys.Where(tensor => declared.ContainsKey(tensor) && derivations.All(row => !ReferenceEquals(row.Of, tensor))).Select(tensor => (tensor, declared[tensor]));
        return [.. derivations.Concat(bypassed).Select(row =>
            new[] { Prose.Formula(TextPrinter.Name(row.Of)), tangents.TryGetValue(row.Of, out Equation? tangent) ? Print(tangent) : "moves freely", Print(row.Adjoint) })];
    }

    private static Block[] Stability(StabilityNote note) =>
    [
        new Block.Heading(3, note.Kind),
        new Block.Bullets(
        [
            $"declared: ⟦{note.Naive}⟧",
            .. note.Value.Length == 0 ? [] : new[] { $"the value is {note.Value}" },
            .. note.Gradient.Length == 0 ? [] : new[] { $"the chain rule through it gives {note.Gradient}" },
            .. note.Guarded.Length == 0 ? [] : new[] { $"a constant does not save it: {note.Guarded}" },
            $"computed: ⟦{note.Emitted}⟧",
        ]),
    ];

    /// <summary>The steps that lead to the adjoints that are to be shown, each below a heading.</summary>
    internal static IEnumerable<Block> Derivations(DerivedSystem derived, MatrixNotation matrices, Size? examples, Func<Tensor, bool> isShown) =>
        AdjointDerivation.All(derived, matrices, examples).Where(derivation => isShown(derivation.Of)).SelectMany(derivation => Parts(derivation)
            .Prepend(new Block.Heading(3, Prose.Formula(TextPrinter.Name(derivation.Adjoint)) + (derivation.IsWrittenOut ? ", written out where it is read" : string.Empty))));

    private static IEnumerable<Block> Parts(AdjointDerivation derivation) => derivation.Parts.Length == 1
        ? [Steps(derivation.Parts[0].Lines)]
        : derivation.Parts.SelectMany(part => new[] { new Block.Paragraph(part.From is null ? "together" : $"from {Prose.Formula(TextPrinter.Name(part.From))}"), Steps(part.Lines) });

    private static Block Steps(IEnumerable<DerivationLine> lines) => new Block.Formulas([.. lines.Select(line => new FormulaLine(line.Formula, line.Sign.Trim(), line.Name))]);

    /// <summary>The steps of the tangents that are left after the rewrites of whole equations.</summary>
    private static IEnumerable<Block> Pushforwards(DerivedSystem second, MatrixNotation matrices)
    {
        HashSet<Tensor> shown = [.. second.Adjoints.Select(equation => equation.Target), .. second.Trace.Remarks.Select(remark => remark.Tensor)];
        return second.Trace.Pushforwards.Where(pushforward => shown.Contains(pushforward.Tangent)).SelectMany(pushforward => new[]
        {
            new Block.Heading(3, $"{Prose.Formula(TextPrinter.Name(pushforward.Tangent))} from {Prose.Formula(TextPrinter.Name(pushforward.Of))}"),
            Steps(DerivationSteps.Lines(pushforward, matrices)),
        });
    }
}
