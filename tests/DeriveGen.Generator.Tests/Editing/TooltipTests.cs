using DeriveGen.Compiler.Equations;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.QuickInfo;

namespace DeriveGen.Generator.Tests.Editing;

/// <summary>What an editor shows where the pointer rests on a member: Roslyn's own service is asked.</summary>
public sealed class TooltipTests
{
    public static TheoryData<string> Networks =>
    [
        "[Network] [Input(6)] [Dense(4, Activation.Relu)] [Dense(3)] [SoftmaxCrossEntropy] [Adam] public sealed partial class Net;",
        "[Network] [Input(8, 8, 2)] [Conv2D(4, 3)] [BatchNorm] [MaxPool2D(2, 2)] [Flatten] [Dense(3)] [SquaredError] [Sgd] public sealed partial class Net;",
        "[Network(Precision = Precision.Double)] [Input(5, 3)] [Lstm(4)] [Dense(1)] [MeanSquaredError] [RmsProp] public sealed partial class Net;",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Show_formulas_one_a_line_with_shapes_operations_and_bytes(string source)
    {
        UserProject project = UserProject.Of(source);
        NetworkEquations network = Instantiation.Instantiate(project.Read().Model!).Equations!;
        Dictionary<string, string> tooltips = await Tooltips(project);

        Assert.All(network.Training.Equations, equation => Assert.Contains(equation.ToString(), Lines(tooltips["Net"])));
        Assert.All(network.Evaluation.Equations.Where(equation => network.Evaluation.Outputs.Contains(equation.Target)), equation => Assert.Contains(equation.ToString(), Lines(tooltips["Predict"])));
        Assert.All(network.Parameters, parameter =>
        {
            string name = parameter.Tensor.Name;
            Assert.Contains($"{name}[{string.Join(", ", parameter.Tensor.Shape)}], learned: ", tooltips[name], StringComparison.Ordinal);
            Assert.Contains(" bytes", tooltips[name], StringComparison.Ordinal);
            Assert.Contains(Lines(tooltips[name + "Bar"]), line => line.Contains('̄', StringComparison.Ordinal) && line.Contains(" = ", StringComparison.Ordinal));
            Assert.Matches(@"\d bytes; .*operations", tooltips[name + "Bar"]);
        });
        Assert.All(network.Optimizer.Updates, update => Assert.Contains(update.ToString(), Lines(tooltips["Update"])));
        Assert.All(new[] { "Net", "Predict", "Loss", "Gradient", "Train" }, name => Assert.Matches(@"(?s)operations.*\d bytes|\d bytes.*operations", tooltips[name]));
        Assert.All(tooltips.Values, tooltip => Assert.DoesNotContain("<c>", tooltip, StringComparison.Ordinal));
    }

    private static string[] Lines(string tooltip) => [.. tooltip.Split('\n').Select(line => line.Trim())];

    /// <summary>The tooltips of the network's class and of its public members, asked for where the generated part declares them.</summary>
    private static async Task<Dictionary<string, string>> Tooltips(UserProject project)
    {
        using var workspace = new AdhocWorkspace();
        Compilation output = project.Generate().Output;
        Microsoft.CodeAnalysis.Project opened = workspace.AddProject("Net", LanguageNames.CSharp)
            .WithMetadataReferences(output.References).WithCompilationOptions(output.Options).WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest));
        foreach (SyntaxTree tree in output.SyntaxTrees)
        {
            opened = opened.AddDocument(tree.FilePath, await tree.GetTextAsync()).Project;
        }

        INamedTypeSymbol type = (await opened.GetCompilationAsync())!.GetTypeByMetadataName("Net")!;
        var tooltips = new Dictionary<string, string>();
        foreach (ISymbol symbol in type.GetMembers().Where(member => member is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false, CanBeReferencedByName: true }).Prepend(type))
        {
            Location place = symbol.Locations.Last();
            Document document = opened.GetDocument(place.SourceTree)!;
            QuickInfoItem? info = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, place.SourceSpan.Start);
            tooltips.TryAdd(symbol.Name, string.Concat(info!.Sections.Select(section => section.Text + "\n")));
        }

        return tooltips;
    }
}
