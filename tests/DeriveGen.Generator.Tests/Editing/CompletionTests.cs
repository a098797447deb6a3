using System.Reflection;
using DeriveGen.Completion;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Tests.Editing;

/// <summary>What an editor offers in a string of equations, at the place marked |: Roslyn's own service is asked, which finds the provider among the project's analyzers.</summary>
public sealed class CompletionTests
{
    private const string Network = """"
        [Network, Input(4), Dense(6), Dense(8, Name = "hidden")]
        [Equations("""
            param W[j, k:3] ~ glorot
            z[i, k] = PLACE
            """, Name = "gated")]
        [SquaredError]
        public partial class Net;
        """";

    private const string Layer = """
        [Equations("param W[j, k:units]")]
        [Equations(PLACE)]
        public sealed class OwnAttribute(int units, [System.Diagnostics.CodeAnalysis.StringSyntax("DeriveGenFormula")] string activation, string other, string[] layers) : LayerAttribute;
        """;

    [Theory]
    [InlineData(Network, "|", "x hidden z1 W sigmoid sum batch", "param Net string")]
    [InlineData(Network, "x[i, j] * W[|", "j k i", "sigmoid class")]
    [InlineData(Network, "hid|", "hidden", "")]
    [InlineData(Layer, "\"z[..., k] = |\"", "x W units activation other tanh", "int Net")]
    [InlineData(Layer, "\"z[..., k] = 2 * \" + \"ta|\"", "tanh", "")]
    [InlineData(Layer, "@\"z[..., k] = sum(a in |\"", "layers", "units")]
    [InlineData(Layer, "$\"z[..., k] = {\"2\"} * W[|\"", "j k units", "W")]
    [InlineData("[Network, Input(4), Dense(2, PLACE), SquaredError] public partial class Net;", "\"x * si|\"", "sigmoid sin", "param")]
    [InlineData("[Equations(PLACE)] public sealed class StepAttribute(double rate) : OptimizerAttribute;", "\"p' = p - |\"", "g rate p", "x")]
    [InlineData("[Block, Dense(2, Name = \"a\"), Equations(PLACE), Dense(2, Name = \"b\")] public sealed class Part;", "\"y[...] = |\"", "a x", "b")]
    [InlineData("sealed class NotedAttribute : System.Attribute { public string[]? Name { get; set; } } [Block, Noted(Name = new[] { \"n\" }), Dense(2, Name = \"a\"), Equations(PLACE)] public sealed class Part;", "\"y[...] = |\"", "a x", "n")]
    public async Task Is_what_may_stand_there(string source, string typed, string offered, string missing)
    {
        IEnumerable<string> words = (await At(source.Replace("PLACE", typed, StringComparison.Ordinal))).Select(item => item.DisplayText);

        Assert.Empty(offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(words));
        Assert.Empty(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Intersect(words));
    }

    [Theory]
    [InlineData("[System.Obsolete(\"x = |\")] class Old;")]
    [InlineData("class Plain { string text = \"z[i] = |\"; }")]
    [InlineData("[Network, Input(4), Dense(2, Name = \"|\"), SquaredError] public partial class Net;")]
    public async Task Other_strings_are_left_alone(string source) => Assert.DoesNotContain(await At(source), IsOurs);

    [Fact]
    public async Task A_chosen_word_replaces_the_one_that_is_half_typed_and_is_described()
    {
        (Document document, CompletionService service, CompletionList found) = await Ask(Network.Replace("PLACE", "x[i, j] * W[j, k] + hid|", StringComparison.Ordinal));
        CompletionItem item = found.ItemsList.Single(item => item.DisplayText == "hidden");
        CompletionChange change = await service.GetChangeAsync(document, item);
        CompletionDescription? description = await service.GetDescriptionAsync(document, item);

        Assert.Contains("+ hidden\n", (await document.GetTextAsync()).WithChanges(change.TextChange).ToString(), StringComparison.Ordinal);
        Assert.Equal("hidden.y[batch, 8]", description!.Text);
    }

    [Theory]
    [InlineData('a', true)]
    [InlineData('[', true)]
    [InlineData('=', false)]
    public void Typing_a_word_or_a_bracket_opens_the_list(char typed, bool opens) => Assert.Equal(
        opens, new EquationCompletionProvider().ShouldTriggerCompletion(SourceText.From("a"), 1, CompletionTrigger.CreateInsertionTrigger(typed), null!));

    private static bool IsOurs(CompletionItem item) => item.Properties.ContainsKey("Description");

    private static async Task<IReadOnlyList<CompletionItem>> At(string marked) => (await Ask(marked)).Found.ItemsList;

    private static async Task<(Document Document, CompletionService Service, CompletionList Found)> Ask(string marked)
    {
        using var workspace = new AdhocWorkspace();
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        Microsoft.CodeAnalysis.Project project = workspace.AddProject("Net", LanguageNames.CSharp)
            .WithMetadataReferences(References.All).WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .AddAnalyzerReference(new AnalyzerFileReference(typeof(EquationCompletionProvider).Assembly.Location, new Loader()))
            .AddDocument("Usings.cs", UserProject.GlobalUsings).Project;
        Document document = project.AddDocument("Net.cs", marked.Remove(position, 1));
        CompletionService service = CompletionService.GetService(document)!;
        return (document, service, await service.GetCompletionsAsync(document, position));
    }

    /// <summary>The test has loaded the assembly already.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => typeof(EquationCompletionProvider).Assembly;
    }
}
