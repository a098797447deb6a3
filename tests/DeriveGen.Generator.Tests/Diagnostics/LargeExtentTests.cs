using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>Whatever the extents, their products never go round: a network that no memory holds is reported as such, or its extent is.</summary>
public sealed class LargeExtentTests
{
    private static readonly int[] s_extents = [46340, 46341, 65536, 100000000, 1073741824, 2000000000, 2147483647];

    private static readonly string[] s_stacks =
    [
        "[Input({0})] [Dense({1})]",
        "[Input(64)] [Dense({0}, Activation.Relu)] [Dense({1})]",
        "[Input({0}, {1})] [Flatten] [Dense(10)]",
        "[Input({0})] [Concat(\"x\", \"x\")] [Dense({1})]",
        "[Input(64)] [Embedding({0}, {1})] [Flatten] [Dense(10)]",
        "[Input(8, {0})] [Lstm({1})] [Flatten] [Dense(10)]",
        "[Input(8, 8, 1)] [Conv2D({0}, 3)] [Flatten] [Dense({1})]",
        "[Input({0}, {1}, 1)] [Conv2D(4, 3)] [Flatten] [Dense(10)]",
        "[Input(8, 8, 1)] [ZeroPad2D({0})] [Flatten] [Dense({1})]",
        "[Input(8, 8, 1)] [Upsample2D({0})] [Flatten] [Dense({1})]",
        "[Input({0}, {1})] [MultiHeadAttention(1)] [Flatten] [Dense(10)]",
        "[Input({0})] [RepeatVector({1})] [Flatten] [Dense(10)]",
    ];

    public static TheoryData<string> Stacks => [.. s_stacks];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_network_that_no_memory_holds_is_reported_as_such(string stack)
    {
        const string Draws = "12345678";
        foreach (char seed in Draws)
        {
            var random = new Random(seed);
            string source = $"[Network(BatchSize = {random.GetItems([1, 32, 65536, int.MaxValue], 1)[0]})] {string.Format(System.Globalization.CultureInfo.InvariantCulture, stack, random.GetItems(s_extents, 1)[0], random.GetItems(s_extents, 1)[0])} [SoftmaxCrossEntropy] [Adam] public sealed partial class Net;";
            string[] errors = [.. (await UserProject.Of(source).Analyze(generate: true)).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.Id.StartsWith("DG005", StringComparison.Ordinal)).Select(diagnostic => diagnostic.Id).Distinct()];
            Assert.True(errors is ["DG0032" or "DG0145"], $"{source}: {string.Join(" ", errors)}");
        }
    }
}
