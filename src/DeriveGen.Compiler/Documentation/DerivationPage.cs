using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler.Documentation;

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
    public static string Render(
        string name, string summary, MatrixConvention convention, EquationSystem forward, DerivedSystem derived, Size? examples, DerivedSystem? second = null)
    {
        MatrixNotation matrices = new Orientation(forward, examples).In(convention);
        string[] remarks = derived.Trace.Remarks.Select(remark => remark.ToString()).ToArray();
        return TemplateRenderer.Render("derivation", new View(
            name,
            summary,
            Picture(derived.Forward),
            Tensors(derived),
            Lines(forward.Equations),
            Lines(derived.Adjoints),
            convention.Describe(),
            Matrices(forward, derived, matrices, examples),
            remarks.Length > 0,
            remarks,
            Derivations(derived, matrices, _ => true),
            second is null ? string.Empty : TemplateRenderer.Render("tangents", new TangentsView(
                Lines(second.Adjoints),
                second.Trace.Remarks.Length > 0,
                second.Trace.Remarks.Select(remark => remark.ToString()).ToArray(),
                Pushforwards(second, matrices)))));
    }

    private static string[] Lines(IEnumerable<Equation> equations) => equations.Select(equation => equation.ToString()).ToArray();

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

    private static string[] Matrices(EquationSystem forward, DerivedSystem derived, MatrixNotation matrices, Size? examples)
    {
        IEnumerable<Equation> adjoints = examples is null ? derived.Adjoints : PerExample.Rewrite(derived, examples);
        return forward.Equations.Concat(adjoints).Select(equation => matrices.Print(equation) ?? equation.ToString()).ToArray();
    }

    /// <summary>The steps that lead to the adjoints that are to be shown.</summary>
    internal static DerivationView[] Derivations(DerivedSystem derived, MatrixNotation matrices, Func<Tensor, bool> isShown) =>
        derived.Trace.Contributions.Where(contribution => derived.AdjointOf.TryGetValue(contribution.Of, out Tensor? bar) && isShown(bar)).Select(contribution =>
        {
            Tensor adjoint = derived.AdjointOf[contribution.Of];
            return Derivation(adjoint, contribution.Forward.Target, DerivationSteps.Lines(contribution, adjoint, matrices));
        }).ToArray();

    /// <summary>The steps of the tangents that are left after the rewrites of whole equations.</summary>
    private static DerivationView[] Pushforwards(DerivedSystem second, MatrixNotation matrices)
    {
        HashSet<Tensor> shown = [.. second.Adjoints.Select(equation => equation.Target), .. second.Trace.Remarks.Select(remark => remark.Tensor)];
        return second.Trace.Pushforwards.Where(pushforward => shown.Contains(pushforward.Tangent))
            .Select(pushforward => Derivation(pushforward.Tangent, pushforward.Of, DerivationSteps.Lines(pushforward, matrices))).ToArray();
    }

    private static DerivationView Derivation(Tensor of, Tensor from, IReadOnlyList<DerivationLine> lines)
    {
        int width = Math.Min(lines.Max(line => line.Formula.Length), 70);
        return new DerivationView(
            $"{TextPrinter.Name(of)} from {TextPrinter.Name(from)}",
            lines.Select((line, position) => (position == 0 ? "  " : "= ") + line.Formula.PadRight(width) + "   " + line.Name).ToArray());
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
        bool HasRemarks,
        string[] Remarks,
        DerivationView[] Derivations,
        string SecondOrder);

    private sealed record TangentsView(string[] Tangents, bool HasRemarks, string[] Remarks, DerivationView[] Derivations);

    /// <summary>One adjoint's derivation; a view of the templates.</summary>
    internal sealed record DerivationView(string Heading, string[] Lines);
}
