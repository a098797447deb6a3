using System.Globalization;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The page of one thing of a library, in Markdown: how it is declared, and what is derived from that for an example.</summary>
public static class ComponentPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="description">What its source says.</param>
    /// <param name="example">A network that uses it.</param>
    /// <param name="attribute">The attribute of the network that the page is about.</param>
    /// <exception cref="ArgumentException">The network has problems, or no such attribute.</exception>
    public static string Render(ComponentDescription description, NetworkModel example, string attribute)
    {
        Declaration declaration = example.Declarations.FirstOrDefault(part => part.AttributeClass == attribute)
            ?? throw new ArgumentException($"{example.Name} has no [{attribute}].", nameof(example));
        IEnumerable<Block> derived = declaration.Role is DeclarationRole.Optimizer or DeclarationRole.Clipper
            ? Updates(declaration, ComponentExample.Require(ComponentExample.OfOneParameter(example)))
            : Derivation(declaration, ComponentExample.Of(example, declaration));
        return new Document(description.Name,
        [
            new Block.Paragraph(description.Summary),
            .. If(description.Remarks.Length > 0, new Block.Paragraph(description.Remarks)),
            new Block.Code("csharp", [description.Signature]),
            .. If(description.Parameters.Length > 0, new Block.Table(["parameter", "what it is"], [.. description.Parameters.Select(parameter => new[] { $"`{parameter.Name}`", parameter.Summary })])),
            new Block.Paragraph("This is the whole declaration; everything below is derived from it."),
            new Block.Code("text", description.Text.Split('\n')),
            .. derived,
        ]).Render(PageFormat.Md);
    }

    /// <summary>The table of all pages, in Markdown.</summary>
    /// <param name="groups">For each kind of thing its heading and what there is.</param>
    public static string Index(IEnumerable<(string Heading, IEnumerable<ComponentDescription> Components)> groups) => TemplateRenderer.Render("components", new
    {
        Groups = groups.Select(group => new
        {
            group.Heading,
            Rows = group.Components.Select(component => $"| [{component.Name}]({component.Name}.md) | {component.Summary} |").ToArray(),
        }).ToArray(),
    });

    private static IEnumerable<Block> Derivation(Declaration declaration, ComponentExample example)
    {
        MatrixNotation matrices = new Orientation(example.System, example.Examples).In(MatrixConvention.R);
        DerivedSystem derived = Differentiation.Derive(example.System, example.Wanted, new DerivationOptions { Objective = Objective.Documentation });
        List<Equation> adjoints = [.. derived.Adjoints.Where(equation => !ReferenceEquals(equation.Target.AdjointOf, example.Result))];
        string[] inMatrices = [.. example.Forward.Concat(adjoints).Select(matrices.Print).OfType<string>()];
        FormulaLine[] rewrites = [.. DerivationPage.Rewrites(derived)];
        IEnumerable<Block> Backward() =>
        [
            new Block.Heading(2, "Backward"),
            .. example.Result is { } result ? new[] { new Block.Paragraph($"{Prose.Formula(TextPrinter.Name(Cotangent(result)))} is what comes back from the layers behind.") } : [],
            Formulas(adjoints),
            .. If(
                inMatrices.Length > 0,
                new Block.Heading(2, "In matrix notation"),
                new Block.Paragraph("Rows are examples; ⟦∘⟧ multiplies and ⟦⊘⟧ divides element by element, ⟦𝟏⟧ is a vector of ones."),
                Block.Formulas.Of(inMatrices)),
            .. If(rewrites.Length > 0, new Block.Heading(2, "Rewrites of whole equations"), new Block.Formulas(rewrites)),
            new Block.Heading(2, "Step by step"),
            .. DerivationPage.Derivations(derived, matrices, null, tensor => !ReferenceEquals(tensor, example.Result)),
        ];
        return
        [
            new Block.Heading(2, "Forward"),
            new Block.Paragraph($"`{Written(declaration)}` on {string.Join(", ", example.Given.Select(Shaped))}:"),
            Formulas(example.Forward),
            .. If(example.Evaluation.Length > 0, new Block.Paragraph("In Predict and Loss:"), Formulas(example.Evaluation)),
            .. If(example.Next.Length > 0, new Block.Paragraph("After each step:"), Formulas(example.Next)),
            .. adjoints.Count == 0 ? [] : Backward(),
        ];
    }

    private static IEnumerable<Block> Updates(Declaration declaration, NetworkEquations network)
    {
        string parameter = network.Parameters[0].Tensor.Name;
        return
        [
            new Block.Heading(2, "Update"),
            new Block.Paragraph($"`{Written(declaration)}` for a parameter ⟦{parameter}⟧ with the adjoint ⟦{parameter}Bar⟧; ′ marks the next value."),
            Formulas(network.Optimizer.Equations.AddRange(network.Optimizer.Updates)),
        ];
    }

    private static IEnumerable<Block> If(bool isThere, params Block[] blocks) => isThere ? blocks : [];

    private static Block Formulas(IEnumerable<Equation> equations) => Block.Formulas.Of(equations.Select(equation => equation.ToString()));

    private static Tensor Cotangent(Tensor result) => new(result.Name, [], TensorKind.Adjoint) { AdjointOf = result };

    private static string Shaped(Tensor tensor) => (tensor.Rank == 0 ? tensor.Name : tensor.Name + "[" + string.Join(", ", tensor.Shape) + "]")
        + (tensor.Range is { } range ? " < " + range : string.Empty);

    /// <summary>The attribute as it stands on the example, without what is given by default.</summary>
    private static string Written(Declaration declaration)
    {
        int positional = declaration.Arguments.TakeWhile(argument => !argument.IsDefault).Count();
        IEnumerable<string> arguments = declaration.Arguments
            .Select((argument, position) => (Label: position < positional ? string.Empty : argument.Parameter + ": ", Argument: argument))
            .Where(pair => !pair.Argument.IsDefault).Select(pair => pair.Label + Value(pair.Argument.Value));
        string list = string.Join(", ", arguments);
        return "[" + declaration.AttributeClass + (list.Length > 0 ? "(" + list + ")" : string.Empty) + "]";
    }

    private static string Value(ArgumentValue value) => value switch
    {
        ArgumentValue.Int number => number.Value.ToString(CultureInfo.InvariantCulture),
        ArgumentValue.Double number => number.Value.ToString(CultureInfo.InvariantCulture),
        ArgumentValue.Bool truth => truth.Value ? "true" : "false",
        ArgumentValue.String text => "\"" + text.Value + "\"",
        ArgumentValue.IntArray numbers => string.Join(", ", numbers.Values),
        ArgumentValue.DoubleArray numbers => "new[] { " + string.Join(", ", numbers.Values.Select(number => number.ToString(CultureInfo.InvariantCulture))) + " }",
        ArgumentValue.StringArray texts => string.Join(", ", texts.Values.Select(text => "\"" + text + "\"")),
        _ => "null",
    };
}
