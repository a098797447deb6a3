using System.Reflection;
using System.Text.RegularExpressions;

namespace DeriveGen.Tests.Declarations;

/// <summary>A layer, loss, optimizer or clipper is its equations and their arguments: the classes have room for nothing else.</summary>
public sealed class LayerClassTests
{
    public static TheoryData<Type> Classes { get; } = new(
        typeof(LayerAttribute).Assembly.GetTypes().Where(type => !type.IsAbstract && IsDeclaration(type)));

    [Theory]
    [MemberData(nameof(Classes))]
    public void It_is_a_sealed_class_with_equations_and_one_constructor(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.Single(type.GetCustomAttributes<EquationsAttribute>(inherit: false));
        Assert.Single(type.GetMembers(Everything));
        Assert.Single(type.GetConstructors());
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Its_equations_read_every_constructor_parameter(Type type)
    {
        string text = type.GetCustomAttribute<EquationsAttribute>()!.Text;
        Assert.All(type.GetConstructors().Single().GetParameters(), parameter => Assert.Matches($@"\b{Regex.Escape(parameter.Name!)}\b", text));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Its_defaults_are_constants(Type type) =>
        Assert.All(
            // Null is a constant too: of an array, or of the name of a layer that need not be given.
            type.GetConstructors().Single().GetParameters().Where(parameter => parameter.IsOptional && parameter.ParameterType.IsValueType),
            parameter => Assert.NotNull(parameter.RawDefaultValue));

    [Fact]
    public void There_are_some() => Assert.True(Classes.Count >= 10);

    [Theory]
    [InlineData(typeof(NetworkAttribute), false)]
    [InlineData(typeof(InputAttribute), true)]
    [InlineData(typeof(EquationsAttribute), true)]
    [InlineData(typeof(DenseAttribute), true)]
    [InlineData(typeof(SoftmaxCrossEntropyAttribute), true)]
    [InlineData(typeof(SgdAttribute), false)]
    [InlineData(typeof(ClipperAttribute), true)]
    public void It_stands_on_a_class_once_or_several_times(Type type, bool severalTimes)
    {
        AttributeUsageAttribute usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!;
        Assert.Equal(AttributeTargets.Class | AttributeTargets.Struct, usage.ValidOn);   // of a struct DeriveGen says itself what is wrong
        Assert.Equal(severalTimes, usage.AllowMultiple);
    }

    [Fact]
    public void A_network_has_the_documented_defaults()
    {
        NetworkAttribute network = new();
        Assert.Equal(
            (32, Precision.Single, Convention.R, 1, "", false),
            (network.BatchSize, network.Precision, network.Convention, network.Threads, network.Keep, network.SelfCheck));
    }

    [Fact]
    public void An_unset_property_is_null_and_a_weight_is_one()
    {
        SquaredErrorAttribute loss = new();
        Assert.Equal((null, null, null, false, 1.0), (loss.Name, loss.From, loss.Share, loss.Frozen, loss.Weight));
    }

    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static bool IsDeclaration(Type type) =>
        typeof(LayerAttribute).IsAssignableFrom(type)
        || typeof(OptimizerAttribute).IsAssignableFrom(type)
        || typeof(ClipperAttribute).IsAssignableFrom(type);
}
