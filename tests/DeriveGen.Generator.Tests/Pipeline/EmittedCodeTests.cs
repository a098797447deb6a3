using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class EmittedCodeTests
{
    public const string Digits = """
        namespace Demo;

        /// <summary>Reads digits.</summary>
        [Network(BatchSize = 8)]
        [Input(16)]
        [Dense(12, Activation.Relu)]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        [Sgd]
        public sealed partial class DigitsNet;
        """;

    [Fact]
    public void Compiles_without_a_warning_under_a_culture_with_decimal_comma() => AssertCompiles(Digits);

    [Fact]
    public async Task Of_a_tiny_network_reads_like_this()
    {
        var run = AssertCompiles("""
            /// <summary>One neuron.</summary>
            [Network(BatchSize = 4)]
            [Input(3)]
            [Dense(2, Activation.Sigmoid)]
            [HalfSquaredError]
            [Sgd(0.5)]
            public sealed partial class Neuron;
            """);

        await Verifier.Verify(Assert.Single(run.Files).Value, "cs");
    }

    [Fact]
    public void Is_the_same_bytes_in_every_run_and_every_culture()
    {
        var first = Assert.Single(UserProject.Of(Digits).Generate().Files);
        var second = Assert.Single(AssertCompiles("// A comment.", Digits).Files);

        Assert.Equal("Demo.DigitsNet.g.cs", first.Key);
        Assert.Equal(first, second);
        Assert.DoesNotContain("\r", first.Value);
    }

    [Theory]
    [InlineData("class", "internal")]
    [InlineData("record", "private")]
    [InlineData("struct", "public")]
    [InlineData("interface", "public")]
    public void Compiles_inside_other_types(string keyword, string accessibility) => AssertCompiles($$"""
        namespace A.@event
        {
            public partial {{keyword}} @class
            {
                [Network(BatchSize = 3, Precision = Precision.Double)]
                [Input(2)]
                [Dense(3, "x * sigmoid(x)", Name = "hidden")]
                [Dense(1)]
                [SquaredError]
                {{accessibility}} partial class Net
                {
                    public int Epochs { get; set; }
                }
            }
        }
        """);

    [Fact]
    public void Networks_whose_names_differ_in_case_alone_stand_side_by_side() => Assert.Equal(2, AssertCompiles(
        "[Network, Input(2), Dense(1), SquaredError] partial class Net; [Network, Input(2), Dense(1), SquaredError] partial class NET;").Files.Count);

    [Fact]
    public void The_optimizers_states_of_a_named_layer_have_a_member_each() => AssertCompiles(
        "[Network, Input(2), Dense(1, Name = \"head\"), SquaredError, Adam] partial class Net { public int Rows => Head.W_m.Length + Head.b_m.Length; }");

    [Fact]
    public void Beside_an_error_members_that_throw_are_emitted()
    {
        string stub = Assert.Single(AssertCompiles("[Network, Input(2), Dense(0), SquaredError] partial class Net;").Files).Value;

        Assert.Contains("DeriveGen could not emit Net", stub, StringComparison.Ordinal);
        Assert.DoesNotContain("Kernels", stub, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_reported_of_a_project_that_is_right()
    {
        var project = UserProject.Of(Digits, "[Equations(\"y[...] = factor*x[...]\")] public sealed class ScaleAttribute(double factor = 2) : LayerAttribute;",
            "[Network, Input(2), Scale, Dense(1), SquaredError] partial class Net;");

        Assert.Empty((await project.Analyze(generate: true)).Where(diagnostic => diagnostic is { IsSuppressed: false, Severity: not DiagnosticSeverity.Hidden }));
    }

    internal static GeneratorRun AssertCompiles(params string[] sources) => AssertCompiles(UserProject.Of(sources));

    internal static GeneratorRun AssertCompiles(UserProject project)
    {
        using var culture = new HostileCulture();
        var run = project.Generate();
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
        return run;
    }
}
