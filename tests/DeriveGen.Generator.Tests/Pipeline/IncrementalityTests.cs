using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class IncrementalityTests
{
    private const string First = "[Network, Input(4), Dense(3), Scale(2), SquaredError] partial class First;";
    private const string Second = "[Network, Input(4), Dense(2), SquaredError] partial class Second;";
    private const string Layer = """[Equations("y[...] = factor * x[...]")] sealed class ScaleAttribute(double factor) : LayerAttribute { public double Factor => factor; }""";
    private const string Other = "class Other { }";

    private static readonly UserProject Start = UserProject.Of(First, Second, Layer, Other);

    [Theory]
    [InlineData("File3.cs", "class Other { int field; void Method() { } }")]
    [InlineData("File3.cs", "// A comment.")]
    [InlineData("File0.cs", "// A comment.\n\n" + First)]
    [InlineData("File0.cs", "[Network] [Input(shape: 4)]\n[Dense(1 + 2)] [Scale(2.0)]\n[SquaredError] partial class First { public First(string a) : this() { } First() { } }")]
    [InlineData("File2.cs", "// A comment.\n" + Layer)]
    public void An_edit_that_changes_no_declaration_compiles_nothing_again(string file, string text)
    {
        var run = Start.Generate().After(Start.WithFile(file, text));

        Assert.Equal(2, run.Reasons(NetworkGenerator.DeclarationStep).Count);
        Assert.All(run.Reasons(NetworkGenerator.DeclarationStep), reason => Assert.NotEqual(IncrementalStepRunReason.Modified, reason));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], run.Reasons(NetworkGenerator.EmissionStep));
        Assert.All(run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData(NetworkGenerator.DeclarationStep)]
    [InlineData(NetworkGenerator.EmissionStep)]
    [InlineData(NetworkGenerator.CollisionStep)]
    public void Steps_hand_on_classes_whose_tables_the_compiler_has_ready(string step)
    {
        var values = Start.Generate().Values(step);

        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.False(value.GetType().IsValueType));
    }

    [Theory]
    [InlineData("File0.cs", "[Network, Input(4), Dense(5), Scale(2), SquaredError] partial class First;")]
    [InlineData("File0.cs", "[Network(BatchSize = 3), Input(4), Dense(3), Scale(2), SquaredError] partial class First;")]
    [InlineData("File0.cs", "[Network, Input(4), Dense(3), Scale(2), SquaredError] partial class First { int Member; }")]
    [InlineData("File2.cs", """[Equations("y[...] = factor + x[...]")] sealed class ScaleAttribute(double factor) : LayerAttribute { public double Factor => factor; }""")]
    public void A_changed_declaration_compiles_that_network_alone(string file, string text)
    {
        var run = Start.Generate().After(Start.WithFile(file, text));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Reasons(NetworkGenerator.DeclarationStep));
        Assert.Equal(IncrementalStepRunReason.Cached, run.Reasons(NetworkGenerator.EmissionStep)[1]);
        Assert.NotEqual(IncrementalStepRunReason.Cached, run.Reasons(NetworkGenerator.EmissionStep)[0]);
    }

    [Fact]
    public void A_removed_network_is_gone_and_the_other_stays()
    {
        var run = Start.Generate().After(Start.WithFile("File0.cs", ""));

        Assert.Equal(
            ["Second"],
            from output in run.Result.TrackedSteps[NetworkGenerator.DeclarationStep].SelectMany(step => step.Outputs)
            where output.Reason != IncrementalStepRunReason.Removed
            select ((DeclaredFile)output.Value).Model.FullName);
    }

    [Fact]
    public void Models_hold_nothing_of_the_compiler() =>
        Assert.All(
            Start.Generate().Values(NetworkGenerator.DeclarationStep).Concat(Start.Generate().Values(NetworkGenerator.EmissionStep)),
            HeldValues.AssertPlain);

    [Fact]
    public void Models_are_the_declarations() =>
        Assert.Equal(["First", "Second"], Start.Generate().Values(NetworkGenerator.DeclarationStep).Cast<DeclaredFile>().Select(declared => declared.Model.FullName));

    /// <summary>A project as large as they come: of an edit somewhere in it nothing but the reading of attributes is left, of one network that network.</summary>
    [Fact]
    public void Among_five_hundred_files_and_fifty_networks_an_edit_costs_one_network_at_most()
    {
        string[] networks = [.. Enumerable.Range(0, 50).Select(number => $"namespace Some.Part{number % 7}; [Network, Input({2 + (number % 3)}), Dense({1 + (number % 4)}), SquaredError] public partial class Net{number};")];
        string[] others = [.. Enumerable.Range(0, 450).Select(number => $"namespace Some.Part{number % 7}; public class Other{number} {{ public int Value => {number}; }}")];
        UserProject project = UserProject.Of([.. networks, .. others]);
        GeneratorRun start = project.Generate();

        GeneratorRun elsewhere = start.After(project.WithFile("File321.cs", "namespace Some; public class Edited { }"));
        GeneratorRun here = start.After(project.WithFile("File7.cs", networks[7].Replace("Dense(4)", "Dense(9)", StringComparison.Ordinal)));

        Assert.Equal(50, start.Files.Count);
        Assert.Equal(Enumerable.Repeat(IncrementalStepRunReason.Cached, 50), elsewhere.Reasons(NetworkGenerator.EmissionStep));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, elsewhere.Reasons(NetworkGenerator.DeclarationStep));
        Assert.Equal(49, here.Reasons(NetworkGenerator.EmissionStep).Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.All(elsewhere.Values(NetworkGenerator.DeclarationStep).Concat(here.Values(NetworkGenerator.EmissionStep)), HeldValues.AssertPlain);
    }
}
