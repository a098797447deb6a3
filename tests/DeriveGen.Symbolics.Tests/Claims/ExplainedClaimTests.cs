using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>What the pages print in matrix notation is a claims file as it stands, and every line of it is proved.</summary>
public sealed class ExplainedClaimTests
{
    public static TheoryData<string> Names => [.. TestNetworks.Seeds.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_explained_is_proved(string name)
    {
        foreach (MatrixConvention convention in Enum.GetValues<MatrixConvention>())
        {
            Check(TestNetworks.Find(name), convention);
        }
    }

    private static void Check(TestNetwork network, MatrixConvention convention)
    {
        EquationSystem system = network.System;
        DerivedSystem derived = Differentiation.Derive(system, [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)], new() { Objective = Objective.Documentation });
        var forms = new NetworkForms(system, derived, system.Sizes.First(size => size.Name == "batch"), convention);
        string[] lines = [.. forms.Equations.Skip(system.Equations.Length).Concat(forms.LayerByLayer).Concat(forms.Closed).Distinct()];
        string adjoints = network.Text.Contains("mean", StringComparison.Ordinal) ? "per-example" : "total";

        EquatableArray<ClaimVerdict> verdicts = ClaimChecker.Check($"```network\n{network.Text}\n```\n```claims\nconvention {convention}\nadjoints {adjoints}\n{string.Join('\n', lines)}\n```\n");

        Assert.Equal(lines.Length, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.True(verdict.Kind == VerdictKind.Proved, $"{verdict.Claim}\n{verdict}"));
    }
}
