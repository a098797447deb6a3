using System.Globalization;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

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
        Derived derived = declaration.Role is DeclarationRole.Optimizer or DeclarationRole.Clipper
            ? Updates(ComponentExample.Require(ComponentExample.OfOneParameter(example)))
            : Derivation(ComponentExample.Of(example, declaration));
        return TemplateRenderer.Render("component", new View(
            description.Name,
            description.Summary,
            description.Remarks.Length > 0,
            description.Remarks,
            description.Signature,
            description.Parameters.Length > 0,
            [.. description.Parameters.Select(parameter => $"| `{parameter.Name}` | {parameter.Summary} |")],
            description.Text.Split('\n'),
            Written(declaration),
            derived));
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

    private static Derived Derivation(ComponentExample example)
    {
        MatrixNotation matrices = new Orientation(example.System, example.Examples).In(MatrixConvention.R);
        DerivedSystem derived = Differentiation.Derive(example.System, example.Wanted, new DerivationOptions { Objective = Objective.Documentation });
        List<Equation> adjoints = [.. derived.Adjoints.Where(equation => !ReferenceEquals(equation.Target.AdjointOf, example.Result))];
        string[] inMatrices = [.. example.Forward.Concat(adjoints).Select(matrices.Print).OfType<string>()];

        string[] remarks = DerivationPage.Rewrites(derived);
        return new(
            [.. example.Given.Select(Shaped)],
            Lines(example.Forward),
            example.Evaluation.Length > 0,
            Lines(example.Evaluation),
            example.Next.Length > 0,
            Lines(example.Next),
            example.Result is not null,
            example.Result is null ? string.Empty : TextPrinter.Name(new Tensor(example.Result.Name, [], TensorKind.Adjoint) { AdjointOf = example.Result }),
            adjoints.Count > 0,
            Lines(adjoints),
            inMatrices.Length > 0,
            inMatrices,
            remarks.Length > 0,
            remarks,
            DerivationPage.Derivations(derived, matrices, null, tensor => !ReferenceEquals(tensor, example.Result)),
            string.Empty);
    }

    private static Derived Updates(NetworkEquations network)
    {
        EquationSystem optimizer = network.Optimizer;
        string[] lines = Lines(optimizer.Equations.AddRange(optimizer.Updates));
        string parameter = network.Parameters[0].Tensor.Name;
        return new([], lines, false, [], false, [], false, string.Empty, false, [], false, [], false, [], [], parameter);
    }

    private static string[] Lines(IEnumerable<Equation> equations) => [.. equations.Select(equation => equation.ToString())];

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

    private sealed record View(
        string Name,
        string Summary,
        bool HasRemarks,
        string Remarks,
        string Signature,
        bool HasParameters,
        string[] Parameters,
        string[] Text,
        string Written,
        Derived Derived);

    /// <summary>What is derived; the views of the template.</summary>
    private sealed record Derived(
        string[] Given,
        string[] Forward,
        bool HasEvaluation,
        string[] Evaluation,
        bool HasNext,
        string[] Next,
        bool HasCotangent,
        string Cotangent,
        bool HasAdjoints,
        string[] Adjoints,
        bool HasMatrices,
        string[] Matrices,
        bool HasRemarks,
        string[] Remarks,
        DerivationPage.DerivationView[] Derivations,
        string Parameter)
    {
        public bool IsUpdate => Parameter.Length > 0;

        public string Shapes => string.Join(", ", Given);
    }
}
