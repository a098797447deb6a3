using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Generator.Tests.Pipeline;

/// <summary>Projects with settings and names that emitted code must bear.</summary>
public sealed class UnusualProjectTests
{
    private const string Net = "[Network(SelfCheck = true), Input(2), Dense(3, Activation.Relu), Dense(2), SoftmaxCrossEntropy] public partial class Net;";

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    public void From_the_language_of_NET_8_on(LanguageVersion version) => EmittedCodeTests.AssertCompiles(UserProject.Of(Net).InLanguage(version));

    [Theory]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    public async Task An_older_language_is_told_which_it_takes(LanguageVersion version, string name)
    {
        Diagnostic problem = Assert.Single(
            await UserProject.Of(Net.Replace("class Net;", "class Net { }", StringComparison.Ordinal)).InLanguage(version).Analyze(), diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal));

        Assert.Equal(("DG0034", $"'Net' is declared a network, but the project is compiled as C# {name}, which cannot hold what is emitted for it: remove LangVersion from the project, or set it to 12 or latest"), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Without_nullable_references() =>
        EmittedCodeTests.AssertCompiles(UserProject.Of(Net).WithOptions(options => options.WithNullableContextOptions(NullableContextOptions.Disable)));

    [Fact]
    public void With_arithmetic_checked_for_overflow()
    {
        var network = new LoadedProject(UserProject.Of(Net).WithOptions(options => options.WithOverflowChecks(true))).Single("Net");

        Assert.True(float.IsFinite(network.Train(Batch<float>.Of([1f, 2f, 3f, 4f]).With([0, 1]))));
    }

    [Fact]
    public void As_an_executable_with_top_level_statements() => EmittedCodeTests.AssertCompiles(
        UserProject.Of("Console.WriteLine(new Net().BatchSize);".Replace("new Net().", "Net."), Net).WithOptions(options => options.WithOutputKind(OutputKind.ConsoleApplication)));

    [Theory]
    [InlineData("class Math; class MathF; class Vector; class Vector128; class Vector256; class Vector512; class Span; class Unsafe; class MemoryMarshal; class Fma; class Avx2;")]
    [InlineData("class Arena; class Elements; class TensorView; class Batch; class Arguments; class Single; class Int32; class Exception; class ArgumentException;")]
    [InlineData("namespace Net.System; class Single;")]
    public void Beside_types_with_the_names_of_the_library(string types) => EmittedCodeTests.AssertCompiles(types.Contains("namespace") ? Net.Replace("class Net", "class Other") : Net, types);

    [Fact]
    public void In_a_namespace_that_hides_others() => EmittedCodeTests.AssertCompiles("namespace Demo.System.DeriveGen { " + Net + " }", "namespace Demo.DeriveGen { class Tensor; }");

    [Fact]
    public void In_a_namespace_of_the_librarys() => EmittedCodeTests.AssertCompiles("namespace DeriveGen.Demo { " + Net + " }");

    [Fact]
    public void With_names_that_read_alike() => Assert.Equal(5, EmittedCodeTests.AssertCompiles(
        "namespace A { " + Net + " }",
        "namespace B { " + Net + " }",
        "namespace A.B { " + Net + " }",
        "namespace A_B { " + Net + " }",
        "namespace A { partial class B_ { " + Net + " } }").Files.Count);

    [Fact]
    public void With_layers_by_other_names_of_their_classes() => EmittedCodeTests.AssertCompiles(""""
        using Linear = DeriveGen.DenseAttribute;

        static partial class Outer
        {
            [Equations("y[...] = factor * x[...]")]
            internal sealed class ScaleAttribute<T>(T factor) : LayerAttribute { public T Factor => factor; }

            [Network]
            [global::DeriveGen.Input(2), Linear(3)]
            [Scale<double>(2.5), Linear(2)]
            [Scale<int>(2)]
            [SquaredError]
            internal partial class Net;

            partial class Net { }
        }
        """");

    [Fact]
    public void With_properties_on_a_layers_class_that_equations_do_not_know() => EmittedCodeTests.AssertCompiles("""
        [Equations("y[...] = factor * x[...]")]
        public sealed class ScaleAttribute(double factor) : LayerAttribute
        {
            public double Factor => factor;
            public int[]? Numbers { get; set; }
            public string[]? Words { get; set; }
            public Type? About { get; set; }
            public DayOfWeek Day { get; set; }
            public double[]? Weight { get; set; }
            public int[]? Length { get; set; }
            public new string[]? Share { get; set; }
            public object? Any { get; set; }
        }

        [Network]
        [Input(2)]
        [Scale(2, Numbers = new[] { 1, 2 }, Words = new[] { "a" }, About = typeof(int), Day = DayOfWeek.Friday, Weight = new[] { 1.5 }, Length = new[] { 1 }, Share = new[] { "b" }, Any = new object[] { 1, "b" }, Name = "scale")]
        [Dense(2)]
        [SquaredError]
        public partial class Net;
        """);

    [Fact]
    public void With_the_layers_on_another_part_than_the_network() => EmittedCodeTests.AssertCompiles(
        "[Network] public partial class Net;", "[Input(2), Dense(2), SquaredError] partial class Net { public string Name => nameof(Net); }");

    public static TheoryData<string> LongFormulas =>
    [
        new string('(', 400) + "x" + new string(')', 400),
        "x" + string.Concat(Enumerable.Repeat(" + x", 900)),
        "x" + string.Concat(Enumerable.Repeat("^1", 900)),
        new string('-', 1900) + "x",
        string.Concat(Enumerable.Repeat("tanh(", 300)) + "x" + new string(')', 300),
        string.Concat(Enumerable.Repeat("tanh(", 12)) + "x" + new string(')', 12),
        new string('(', 100_000) + "x",
        new string('-', 100_000) + "x",
        "x" + string.Concat(Enumerable.Repeat(" + x", 100_000)),
    ];

    /// <summary>The stack of the compiler's threads is small, and its end is the end of the process.</summary>
    [Theory]
    [MemberData(nameof(LongFormulas))]
    public void A_long_formula_ends_in_code_or_in_a_problem(string formula)
    {
        IReadOnlyList<string> outcome = [];
        var thread = new Thread(() => outcome = Outcome(formula), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        Assert.True(outcome is ["code"] or ["DG0104"], string.Join(", ", outcome));
    }

    private static IReadOnlyList<string> Outcome(string formula)
    {
        var project = UserProject.Of($"[Network(BatchSize = 2), Input(2), Dense(1, \"{formula}\"), SquaredError] public partial class Net;");
        var compiled = Stages.Compile(project.Read().Model!, CancellationToken.None);
        return compiled.Source.Length > 0 ? ["code"] : [.. compiled.Problems.Select(problem => problem.Code)];
    }

    [Theory]
    [InlineData("[Input(100000), Dense(100000), SquaredError]")]
    [InlineData("[Input(2147483647), Dense(2147483647), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"1/0\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"0/0 * x\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"x^(1/3)\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"x^1000000\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"9999999999999999999999 * x\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"1e400 * x\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, \"7\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, null!), SquaredError]")]
    [InlineData("[Input(), Dense(2), SquaredError]")]
    [InlineData("[Input(null!), Dense(2), SquaredError]")]
    [InlineData("[Input(1, 1, 1, 1, 1), Dense(2), SquaredError]")]
    [InlineData("[Input(2), Dense(2, Name = \"\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, Name = \"a b\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, Name = \"class\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, Name = \"x\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, Share = \"\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, Share = \"W\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2, From = \"\"), SquaredError]")]
    [InlineData("[Input(2), Dense(2), SquaredError(Weight = double.NaN)]")]
    [InlineData("[Input(2), Dense(2), SquaredError(Weight = 0)]")]
    [InlineData("[Input(2), Dense(2), SquaredError, Sgd(double.PositiveInfinity)]")]
    [InlineData("[Input(2), Dense(2), SquaredError, SquaredError]")]
    [InlineData("[Input(2), Dense(2), SquaredError, Dense(3)]")]
    [InlineData("[Input(2), SquaredError]")]
    [InlineData("[Input(2), SoftmaxCrossEntropy]")]
    [InlineData("[Equations(\"\")]")]
    [InlineData("[Equations(null!)]")]
    [InlineData("[Equations(\"loss L\")]")]
    [InlineData("[Equations(\"L = 1\")]")]
    [InlineData("[Equations(\"param w = 1; L = w^2\")]")]
    [InlineData("[Equations(\"input x[i:batch]; param w = 1; L = mean(i: (w*x[i])^2)\")]")]
    [InlineData("[Equations(\"input x[i:batch]; target y[i]; param w = 1; z[i] = w*x[i]; L = mean(i: (z[i] - y[i])^2)\")]")]
    public async Task Whatever_is_declared_DeriveGen_does_not_fail(string stack)
    {
        var project = UserProject.Of($"[Network(BatchSize = 2)] {stack} public partial class Net;");
        var run = project.Generate();
        var problems = (await project.Analyze()).Where(diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(problems, problem => problem.Id == "DG0099");
        if (run.Files.Count == 0)
        {
            Assert.Contains(problems, problem => problem.Severity == DiagnosticSeverity.Error);
        }
        else
        {
            Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
        }
    }
}
