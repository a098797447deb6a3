using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>Where problems of every kind sit. The problems are made here, so that each way to a place is tried.</summary>
public sealed class ProblemLocatorTests
{
    private const string Network = """"
        [Network(BatchSize = 8)]
        [Equations("""
            input x[i:batch, j:4]
            HERE = 1
            """)]
        [Dense(3, "x * " + "THERE(x)", Name = "head")]
        [Scale(Formulas.Double)]
        [Dense(2)]
        [SquaredError]
        partial class Net;

        static class Formulas { public const string Double = "2 * THERE"; }
        """";

    private const string Layer = """
        [Equations("y[...] = x[...]")]
        [Equations("z[...] = LAYER * y[...]\n")]
        sealed class ScaleAttribute(string formula) : LayerAttribute { public string Formula => formula; }
        """;

    private static readonly UserProject Source = UserProject.Of(Network, Layer);

    [Theory]
    [InlineData(1, "equations", 22, 4, "HERE")]                   // in a raw string of the network
    [InlineData(1, "equations", 30, 0, "")]                       // at its end
    [InlineData(2, "activation", 4, 5, "THERE")]                  // in a literal of a sum
    [InlineData(2, "activation", 0, 0, "\"x * \" + \"THERE(x)\"")]  // the whole argument
    [InlineData(2, "units", 0, 0, "3")]
    [InlineData(2, "Name", 0, 4, "head")]
    [InlineData(2, "From", 0, 0, "Dense(3, \"x * \" + \"THERE(x)\", Name = \"head\")")] // not written
    [InlineData(3, "formula", 4, 5, "Formulas.Double")]           // a constant from elsewhere
    [InlineData(3, "equations", 25, 5, "LAYER")]                  // in the second string of a layer in source
    [InlineData(4, "bias", 0, 0, "Dense(2)")]                     // a default
    [InlineData(4, null, 0, 0, "Dense(2)")]
    [InlineData(-1, null, 0, 0, "Net")]
    [InlineData(-1, "BatchSize", 0, 0, "8")]
    [InlineData(-1, "Keep", 0, 0, "Network(BatchSize = 8)")]
    public void A_problem_sits_where_it_was_written(int ordinal, string? argument, int offset, int length, string underlined) =>
        Assert.Equal(underlined, UserProject.Underlined(Locate(Source, ordinal, argument, offset, length)));

    [Fact]
    public void The_text_of_a_layer_from_an_assembly_is_quoted_on_the_attribute()
    {
        var diagnostic = Locate(Source, 4, "equations", 53, 1);

        Assert.Equal("Dense(2)", UserProject.Underlined(diagnostic));
        Assert.EndsWith(
            "(equations of Dense, line 2, column 8: z[..., k] = x[..., j] * W[j, k] + [bias] * b[k])", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void So_is_that_of_a_referenced_project()
    {
        var project = UserProject.With([UserProject.Of(Layer.Replace("sealed", "public sealed")).Named("Layers").Compilation.ToMetadataReference()], Network);
        var diagnostic = Locate(project, 3, "equations", 25, 5);

        Assert.Equal("Scale(Formulas.Double)", UserProject.Underlined(diagnostic));
        Assert.EndsWith("(equations of Scale, line 2, column 10: z[...] = LAYER * y[...])", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void That_of_the_default_optimizer_is_quoted_on_the_name_of_the_class()
    {
        var diagnostic = Locate(Source, -1, "equations", 5, 1);

        Assert.Equal("Net", UserProject.Underlined(diagnostic));
        Assert.EndsWith("(equations of Sgd, line 1, column 6: fact rate >= 0;  p' = p - rate * g)", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    private static Diagnostic Locate(UserProject project, int ordinal, string? argument, int offset, int length)
    {
        var network = project.Compilation.GetTypeByMetadataName("Net")!;
        return new ProblemLocator(network, project.Compilation, CancellationToken.None)
            .Locate(new Problem(Descriptors.MemberClash.Id, ordinal, argument, offset, length, ["a", "b", "c"]))!;
    }
}
