using System.Runtime.CompilerServices;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Derivation;
using DeriveGen.Symbolics.Tests.Networks;

namespace DeriveGen.Symbolics.Tests.Laws;

/// <summary>Every law fires where it should and only there, and none is idle.</summary>
public sealed class LawTests
{
    public static TheoryData<string> Names => [.. LawRows.All.Select(row => row.Law)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_law_fires(string name)
    {
        LoadEveryTable();
        Law law = Law.All.Single(law => law.Name == name);
        LawRows.Row row = Find(name);
        long before = law.Fired;

        Assert.Equal(row.Expected, row.Fires().ToString());
        Assert.True(law.Fired > before, $"{law} did not fire.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_near_miss_is_left_alone(string name)
    {
        LawRows.Row row = Find(name);

        Assert.Equal(row.Kept, row.Misses().ToString());
    }

    [Fact]
    public void Laws_have_distinct_names_and_say_what_they_state()
    {
        LoadEveryTable();

        Assert.Equal(Law.All.Count, Law.All.Select(law => law.Name).Distinct().Count());
        Assert.All(Law.All, law => Assert.NotEmpty(law.Statement));
    }

    /// <summary>The rows, and derivations for the laws of the passes: together they use every law that exists.</summary>
    [Fact]
    public void No_law_is_idle()
    {
        LoadEveryTable();
        foreach (LawRows.Row row in LawRows.All)
        {
            _ = row.Fires();
        }

        foreach (TestNetwork network in TestNetworks.All)
        {
            EquationSystem system = network.System;
            Differentiation.Derive(system, network.Wanted(system));
        }

        new StabiliseTests().A_quotient_of_exponentials_is_a_sigmoid();
        new StabiliseTests().One_over_one_plus_exponential_is_a_sigmoid();
        new LiftTests().A_contraction_of_three_becomes_two_of_two();
        new AdjointOptimiserTests().Attention_sums_the_output_times_its_adjoint_instead_of_the_probabilities();

        Assert.Empty(Law.All.Where(law => law.Fired == 0));
    }

    /// <summary>A law is listed once the table that holds it is loaded, so all are.</summary>
    private static void LoadEveryTable()
    {
        foreach (Type type in typeof(Law).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    private static LawRows.Row Find(string name) => LawRows.All.Single(row => row.Law == name);
}
