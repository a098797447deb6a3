using DeriveGen.Compiler.Documentation;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>generated/layers has a page for everything in the library, with what is derived from it.</summary>
public sealed class LibraryPagesTests
{
    [Fact]
    public void The_committed_pages_are_what_is_derived()
    {
        UserProject project = UserProject.Of([.. Sources()]);
        var files = new Dictionary<string, string>();
        void Add(IEnumerable<ComponentDescription> descriptions, Func<ComponentDescription, (string Class, string Attribute)> example)
        {
            foreach (ComponentDescription description in descriptions)
            {
                (string name, string attribute) = example(description);
                NetworkModel model = project.Read(name).Model ?? throw new InvalidOperationException($"{name} has errors.");
                files[description.Name + ".md"] = ComponentPage.Render(description, model, attribute);
            }
        }

        IReadOnlyList<ComponentDescription> layers = LibraryDescriptions.Of(typeof(LayerAttribute), except: typeof(LossAttribute));
        IReadOnlyList<ComponentDescription> losses = LibraryDescriptions.Of(typeof(LossAttribute));
        IReadOnlyList<ComponentDescription> optimizers = LibraryDescriptions.Of(typeof(OptimizerAttribute)), clippers = LibraryDescriptions.Of(typeof(ClipperAttribute));
        Add(layers, description => (CaseOf(description.Name, [.. LayerCases.All, .. RecurrentCases.All]), description.Name));
        Add(losses, description => (CaseOf(description.Name, LossCases.All), description.Name));
        Add(optimizers.Concat(clippers), description => (OptimizerCase.All.First(test => Uses(test.Attributes, description.Name)).Name + "Single", description.Name));
        Add(LibraryDescriptions.Activations, description => (description.Name.Replace(".", "", StringComparison.Ordinal) + "Shown", "Activate"));
        files["README.md"] = ComponentPage.Index(
        [
            ("Layers", layers), ("Activations", LibraryDescriptions.Activations), ("Losses", losses), ("Optimizers", optimizers), ("Before the optimizer", clippers),
        ]);
        GeneratedFolder.Verify("layers", files);
    }

    private static IEnumerable<string> Sources() => LayerCases.All.Concat(RecurrentCases.All).Concat(LossCases.All).Select(test => test.Declaration(Precision.Single))
        .Concat(OptimizerCase.All.Select(test => test.Declaration(Precision.Single)))
        .Concat(LibraryDescriptions.Activations.Select(activation =>
            $"[Network] [Input(5)] [Activate({activation.Name})] [SquaredError] public sealed partial class {activation.Name.Replace(".", "", StringComparison.Ordinal)}Shown;"));

    private static string CaseOf(string name, IReadOnlyList<LibraryCase> cases) =>
        (cases.FirstOrDefault(test => test.Name == name) ?? cases.First(test => Uses(test.Stack, name))).ClassName(Precision.Single);

    private static bool Uses(string stack, string name) => stack.Contains($"[{name}]", StringComparison.Ordinal) || stack.Contains($"[{name}(", StringComparison.Ordinal);
}
