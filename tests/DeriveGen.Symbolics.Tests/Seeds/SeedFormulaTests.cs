using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;

namespace DeriveGen.Symbolics.Tests.Seeds;

/// <summary>The formulas of the five seed documents come out of the engine in each document's own convention.</summary>
public sealed class SeedFormulaTests
{
    [Fact]
    public void Sigmoid_network_in_columns() => Assert.Equal(
        [
            "dh3 = z3 − y",
            "dh2 = (W3ᵀ dh3) ∘ z2 ∘ (1 − z2)",
            "dh1 = (W2ᵀ dh2) ∘ z1 ∘ (1 − z1)",
            "dW1 = dh1 xᵀ",
            "dW2 = dh2 z1ᵀ",
            "dW3 = dh3 z2ᵀ",
        ],
        SeedForms.Of("Seed000").Matrices());

    [Fact]
    public void Sigmoid_network_closed_through_all_layers()
    {
        var forms = new SeedForms(SeedForms.Text("""
            input x[j:4];  target y[o:2]
            param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
            h1[p] = W1[p, j] * x[j];   z1[p] = sigmoid(h1[p])
            h2[q] = W2[q, p] * z1[p];  z2[q] = sigmoid(h2[q])
            h3[o] = W3[o, q] * z2[q];  z3[o] = sigmoid(h3[o])
            J = -sum(o: y[o] * log(z3[o]) + (1 - y[o]) * log(1 - z3[o]))
            """));

        Assert.Contains("h̄2 = Diag(z2 ∘ (1 − z2)) W3ᵀ h̄3", forms.Totals(diagonals: true));
        Assert.Contains("W̄2 = h̄2 z1ᵀ", forms.Totals(diagonals: true));
        Assert.Contains("h̄3 = z3 − y", forms.Totals());
    }

    [Fact]
    public void One_layer_in_rows() => Assert.Equal(
        ["dh = z − y", "dw = Xᵀ dh"],
        new SeedForms(SeedForms.Text("""
            input X[i:batch, j:4];  target y[i];  param w[j] ~ glorot
            h[i] = X[i, j] * w[j];  z[i] = sigmoid(h[i])
            J = -sum(i: y[i] * log(z[i]) + (1 - y[i]) * log(1 - z[i]))
            """)).Matrices());

    [Fact]
    public void Regression_network_with_any_activation() => Assert.Equal(
        [
            "dz3 = a3 − y",
            "da2 = Theta2ᵀ dz3",
            "dz2 = da2 ∘ φ′(z2)",
            "dTheta1 = (1/batch) dz2 a1ᵀ",
            "db2 = (1/batch) dz2 𝟏",
            "dTheta2 = (1/batch) dz3 a2ᵀ",
            "db3 = (1/batch) dz3 𝟏",
        ],
        new SeedForms(SeedForms.WithUnknown(TestNetworks.Find("Seed001").System, "tanh", "φ"), new() { Objective = Objective.Emission }).Matrices());

    [Fact]
    public void Any_activation_in_columns_layer_by_layer() => Assert.Equal(
        [
            "dZ2 = A2 − Y",
            "dA1 = W2ᵀ dZ2",
            "dZ1 = dA1 ∘ g′(Z1)",
            "dW1 = (1/batch) dZ1 Xᵀ",
            "db1 = (1/batch) dZ1 𝟏",
            "dW2 = (1/batch) dZ2 A1ᵀ",
            "db2 = (1/batch) dZ2 𝟏",
        ],
        new SeedForms(
            SeedForms.WithUnknown(
                SeedForms.Text("""
                    input X[j:4, m:batch];  target Y[o:2, m]
                    param W1[p:5, j] ~ he;  param b1[p] = 0;  param W2[o, p] ~ glorot;  param b2[o] = 0
                    Z1[p, m] = W1[p, j] * X[j, m] + b1[p];   A1[p, m] = tanh(Z1[p, m])
                    Z2[o, m] = W2[o, p] * A1[p, m] + b2[o];  A2[o, m] = sigmoid(Z2[o, m])
                    J = -mean(m: sum(o: Y[o, m] * log(A2[o, m]) + (1 - Y[o, m]) * log(1 - A2[o, m])))
                    """),
                "tanh",
                "g"),
            new() { Objective = Objective.Emission }).Matrices());

