using DeriveGen.Compiler.Model;
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
    [InlineData("File0.cs", "[Network] [Input(shape: 4)]\n[Dense(1 + 2)] [Scale(2.0)]\n[SquaredError] partial class First { public First(int a) : this() { } First() { } }")]
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
            select ((NetworkModel)output.Value).FullName);
    }

    [Fact]
    public void Models_hold_nothing_of_the_compiler() =>
        Assert.All(
            Start.Generate().Values(NetworkGenerator.DeclarationStep).Concat(Start.Generate().Values(NetworkGenerator.EmissionStep)),
            HeldValues.AssertPlain);

    [Fact]
    public void Models_are_the_declarations() =>
        Assert.Equal(["First", "Second"], Start.Generate().Values(NetworkGenerator.DeclarationStep).Cast<NetworkModel>().Select(model => model.FullName));
}
