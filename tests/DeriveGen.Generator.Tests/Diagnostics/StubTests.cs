using System.Text.RegularExpressions;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>Where a declaration has errors, whatever uses the class has none: members that throw stand in for those that are missing.</summary>
public sealed partial class StubTests
{
    /// <summary>What C# lets nobody add a part to, and what is no network.</summary>
    private static readonly string[] s_withoutParts = ["DG0001", "DG0002", "DG0003", "DG0004", "DG0085"];

    public static TheoryData<string> Names => [.. DiagnosticCase.Names.Where(name => !s_withoutParts.Contains(name[..6]))];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_error_of_CSharp_follows_where_the_network_is_used(string name)
    {
        string source = DiagnosticCase.Read(name).Marked.Source;
        string[] before = Errors(UserProject.Of(source));
        string[] uses = [.. NetworkClass().Matches(source).Select((match, number) => Use(match.Groups["name"].Value, number, match.Value))];

        // Errors that C# itself has to report of the attributes, and those of members that the user's own take the place of, are not ours to hide.
        Assert.Empty(Errors(UserProject.Of(source, string.Concat(uses))).Except(before));
    }

    [Fact]
    public void A_stub_throws_and_says_why()
    {
        object network = new LoadedProject(UserProject.Of("[Network] [Input(2)] [Dense(3)] [SquaredError] [Sgd] [Momentum(0.9)] public sealed partial class Net;")).Single("Net");

        var refused = Assert.Throws<InvalidOperationException>(() => ((INetwork<float>)network).Update());

        Assert.Contains("The declaration of Net has errors", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_layers_have_the_names_that_they_will_have()
    {
        const string Declaration = "[Network] [Input(2)] [Dense(3)] [Dense(4, Name = \"head\")] [SquaredError] [Sgd] [Momentum(0.9)] public sealed partial class Net;";
        const string Use = "static class User { static float Sum(Net net) => net.W1[0, 0] + net.b1Bar[0] + net.Head.W[0, 0] + net.Head.bBar[0]; }";

        Assert.Empty(Errors(UserProject.Of(Declaration, Use)));
    }

    /// <summary>The README's first program with a mistake in its declaration: the errors are DeriveGen's alone, or the one that C# has of the mistake.</summary>
    [Theory]
    [InlineData("[Input(64)]", "", "DG0010")]
    [InlineData("[Input(64)]", "[Input(64)]\n[Input(64)]", "DG0011")]
    [InlineData("[Input(64)]", "[Input(0)]", "DG0014")]
    [InlineData("[Sgd]", "[Sgd]\n[Momentum(0.9)]", "DG0012")]
    [InlineData("[SoftmaxCrossEntropy]", "", "DG0020")]
    [InlineData("[Dense(10)]", "[Dense(10, From = \"nowhere\")]", "DG0021")]
    [InlineData("[Dense(10)]", "[Dense(-10)]", "DG0145")]
    [InlineData("[Dense(10)]", "[Dense(100000000)]", "DG0032")]
    [InlineData("[Dense(10)]", "[Dense(10, \"reluu(x)\")]", "DG0121")]
    [InlineData("BatchSize = 32", "BatchSize = 0", "DG0007")]
    [InlineData("partial class DigitsNet;", "partial class DigitsNet { public DigitsNet(int seed) { } }", "DG0035")]
    [InlineData("partial class DigitsNet;", "partial class DigitsNet { public int ParameterCount { get; } }", "DG0035")]
    [InlineData("[Dense(10)]", "[Dense(\"10\")]", "CS1503")]
    [InlineData("[Dense(10)]", "[Dense(Units)]", "CS0103")]
    [InlineData("Activation.Relu", "Activation.Rellu", "CS0117")]
    [InlineData("[SoftmaxCrossEntropy]", "[SoftmaxCrossEntrpy]", "CS0246")]
    public async Task Of_a_mistake_in_the_readmes_first_program_nothing_else_follows(string right, string written, string code)
    {
        string program = File.ReadAllText(DeriveGen.Testing.Repository.PathOf("README.md")).Split("## A first network")[1].Split("```csharp\n")[1].Split("```")[0];
        Assert.Contains(right, program, StringComparison.Ordinal);
        var project = UserProject.Of("global using System.Linq;", program.Replace(right, written)).WithOptions(options => options.WithOutputKind(OutputKind.ConsoleApplication));

        var reported = (await project.Analyze(generate: true)).Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.Equal(code, Assert.Single(reported.Select(diagnostic => diagnostic.Id).Distinct()));
    }

    private static string[] Errors(UserProject project) => [.. project.Generate().Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal))
        .Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} {diagnostic.Location.GetLineSpan()}").Distinct()];

    /// <summary>A class that uses a network as a trainer would; the numbers of its inputs and targets where they are those of a plain stack.</summary>
    private static string Use(string network, int number, string declaration)
    {
        bool isDouble = declaration.Contains("Precision.Double", StringComparison.Ordinal);
        string element = isDouble ? "double" : "float";
        bool isPlain = InputAttribute().Count(declaration) == 1 && !declaration.Contains("[Equations", StringComparison.Ordinal) && !declaration.Contains("Length", StringComparison.Ordinal) && !declaration.Contains("From", StringComparison.Ordinal);
        string calls = isPlain ? $"ReadOnlySpan<{element}> given = net.Predict(new {element}[4]); foreach (var one in given) {{ }}" : "";
        return $$"""
            static class User{{number}}
            {
                static void Use()
                {
                    var net = new {{network}}(1);
                    net.Update(0.5{{(isDouble ? "" : "f")}});
                    net.Save(System.IO.Stream.Null);
                    net.CopyParameter("W1", new {{element}}[4]);
                    net.SetParameter("W1", new {{element}}[4]);
                    net.Read("z1", new {{element}}[4]);
                    INetwork<{{element}}> any = net;
                    _ = any.CreatePredictor();
                    Console.WriteLine({{network}}.BatchSize + {{network}}.ParameterCount);
                    {{calls}}
                }
            }

            """;
    }

    [GeneratedRegex(@"\[Network(?:(?!\bclass\b).)*?partial class (?<name>\w+)", RegexOptions.Singleline)]
    private static partial Regex NetworkClass();

    [GeneratedRegex(@"\bInput\b")]
    private static partial Regex InputAttribute();
}