    [Fact]
    public void Rectified_layer_in_columns() => Assert.Equal(
        [
            "dZ2 = A2 − Y",
            "dZ1 = (W2ᵀ dZ2) ∘ [Z1 > 0]",
            "dW1 = (1/batch) dZ1 Xᵀ",
            "db1 = (1/batch) dZ1 𝟏",
            "dW2 = (1/batch) dZ2 A1ᵀ",
            "db2 = (1/batch) dZ2 𝟏",
        ],
        SeedForms.Of("Seed002").Matrices());

    [Fact]
    public void Rectified_layer_with_weights_inputs_by_outputs() => Assert.Equal(
        [
            "dZ2 = A2 − Y",
            "dZ1 = (w2 dZ2) ∘ [Z1 > 0]",
            "dw1 = (1/batch) X dZ1ᵀ",
            "db1 = (1/batch) dZ1 𝟏",
            "dw2 = (1/batch) A1 dZ2ᵀ",
            "db2 = (1/batch) dZ2 𝟏",
        ],
        SeedForms.Of("Seed002 poster").Matrices());

    [Fact]
    public void Tangents_beside_adjoints()
    {
        string[] tangents = SeedForms.Of("Seed002 poster").Tangents().Select(line => line.Normalize()).ToArray();

        Assert.Contains("Ż1 = ẇ1ᵀ X + w1ᵀ Ẋ + ḃ1 𝟏ᵀ", tangents);
        Assert.Contains("Ȧ1 = Ż1 ∘ [Z1 > 0]", tangents);
    }

    [Fact]
    public void Softmax_network_in_rows() => Assert.Equal(
        [
            "dZ2 = A2 − Y",
            "dZ1 = (dZ2 W2ᵀ) ∘ (1 − A1^∘2)",
            "dW1 = (1/batch) Xᵀ dZ1",
            "db1 = (1/batch) 𝟏ᵀ dZ1",
            "dW2 = (1/batch) A1ᵀ dZ2",
            "db2 = (1/batch) 𝟏ᵀ dZ2",
        ],
        SeedForms.Of("Seed003").Matrices());

    [Fact]
    public void The_same_transposed() => Assert.Equal(
        [
            "dZ2 = A2 − Y",
            "dZ1 = (W2ᵀ dZ2) ∘ (1 − A1^∘2)",
            "dW1 = (1/batch) dZ1 Xᵀ",
            "db1 = (1/batch) dZ1 𝟏",
            "dW2 = (1/batch) dZ2 A1ᵀ",
            "db2 = (1/batch) dZ2 𝟏",
        ],
        SeedForms.Of("Seed003").Matrices(transposed: true));

    [Fact]
    public void Softmax_network_composed_over_a_layer() =>
        Assert.Equal("dW1 = (1/batch) Xᵀ ((dZ2 W2ᵀ) ∘ (1 − A1^∘2))", SeedForms.Of("Seed003").Composed("dW1", "dZ1"));

    [Fact]
    public void The_last_layer_of_the_softmax_network()
    {
        Assert.Contains("dA2 = −Y ⊘ A2", SeedForms.Of("Seed003", SeedForms.ChainRule).Matrices());

        // Without the promise that targets sum to 1 the short form is not true.
        EquationSystem unpromised = TestNetworks.Find("Seed003").System with { Facts = [] };
        Assert.Contains("dZ2 = (Y 𝟏 𝟏ᵀ) ∘ A2 − Y", new SeedForms(unpromised).Matrices());
    }

    [Fact]
    public void The_last_layer_of_the_binary_network() =>
        Assert.Contains("dA2 = −Y ⊘ A2 + (1 − Y) ⊘ (1 − A2)", SeedForms.Of("Seed002", SeedForms.ChainRule).Matrices());

    [Fact]
    public void A_softmax_row() => Assert.Contains(
        "dZ = A ∘ (dA − (dA ∘ A) 𝟏 𝟏ᵀ)",
        new SeedForms(SeedForms.Text("""
            input X[i:batch, j:4];  param W[j, k:3] ~ glorot;  param V[k, l:2] ~ glorot;  param U[k, n:6] ~ glorot;  target T[i, l];  target S[i, n]
            Z[i, k] = X[i, j] * W[j, k];  A[i, k] = softmax(k: Z[i, k])
            Q[i, l] = A[i, k] * V[k, l];  R[i, n] = A[i, k] * U[k, n]
            J = mean(i: sum(l: (Q[i, l] - T[i, l])^2) + sum(n: (R[i, n] - S[i, n])^2))
            """), new() { Objective = Objective.Emission }).Matrices());

