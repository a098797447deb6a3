using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Symbolics.Notation;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Declarations;

public sealed class NetworkReaderTests
{
    private const string Digits = """
        /// <summary>
        /// Reads
        ///   digits.
        /// </summary>
        [Network(BatchSize = 8, Threads = 2, Precision = Precision.Double, Convention = Convention.Cw, Keep = "z1", SelfCheck = true)]
        [Input(8, 8)]
        [Dense(32, Activation.Relu, Name = "hidden")]
        [Dense(bias: false, units: 10, From = "hidden", Share = "W = hidden.W")]
        [SoftmaxCrossEntropy(Weight = 0.5)]
        [Sgd(0.25)]
        public sealed partial class Net { public int Epochs; private void Log() { } public Net(string name) : this() => Epochs = name.Length; private Net() { } }
        """;

    [Fact]
    public void The_stack_is_read_in_source_order()
    {
        var model = ModelOf(Digits);

        Assert.Equal(
            [(1, "Input"), (2, "Dense"), (3, "Dense"), (4, "SoftmaxCrossEntropy"), (5, "Sgd")],
            model.Declarations.Select(declaration => (declaration.Ordinal, declaration.AttributeClass)));
        Assert.Equal(
            [DeclarationRole.Input, DeclarationRole.Layer, DeclarationRole.Layer, DeclarationRole.Loss, DeclarationRole.Optimizer],
            model.Declarations.Select(declaration => declaration.Role));
    }

    [Fact]
    public void Arguments_come_by_parameter_in_declared_order_with_defaults_from_metadata()
    {
        var model = ModelOf(Digits);

        Assert.Equal([new("shape", new ArgumentValue.IntArray([8, 8]))], model.Declarations[0].Arguments);
        Assert.Equal(
            [
                new("units", new ArgumentValue.Int(32)),
                new("activation", new ArgumentValue.String("max(x, 0)")),
                new("bias", new ArgumentValue.Bool(true), IsDefault: true),
            ],
            model.Declarations[1].Arguments);
        Assert.Equal(
            [
                new("units", new ArgumentValue.Int(10)),
                new("activation", new ArgumentValue.String("x"), IsDefault: true),
                new("bias", new ArgumentValue.Bool(false)),
            ],
            model.Declarations[2].Arguments);
    }

    [Fact]
    public void Properties_are_read_and_unset_ones_are_null()
    {
        var model = ModelOf(Digits);

        Assert.Equal(("hidden", null, null, 1), (model.Declarations[1].Name, model.Declarations[1].From, model.Declarations[1].Share, model.Declarations[1].Weight));
        Assert.Equal((null, "hidden", "W = hidden.W"), (model.Declarations[2].Name, model.Declarations[2].From, model.Declarations[2].Share));
        Assert.Equal(0.5, model.Declarations[3].Weight);
    }

    [Fact]
    public void Settings_are_read() =>
        Assert.Equal(new NetworkSettings(8, NetworkPrecision.Double, MatrixConvention.Cw, 2, "z1", true), ModelOf(Digits).Settings);

    [Fact]
    public void Settings_that_are_not_written_are_those_of_the_attribute()
    {
        var attribute = new NetworkAttribute();
        var settings = ModelOf("[Network, Input(1), Dense(1), SquaredError] partial class Net;").Settings;

        Assert.Equal(
            (attribute.BatchSize, (int)attribute.Precision, (int)attribute.Convention, attribute.Threads, attribute.Keep, attribute.SelfCheck),
            (settings.BatchSize, (int)settings.Precision, (int)settings.Convention, settings.Threads, settings.Keep, settings.SelfCheck));
    }

    [Fact]
    public void Precision_and_convention_are_numbered_alike_in_library_and_model()
    {
        Assert.Equal(Enum.GetNames<Precision>(), Enum.GetNames<NetworkPrecision>());
        Assert.Equal(Enum.GetNames<Convention>(), Enum.GetNames<MatrixConvention>());
    }

    [Fact]
    public void A_network_without_optimizer_has_the_one_that_stands_on_the_network_attribute()
    {
        var last = ModelOf("[Network, Input(1), Dense(1), SquaredError] partial class Net;").Declarations[^1];

        Assert.Equal(("Sgd", DeclarationRole.Optimizer, Declaration.NotWritten, TextOrigin.Metadata), (last.AttributeClass, last.Role, last.Ordinal, last.Origin));
        Assert.Equal([new("rate", new ArgumentValue.Double(0.01), IsDefault: true)], last.Arguments);
    }

