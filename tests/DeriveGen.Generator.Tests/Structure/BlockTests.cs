using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Structure;

/// <summary>How blocks are read, how their tensors are reached, and what an edit of one compiles again.</summary>
public sealed class BlockTests
{
    private const string Tower = """[Block, Dense(6, Activation.Tanh), Scale(0.5), Dense(4, Name = "mlp"), LayerNorm] public sealed class Tower;""";
    private const string Scale = """
        [Equations("y[...] = factor * x[...]")] public sealed class ScaleAttribute(double factor) : LayerAttribute { public double Factor => factor; }
        """;

    private const string Net = "[Network(BatchSize = 3), Input(4), Repeat<Tower>(2), Dense(2), MeanSquaredError] public sealed partial class Net;";
    private const string Nested = """
        [Network, Input(4), Repeat<Outer>(2, Name = "stage"), Repeat<Tower>(Name = "top"), MeanSquaredError, Adam] public sealed partial class Net
        {
            public float[] Views() =>
            [
                Stage1.Block1.W1[0, 0], Stage2.Block2.Mlp.W[0, 0], Stage2.Block2.W1Bar[0, 0], Stage1.Block1.Mlp.b[0], Top.gamma4[0], Top.Mlp.W_m[0, 0], Stage1.W1[0, 0],
            ];
        }
        """;
    private const string Outer = "[Block, Repeat<Tower>(2), Dense(4)] public sealed class Outer;";

    private static readonly string[] s_towerTensors = ["W1", "b1", "mlp.W", "mlp.b", "gamma4", "beta4"];

    [Fact]
    public void The_model_holds_the_block_once_with_the_places_of_its_attributes()
    {
        var repeat = UserProject.Of(Nested, Tower, Outer, Scale).Read().Model!.Declarations[1];

        Assert.Equal((DeclarationRole.Block, "Outer", "stage"), (repeat.Role, repeat.AttributeClass, repeat.Name));
        Assert.Equal([new Argument("count", new ArgumentValue.Int(2))], repeat.Arguments);
        Assert.Equal(["Tower", "Dense"], repeat.Body.Select(declaration => declaration.AttributeClass));
        Assert.Equal(["Dense", "Scale", "Dense", "LayerNorm"], repeat.Body[0].Body.Select(declaration => declaration.AttributeClass));
        Assert.Equal([2, 1], repeat.Body[0].Body[0].Within);
        Assert.Equal(1, repeat.Body[0].Body[0].Ordinal);
    }

    [Fact]
    public void Every_repetition_has_tensors_of_its_own_under_its_name()
    {
        var network = new LoadedProject(UserProject.Of(Net, Tower, Scale)).Single("Net");

        string[] expected = [.. from block in new[] { "block1.", "block2." } from tensor in s_towerTensors select block + tensor];
        Assert.Equal([.. expected, "W1", "b1"], network.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Members_lead_to_the_tensors_of_blocks_in_blocks() =>
        Assert.NotNull(new LoadedProject(UserProject.Of(Nested, Tower, Outer, Scale)).Single("Net"));

    [Fact]
    public void A_block_of_another_assembly_is_the_same_in_order_names_and_numbers()
    {
        var blocks = LoadedProject.Emit(UserProject.Of(Tower, Scale).Named("Blocks").Compilation);
        var theirs = new LoadedProject(UserProject.With([MetadataReference.CreateFromImage(blocks)], Net), blocks).Single("Net");
        var own = new LoadedProject(UserProject.Of(Net, Tower, Scale)).Single("Net");

        Assert.Equal(own.Parameters.Select(parameter => (parameter.Name, parameter.Size)), theirs.Parameters.Select(parameter => (parameter.Name, parameter.Size)));
        float[] x = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))], target = [1, 2, 3, 4, 5, 6];
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal(own.Train(Batch<float>.Of(x).With(target)), theirs.Train(Batch<float>.Of(x).With(target)));
        }
    }

    [Theory]
    [InlineData("[Block, Dense(4, Name = \"a\"), Add(\"x\", \"b\")] public sealed class Tower;", "Add (layer 2) of block1: ")]
    [InlineData("[Block, Equations(\"y[i, j] = x[i, j] + bias[j]\")] public sealed class Tower;", "(equations of Tower, line 1, column 21: y[i, j] = x[i, j] + bias[j])")]
    [InlineData("[Block, Dense(4), SquaredError] public sealed class Tower;", "SquaredError stands in the block 'Tower'")]
    public async Task What_is_wrong_with_a_block_of_another_assembly_sits_where_it_is_repeated(string block, string message)
    {
        var blocks = LoadedProject.Emit(UserProject.Of(block).Named("Blocks").Compilation);
        var reported = await UserProject.With([MetadataReference.CreateFromImage(blocks)], Net).Analyze();

        var diagnostic = Assert.Single(reported, diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal));
        Assert.Equal("Repeat<Tower>(2)", UserProject.Underlined(diagnostic));
        Assert.Contains(message, diagnostic.GetMessage());
    }

    [Fact]
    public void An_edit_of_a_block_compiles_the_networks_that_hold_it_and_no_other()
    {
        var start = UserProject.Of(
            "[Network, Input(4), Repeat<Outer>, SquaredError] partial class First;",
            "[Network, Input(4), Dense(4), SquaredError] partial class Second;",
            "[Network, Input(4), Repeat<Tower>(2), SquaredError] partial class Third;",
            "[Block, Dense(4)] class Inner;",
            "[Block, Repeat<Inner>(2)] class Outer;",
            "[Block, Dense(4)] class Tower;");
        var first = start.Generate();

        var run = first.After(start.WithFile("File3.cs", "[Block, Dense(4, bias: false)] class Inner;"));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached],
            run.Reasons(NetworkGenerator.EmissionStep));

        var same = first.After(start.WithFile("File3.cs", "// A comment.\n[Block] [Dense(2 + 2)] class Inner { int Member; }"));
        Assert.All(same.Reasons(NetworkGenerator.EmissionStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