    [Fact]
    public void Squared_error_through_sigmoids() => Assert.Equal(
        [
            "ds3 = 2 (z3 ∘ (z3 − y) ∘ (1 − z3))",
            "ds2 = (W3ᵀ ds3) ∘ z2 ∘ (1 − z2)",
            "ds1 = (W2ᵀ ds2) ∘ z1 ∘ (1 − z1)",
            "dW1 = ds1 z0ᵀ",
            "dW2 = ds2 z1ᵀ",
            "dW3 = ds3 z2ᵀ",
        ],
        SeedForms.Of("Seed004").Matrices());

    [Fact]
    public void The_steps_of_the_softmax_network_are_the_posts_own() => Assert.Equal(
        """
          ∂J/∂W2[p,k] | definition
        = Σi,k′ Z̄2[i,k′]·∂Z2[i,k′]/∂W2[p,k] | chain rule, i = 1..batch, k′ = 1..3
        = Σi,k′ Z̄2[i,k′]·∂/∂W2[p,k] (Σp′ A1[i,p′]·W2[p′,k′] + b2[k′]) | forward equation
        = Σi,k′,p′ Z̄2[i,k′]·A1[i,p′]·∂W2[p′,k′]/∂W2[p,k] | linearity
        = Σi,k′,p′ δ[p′,p]·δ[k′,k]·Z̄2[i,k′]·A1[i,p′] | deltas
        = Σi Z̄2[i,k]·A1[i,p] | collapse: p′ ↦ p, k′ ↦ k
        = Σi (A1ᵀ)[p,i]·Z̄2[i,k] | transpose
        ⇒ W̄2[p,k] = Σi Z̄2[i,k]·A1[i,p] | result
        ⇒ W̄2 = A1ᵀ Z̄2 | matrix form
        ⇒ (5×batch)(batch×3) = 5×3 | dimensions
        ⇒ dW2 = (1/batch) A1ᵀ dZ2 | per example
        """,
        Lines(SeedForms.Of("Seed003").Derivation("W2").Parts.Single()));

    [Fact]
    public void An_adjoint_of_several_readers_adds_their_contributions_up_and_names_what_is_written_out()
    {
        AdjointDerivation derivation = SeedForms.Of("Seed003").Derivation("Z2");

        Assert.Equal(["J", "A2Exp", null], derivation.Parts.Select(part => part.From?.Name));
        Assert.Equal(
            """
              ∂J/∂Z2[i,k] | definition
            = −(1/batch)·Y[i,k] + A2Exp̄[i,k]·A2Exp[i,k] | sum of the contributions
            = −(1/batch)·Y[i,k] + (1/batch)·A2[i,k] | adjoints written out
            = (1/batch)·(A2[i,k] − Y[i,k]) | common factor
            ⇒ Z̄2[i,k] = (1/batch)·(A2[i,k] − Y[i,k]) | result
            ⇒ Z̄2 = (1/batch) (A2 − Y) | matrix form
            ⇒ dZ2 = A2 − Y | per example
            """,
            Lines(derivation.Parts.Last()));
        Assert.Contains(SeedForms.Of("Seed003").Derivation("Z1").Parts.Single().Lines, line => line.Name.Normalize() == "Ā1 written out".Normalize());
        Assert.True(SeedForms.Of("Seed003").Derivation("A1").IsWrittenOut);
    }

    [Fact]
    public void A_transposed_difference_is_printed_as_one() =>
        Assert.Equal("dTheta2 = (1/batch) (a3 − y)ᵀ a2", SeedForms.Of("Seed001").In(MatrixConvention.P).Single(line => line.StartsWith("dTheta2", StringComparison.Ordinal)));

    private static string Lines(DerivationPart part) => string.Join("\n", part.Lines.Select(line => $"{line.Sign}{line.Formula} | {line.Name}")).Normalize();
}
