using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>The code fixes: each of its kind is shown beside its problem in the folder Cases; here is where they write.</summary>
public sealed class MendTests
{
    private const string Before = "input x[i:batch, j:4]; target y[i, k:3]; param W[j, k] ~ glorot; ", After = "; L = mean(i: sum(k: (z[i, k] - y[i, k])^2))";

    /// <summary>Each form of string, with names of constants and without; « and » stand for the equations before and after.</summary>
    [Theory]
    [InlineData("\"«z[i, k] = tangh(x[i, j] * W[j, k])»\"")]
    [InlineData("\"«\\tz[i, k] = tangh(\\n x[i, j] * W[j, k])»\"")]
    [InlineData("@\"«z[i, k] = tangh(\n x[i, j] * W[j, k])»\"")]
    [InlineData("\"\"\"«z[i, k] = tangh(x[i, j] * W[j, k])»\"\"\"")]
    [InlineData("\"\"\"\n    «z[i, k] = tangh(\n        x[i, j] * W[j, k])\n    »\n    \"\"\"")]
    [InlineData("\"«z[i, k] = \" + \"tangh\" + \"(x[i, j] * W[j, k])»\"")]
    [InlineData("$\"«{Texts.Left} = tangh(x[i, j] * W[j, k])»\"")]
    [InlineData("\"«\" + Texts.Left + \" = tangh(x[i, j] * W[j, k])»\"")]
    public async Task A_name_is_replaced_in_every_form_of_string(string literal)
    {
        var source = Network(literal);

        Assert.Equal(source.Replace("tangh", "tanh", StringComparison.Ordinal), await Single(source));
    }

    /// <summary>A term of several lines that is summed: the lines are written as the string has them.</summary>
    [Theory]
    [InlineData("\"«z[i, k] = x[i,\\n j] * W[0, k]»\"", "\"«z[i, k] = sum(j: x[i,\\n j] * W[0, k])»\"")]
    [InlineData("@\"«z[i, k] = x[i,\n j] * W[0, k]»\"", "@\"«z[i, k] = sum(j: x[i,\n j] * W[0, k])»\"")]
    [InlineData("\"\"\"\n    «z[i, k] = x[i,\n        j] * W[0, k]\n    »\n    \"\"\"", "\"\"\"\n    «z[i, k] = sum(j: x[i,\n        j] * W[0, k])\n    »\n    \"\"\"")]
    public async Task What_is_written_anew_stands_in_the_form_of_the_string(string literal, string mended) =>
        Assert.Contains(Network(mended), (await Offered(Network(literal))).Select(offer => offer.Mended));

    [Fact]
    public async Task What_no_character_of_the_source_stands_for_is_not_offered() =>
        Assert.Empty(await Offered(Network("Texts.Wrong")));

    [Fact]
    public async Task A_weight_that_fits_transposed_is_transposed()
    {
        var source = Network("\"«z[i, k] = x[i, j] * W[k, j]»\"");
        var offered = await Offered(source);

        Assert.Contains(("Replace 'W[k, j]' by 'W[j, k]'", source.Replace("W[k, j]", "W[j, k]", StringComparison.Ordinal)), offered);
    }

    [Fact]
    public async Task A_problem_in_the_text_of_a_layer_is_mended_there()
    {
        const string Source = """
            [Network, Input(3), Odd, SquaredError]
            public partial class Net;

            [Equations("y[...] = tangh(x[...])")]
            public sealed class OddAttribute : LayerAttribute;
            """;

        Assert.Equal(Source.Replace("tangh", "tanh", StringComparison.Ordinal), await Single(Source));
    }

    [Fact]
    public async Task All_of_a_kind_are_mended_at_once()
    {
        var source = Network("\"«z[i, k] = tangh(x[i, j] * W[j, k])»\"") + Network("\"«z[i, k] = sigmoyd(x[i, j] * W[j, k])»\"").Replace("class Net", "class Other", StringComparison.Ordinal).Replace("class Texts", "class Unused", StringComparison.Ordinal);

        Assert.Equal(
            source.Replace("tangh", "tanh", StringComparison.Ordinal).Replace("sigmoyd", "sigmoid", StringComparison.Ordinal),
            await Editor.FixAll(UserProject.Of(source), "DG0121"));
    }

    /// <summary>With the word on one part alone the class would not compile: every part gets it, and every type around, in whichever file.</summary>
    [Theory]
    [InlineData("DG0001")]
    [InlineData("DG0004")]
    public async Task Every_part_of_a_class_and_of_the_types_around_it_becomes_partial(string code)
    {
        const string Declaration = """
            public class Outer
            {
                public partial struct Middle
                {
                    [Network, Input(3), Dense(1), SquaredError]
                    public sealed class Net;
                }
            }
            """;
        const string Members = """
            public partial class Outer
            {
                public struct Middle
                {
                    public sealed class Net { public int Steps; }
                }
            }
            """;
        var project = UserProject.Of(Declaration, Members);

        var mended = (await Editor.FixesOfAllFiles(project, (await project.Analyze()).Where(diagnostic => diagnostic.Id == code)))[0];

        Assert.Equal(Declaration.Replace("public class", "public partial class", StringComparison.Ordinal).Replace("sealed class", "sealed partial class", StringComparison.Ordinal), mended["File0.cs"]);
        Assert.Equal(Members.Replace("public struct", "public partial struct", StringComparison.Ordinal).Replace("sealed class", "sealed partial class", StringComparison.Ordinal), mended["File1.cs"]);
        Assert.Empty((await UserProject.Of(mended["File0.cs"], mended["File1.cs"]).Analyze(generate: true)).Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public async Task Classes_within_one_become_partial_at_once()
    {
        const string Source = """
            public class Outer
            {
                [Network, Input(3), Dense(1), SquaredError]
                public class First;

                [Network, Input(3), Dense(1), SquaredError]
                public class Second;
            }
            """;

        Assert.Equal(Source.Replace("public class", "public partial class", StringComparison.Ordinal), await Editor.FixAll(UserProject.Of(Source), "DG0001"));
    }

    private static string Network(string literal) => $$"""
        [Network]
        [Equations({{literal.Replace("«", Before, StringComparison.Ordinal).Replace("»", After, StringComparison.Ordinal)}})]
        public partial class Net;

        static class Texts { public const string Left = "z[i, k]", Wrong = "{{Before}}z[i, k] = sinn(x[i, j] * W[j, k]){{After}}"; }

        """;

    private static async Task<string> Single(string source) => Assert.Single(await Offered(source)).Mended;

    private static async Task<IReadOnlyList<(string Title, string Mended)>> Offered(string source)
    {
        var project = UserProject.Of(source);
        return await Editor.Fixes(project, (await project.Analyze()).Where(diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal)));
    }
}