    [Fact]
    public void The_class_is_read()
    {
        var model = ModelOf(Digits);

        Assert.Equal(("", "Net", "public", "Reads digits."), (model.Namespace, model.Name, model.Accessibility, model.Summary));
        Assert.Empty(model.ContainingTypes);
        Assert.Equal(["Epochs", "Log"], model.Members);
    }

    [Fact]
    public void Containing_types_and_namespaces_are_read()
    {
        var model = ModelOf(
            """
            namespace A.B
            {
                partial record Outer(int Size)
                {
                    internal partial interface IMiddle
                    {
                        [Network, Input(1), Dense(1), SquaredError] protected internal partial class @event;
                    }
                }
            }
            """,
            "A.B.Outer+IMiddle+event");

        Assert.Equal(("A.B", "@event", "protected internal"), (model.Namespace, model.Name, model.Accessibility));
        Assert.Equal([new("record", "Outer"), new("interface", "IMiddle")], model.ContainingTypes);
    }

    [Fact]
    public void Equations_of_the_network_are_declarations()
    {
        var model = ModelOf(""""
            [Network]
            [Equations("input x[i:batch, j:4]")]
            [Dense(2)]
            [Equations("""
                L = sum(i, j: x[i, j]^2)
                """)]
            partial class Net;
            """");

        Assert.Equal(
            [("Equations", "input x[i:batch, j:4]", TextOrigin.Network), ("Equations", "L = sum(i, j: x[i, j]^2)", TextOrigin.Network)],
            from declaration in model.Declarations
            where declaration.Role == DeclarationRole.Equations
            select (declaration.AttributeClass, declaration.Text, declaration.Origin));
    }

    private const string UsersLayer = """
        public static class Shapes { public const double Slope = 0.25; }
        [Equations("y[...] = x[...]")]
        [Equations("z[...] = scale * y[...]")]
        public sealed class ScaleAttribute(double scale = Shapes.Slope) : LayerAttribute { public double Scale => scale; }
        """;

    private const string UsersNetwork = "[Network, Input(2), Scale, SquaredError] partial class Net;";

    [Fact]
    public void A_layer_of_the_same_project_is_read_like_a_built_in_one() =>
        AssertScale(UserProject.Of(UsersNetwork, UsersLayer), TextOrigin.LayerSource);

    [Fact]
    public void A_layer_from_an_assembly_is_read_like_a_built_in_one()
    {
        using var assembly = new MemoryStream();
        Assert.True(UserProject.Of(UsersLayer).Named("Layers").Compilation.Emit(assembly).Success);
        assembly.Position = 0;

        AssertScale(UserProject.With([MetadataReference.CreateFromStream(assembly)], UsersNetwork), TextOrigin.Metadata);
    }

    [Fact]
    public void A_layer_of_a_referenced_project_has_no_place_in_this_one()
    {
        var layers = UserProject.Of(UsersLayer).Named("Layers").Compilation.ToMetadataReference();

        AssertScale(UserProject.With([layers], UsersNetwork), TextOrigin.Metadata);
    }

    private static void AssertScale(UserProject project, TextOrigin origin)
    {
        var layer = project.Read().Model!.Declarations[1];

        Assert.Equal(("Scale", "y[...] = x[...]\nz[...] = scale * y[...]", origin), (layer.AttributeClass, layer.Text, layer.Origin));
        Assert.Equal([new("scale", new ArgumentValue.Double(0.25), IsDefault: true)], layer.Arguments);
    }

    [Theory]
    [InlineData("[Network, Input(2), Dense(\"two\"), SquaredError] partial class Net;")]
    [InlineData("[Network, Input(2), Dense(units), SquaredError] partial class Net { static int units = 2; }")]
    [InlineData("[Network, Input(2), Dense(2, Nam = \"a\"), SquaredError] partial class Net;")]
    [InlineData("[Network, Input(2), Dense, SquaredError] partial class Net;")]
    public void What_CSharp_itself_refuses_is_left_to_it(string source)
    {
        var declared = UserProject.Of(source).Read();

        Assert.Empty(declared.Problems);
    }

    [Fact]
    public void Two_readings_are_equal() => Assert.Equal(ModelOf(Digits), ModelOf(Digits));

    private static NetworkModel ModelOf(string source, string network = "Net")
    {
        var declared = UserProject.Of(source).Read(network);
        Assert.Empty(declared.Problems);
        return declared.Model!;
    }
}
