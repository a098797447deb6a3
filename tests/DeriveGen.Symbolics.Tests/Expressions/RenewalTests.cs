using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Networks;

namespace DeriveGen.Symbolics.Tests.Expressions;

/// <summary>Equations under new indices.</summary>
public sealed class RenewalTests
{
    /// <summary>New indices leave the normal form as it is: brought into it again nothing changes, and the keys are those of the formula as it stands.</summary>
    [Fact]
    public void NewIndicesKeepTheNormalForm()
    {
        int count = 0;
        foreach (TestNetwork network in TestNetworks.All)
        {
            EquationSystem system = network.System;
            DerivedSystem derived = Differentiation.Derive(system, [.. network.Adjoints.Select(name => system[name])]);
            foreach (Equation equation in derived.Forward.Equations.Concat(derived.Adjoints).Where(equation => equation.Value.AsMaximum is null))
            {
                // The key is asked for first, so that it is carried over where that is done.
                string before = equation.Value.Key;
                Equation renewed = equation.Freshen();
                Polynomial again = Polynomial.Create(renewed.Value.Terms.Select(term => new Term(term.Coefficient, term.Bound, term.Factors, term.Guards)));
                Assert.Equal(again.ToString(), renewed.Value.ToString());
                Assert.Equal(again.Key, renewed.Value.Key);
                Assert.Equal(before, renewed.Value.Substitute(new Substitution(renewed.Indices, equation.Indices)).Key);
                Assert.Equal(equation.ToString(), renewed.ToString());
                Assert.Empty(renewed.Indices.Intersect(equation.Indices));
                count++;
            }
        }

        Assert.InRange(count, 300, int.MaxValue);
    }
}
