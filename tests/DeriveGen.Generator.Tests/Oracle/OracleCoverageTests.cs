using System.Text.RegularExpressions;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Oracle;

/// <summary>Nothing of the library is without a case, and what departs from the rule says why.</summary>
public sealed class OracleCoverageTests
{
    [Fact]
    public void Every_layer_loss_optimizer_and_clipper_is_in_a_case() => Assert.Empty(
        from type in typeof(LayerAttribute).Assembly.GetExportedTypes()
        where !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(OptimizerAttribute)) || type.IsSubclassOf(typeof(ClipperAttribute)))
        let name = type.Name[..^"Attribute".Length]
        where !IsUsed($@"\[{name}[\](<]")
        select $"{name}: no case in tests/oracle uses it");

    [Theory]
    [InlineData(typeof(Activation))]
    [InlineData(typeof(RateSchedule))]
    public void Every_formula_with_a_name_is_in_a_case(Type names) => Assert.Empty(
        names.GetFields().Where(field => !IsUsed($@"\b{names.Name}\.{field.Name}\b")).Select(field => $"{field.Name}: no case in tests/oracle uses it"));

    [Fact]
    public void A_use_is_found_by_its_whole_name()
    {
        Assert.True(IsUsed(@"\[Dense[\](<]"));
        Assert.False(IsUsed(@"\[Dens[\](<]"));
        Assert.False(IsUsed(@"\bActivation\.Soft\b"));
    }

    [Fact]
    public void Every_difference_is_a_row_of_the_table()
    {
        string[] rows = [.. File.ReadLines(Repository.PathOf("tests", "oracle", "DIFFERENCES.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
        Assert.NotEmpty(rows);
        Assert.Empty(OracleCase.All.Where(test => test.Differs is { } key && !rows.Any(row => row.StartsWith($"| {key} |", StringComparison.Ordinal) && row.Contains(test.Name, StringComparison.Ordinal)))
            .Select(test => test.Name));
        Assert.Empty(rows.Where(row => !OracleCase.All.Any(test => row.StartsWith($"| {test.Differs} |", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_wider_tolerance_has_a_reason() =>
        Assert.Empty(OracleCase.All.Where(test => test.Tolerance is null != (test.Why is null) || test.Tolerance > 1e-2).Select(test => test.Name));

    private static bool IsUsed(string pattern) => OracleCase.All.Any(test => Regex.IsMatch(test.Stack, pattern));
}
