using System.Runtime.CompilerServices;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Derivation;
using DeriveGen.Symbolics.Tests.Networks;

namespace DeriveGen.Symbolics.Tests.Laws;

/// <summary>Each law where it applies and where it nearly does; and no law that never applies.</summary>
public sealed class LawTests
{
    static LawTests()
    {
        // The tables register their laws when they are first used.
        foreach (Type type in typeof(Law).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    public static TheoryData<string> Rows => [.. LawRows.All.Select(row => row.ToString())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void ALawGivesWhatItStates(string name)
    {
        LawRow row = LawRows.All.Single(row => row.ToString() == name);
        Law law = Assert.Single(Law.All, law => law.Name == row.Law);
        long before = law.Fired;

        Assert.Equal(row.Expected, row.Rewrite()?.ToString() ?? string.Empty);

        Assert.True(!row.Fires || law.Fired > before, $"{law} was not used.");
    }

    [Fact]
    public void NoTwoLawsShareAName() => Assert.Equal(Law.All.Count, Law.All.Select(law => law.Name).Distinct().Count());

    [Fact]
    public void NoLawIsIdle()
    {
        foreach (LawRow row in LawRows.All)
        {
            row.Rewrite();
        }

        foreach (TestNetwork network in TestNetworks.All)
        {
            EquationSystem system = network.System;
            DerivedSystem derived = Differentiation.Derive(system, network.Wanted(system));
            if (Law.All.Any(law => law.Fired == 0))
            {
                SecondOrder.HessianVector(derived, network.Wanted(system));
            }
        }

        Assert.Empty(Law.All.Where(law => law.Fired == 0));
    }
}
