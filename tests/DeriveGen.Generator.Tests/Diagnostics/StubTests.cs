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
