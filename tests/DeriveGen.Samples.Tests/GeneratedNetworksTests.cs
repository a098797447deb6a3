using DeriveGen.Compiler;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Compiler.Model;
using DeriveGen.Testing;

namespace DeriveGen.Samples.Tests;

/// <summary>generated/networks holds what is emitted for the samples, and how their gradients are derived.</summary>
public sealed class GeneratedNetworksTests
{
    private const int LargestDigitsNet = 100 * 1000;
    private const int LargestLanguageModel = 300 * 1000;

    [Fact]
    public void The_committed_files_are_what_is_emitted()
    {
        var files = new Dictionary<string, string>();
        foreach (NetworkModel model in SampleNetworks.Models)
        {
            CompiledNetwork compiled = NetworkCompiler.Compile(model);
            Assert.Empty(compiled.Problems);
            files[$"{model.Name}/{model.Name}.g.cs"] = compiled.Source;
            files[$"{model.Name}/{model.Name}.md"] = NetworkCompiler.Explain(model);
            files[$"{model.Name}/{model.Name}.txt"] = NetworkCompiler.Explain(model, new() { Length = DerivationLength.Result, Format = PageFormat.Unicode });
        }

        GeneratedFolder.Verify("networks", files);
    }

    [Fact]
    public void The_digits_network_stays_small() =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(NetworkCompiler.Compile(SampleNetworks.Models.First(model => model.Name == "DigitsNet")).Source), 1, LargestDigitsNet);

    [Fact]
    public void A_language_model_of_twelve_blocks_stays_small()
    {
        NetworkModel four = SampleNetworks.Models.First(model => model.Name == "TinyGpt");
        NetworkModel twelve = four with { Declarations = four.Declarations.Map(declaration => declaration.Role == DeclarationRole.Block
            ? declaration with { Arguments = declaration.Arguments.Map(argument => argument with { Value = new ArgumentValue.Int(12) }) }
            : declaration) };
        Assert.InRange(Size(NetworkCompiler.Compile(twelve)), Size(NetworkCompiler.Compile(four)), LargestLanguageModel);

        static int Size(CompiledNetwork compiled)
        {
            Assert.Empty(compiled.Problems);
            return System.Text.Encoding.UTF8.GetByteCount(compiled.Source);
        }
    }

    [Fact]
    public void The_same_declaration_gives_the_same_bytes() => Assert.All(
        SampleNetworks.Models, model => Assert.Equal(NetworkCompiler.Compile(model).Source, NetworkCompiler.Compile(model).Source));

    [Theory]
    [InlineData("Seed000")]
    [InlineData("Seed002")]
    public void Nothing_divides_by_the_derivative_of_the_sigmoid(string name)
    {
        // The unfused chain has (a − y)/(a·(1 − a)), which is 0/0 where σ rounds to 1.
        string page = NetworkCompiler.Explain(SampleNetworks.Models.First(model => model.Name == name), new() { Format = PageFormat.Unicode });
        string backward = page.Split("\nBackward\n")[1].Split("\nIn matrix notation\n")[0];
        Assert.DoesNotContain("^(−1)", backward);
    }
}
