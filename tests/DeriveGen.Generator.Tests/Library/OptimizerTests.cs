using DeriveGen.Generator.Tests.Training;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>Every optimizer, clipper and schedule does what is known of it, in both precisions.</summary>
public sealed class OptimizerTests
{
    private static readonly Lazy<LoadedNetworks> s_loaded =
        new(() => LoadedNetworks.Of([OptimizerCase.OwnClipper, .. OptimizerCase.All.SelectMany(test => new[] { test.Declaration(Precision.Single), test.Declaration(Precision.Double) })]));

    public static TheoryData<string> Names => [.. OptimizerCase.All.Select(test => test.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_does_what_a_plain_loop_does(string name)
    {
        OptimizerCase test = OptimizerCase.All.Single(row => row.Name == name);
        OptimizerCheck.Run<double>(s_loaded.Value, test, Precision.Double, 1e-12);
        OptimizerCheck.Run<float>(s_loaded.Value, test, Precision.Single, 2e-5);
    }

    [Fact]
    public void Every_optimizer_and_clipper_is_among_the_cases() => Assert.Empty(
        from type in typeof(OptimizerAttribute).Assembly.GetTypes()
        where (type.IsSubclassOf(typeof(OptimizerAttribute)) || type.IsSubclassOf(typeof(ClipperAttribute))) && !type.IsAbstract
        let name = type.Name[..^"Attribute".Length]
        where !OptimizerCase.All.Any(test => test.Attributes.Contains($"[{name}(", StringComparison.Ordinal) || test.Attributes.Contains($"[{name}]", StringComparison.Ordinal))
        select name);
}
