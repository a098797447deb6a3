using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>What a page says of a network beside its equations.</summary>
public sealed class NetworkFormsTests
{
    /// <summary>Every network of the tests has its steps and forms, in every convention, whatever its tensors are.</summary>
    [Fact]
    public void Every_network_has_forms()
    {
        foreach (TestNetwork network in TestNetworks.All)
        {
            EquationSystem system = network.System;
            DerivedSystem derived = Differentiation.Derive(system, network.Wanted(system), new() { Objective = Objective.Documentation });
            Size? examples = system.Sizes.FirstOrDefault(size => size.Name == "batch");
            foreach (MatrixConvention convention in Enum.GetValues<MatrixConvention>())
            {
                var forms = new NetworkForms(system, derived, examples, convention);
                Assert.Equal(system.Equations.Length + derived.Adjoints.Length, forms.Equations.Count);
                Assert.NotEmpty(forms.Differentials);
                Assert.All(forms.Closed.Concat(forms.ClosedDiagonals), line => Assert.DoesNotContain('\u0304', line));
            }

            // Every adjoint in the end is explained, and by its own equation.
            IReadOnlyList<AdjointDerivation> derivations = AdjointDerivation.All(derived, new Orientation(system, examples).In(MatrixConvention.R), examples);
            foreach (Equation equation in derived.Adjoints.Where(equation => equation.Target.AdjointOf is not null && !equation.Value.IsZero && !derived.Idle.Contains(equation.Target.AdjointOf)))
            {
                AdjointDerivation derivation = Assert.Single(derivations, derivation => ReferenceEquals(derivation.Adjoint, equation.Target));
                Assert.Equal(equation.Value.ToString(), derivation.Result.ToString());
            }

            // No step reads an adjoint that the page does not explain.
            HashSet<Tensor> explained = [.. derivations.Select(derivation => derivation.Adjoint)];
            Assert.All(derived.Trace.Contributions.Where(contribution => explained.Any(adjoint => ReferenceEquals(adjoint.AdjointOf, contribution.Of))), contribution =>
                Assert.All(Walk.Tensors(contribution.Steps[0].After).Where(tensor => tensor.AdjointOf is not null), tensor => Assert.Contains(tensor, explained)));
        }
    }

    [Theory]
    [InlineData(MatrixConvention.R, "dW1 = (1/batch) xᵀ (((z2 − t) W2ᵀ) ∘ (1 − a1^∘2))", "dW1 = xᵀ (z2 − t) W2ᵀ Diag(1 − a1^∘2)")]
    [InlineData(MatrixConvention.P, "dW1 = (1/batch) (((z2 − t) W2) ∘ (1 − a1^∘2))ᵀ x", "dW1 = Diag(1 − a1^∘2) W2ᵀ (z2 − t)ᵀ x")]
    [InlineData(MatrixConvention.C, "dW1 = (1/batch) ((W2ᵀ (z2 − t)) ∘ (1 − a1^∘2)) xᵀ", "dW1 = Diag(1 − a1^∘2) W2ᵀ (z2 − t) xᵀ")]
    [InlineData(MatrixConvention.Cw, "dW1 = (1/batch) x ((W2 (z2 − t)) ∘ (1 − a1^∘2))ᵀ", "dW1 = x (z2 − t)ᵀ W2ᵀ Diag(1 − a1^∘2)")]
    public void A_gradient_is_closed_through_all_layers(MatrixConvention convention, string closed, string diagonals)
    {
        NetworkForms forms = Forms(convention);

        Assert.Contains(closed, forms.Closed);
        Assert.Contains(diagonals, forms.ClosedDiagonals);
    }

    [Fact]
    public void A_mean_over_the_batch_mixes_examples_and_has_no_form_for_one()
    {
        EquationSystem system = TestNetworks.Find("batch normalisation").System;
        Size examples = system.Sizes.First(size => size.Name == "batch");
        var one = new OneExample(examples);

        Equation mean = system.Equations.First(equation => equation.Target.Rank == 1 && equation.Value.Terms.Any(term => term.Bound.Any(index => index.Extent.AsSize == examples)));
        Equation centred = system.Equations.First(equation => equation.Target.Rank == 2 && equation.Reads.Contains(mean.Target));

        Assert.NotNull(one.Of(centred));
        Assert.Null(one.Of(new Equation(centred.Target, centred.Indices, mean.At([Affine.Of(centred.Indices[1])]))));
    }

    [Theory]
    [InlineData("z[i,k] = x[i,j] * W[j,k] + b[k]", 2 * 4 * (5 + 4 + 1), 0, (2 * 5) + (5 * 4) + 4)]
    [InlineData("z[i,k] = tanh(x[i,j] * W[j,k])", 2 * 4 * (5 + 4), 2 * 4, (2 * 5) + (5 * 4))]
    [InlineData("z[i,k] = x[i,k] * [x[i,k] > 0] + 2 * b[k]", 2 * 4 * (1 + 1 + 1 + 1), 0, (2 * 5) + 4)]
    public void An_equation_costs_what_its_loops_do(string equation, int operations, int functions, int read)
    {
        EquationSystem system = EquationText.Bind($"input x[i:batch, j:5]; param W[j, k:4] ~ glorot; param b[k] = 0\n{equation}\nL = mean(i: sum(k: z[i,k]))").Require();

        EquationCost cost = EquationCost.Of(system.Equations[0], _ => 2);

        Assert.Equal((operations, functions, read, 2 * 4), (cost.Operations, cost.Functions, cost.Read, cost.Written));
    }

    private static NetworkForms Forms(MatrixConvention convention)
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, j:4];  target t[i, o:2];  param W1[j, k:5] ~ glorot;  param W2[k, o] ~ glorot
            z1[i, k] = x[i, j] * W1[j, k];  a1[i, k] = tanh(z1[i, k]);  z2[i, o] = a1[i, k] * W2[k, o]
            L = mean(i: sum(o: (z2[i, o] - t[i, o])^2 / 2))
            """).Require();
        DerivedSystem derived = Differentiation.Derive(system, [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)], new() { Objective = Objective.Documentation });
        return new NetworkForms(system, derived, system.Sizes.Single(), convention);
    }
}
