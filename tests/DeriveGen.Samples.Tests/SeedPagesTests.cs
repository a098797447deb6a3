using DeriveGen.Compiler;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text;
using DeriveGen.Testing;

namespace DeriveGen.Samples.Tests;

/// <summary>generated/seeds holds the derivations of the five seed systems in the letters of their posts, in every convention of matrices.</summary>
public sealed class SeedPagesTests
{
    private static readonly Dictionary<(string Seed, MatrixConvention Convention), string> s_pages = Pages(PageFormat.Md);

    /// <summary>The same pages for a terminal, where a formula is a line as it is printed everywhere; runs of white space are one.</summary>
    private static readonly Dictionary<(string Seed, MatrixConvention Convention), string> s_texts = Pages(PageFormat.Unicode);

    [Fact]
    public void The_committed_pages_are_what_is_derived() => GeneratedFolder.Verify(
        "seeds", s_pages.ToDictionary(page => $"{page.Key.Seed}/{page.Key.Convention}.md", page => page.Value));

    /// <summary>Seed, convention, a line that stands on its page by itself.</summary>
    public static TheoryData<string, MatrixConvention, string> Formulas => new()
    {
        // Every convention's row of the table: forward, dW, db, dA.
        { "Seed002", MatrixConvention.C, "Z2 = W2 A1 + b2 𝟏ᵀ" },
        { "Seed002", MatrixConvention.C, "dW2 = (1/batch) dZ2 A1ᵀ" },
        { "Seed002", MatrixConvention.C, "db2 = (1/batch) dZ2 𝟏" },
        { "Seed002", MatrixConvention.C, "⇒ Ā1 = W2ᵀ Z̄2" },
        { "Seed002", MatrixConvention.Cw, "Z2 = W2ᵀ A1 + b2 𝟏ᵀ" },
        { "Seed002", MatrixConvention.Cw, "dW2 = (1/batch) A1 dZ2ᵀ" },
        { "Seed002", MatrixConvention.Cw, "db2 = (1/batch) dZ2 𝟏" },
        { "Seed002", MatrixConvention.Cw, "⇒ Ā1 = W2 Z̄2" },
        { "Seed003", MatrixConvention.R, "Z2 = A1 W2 + 𝟏 b2" },
        { "Seed003", MatrixConvention.R, "dW2 = (1/batch) A1ᵀ dZ2" },
        { "Seed003", MatrixConvention.R, "db2 = (1/batch) 𝟏ᵀ dZ2" },
        { "Seed003", MatrixConvention.R, "⇒ Ā1 = Z̄2 W2ᵀ" },
        { "Seed003", MatrixConvention.P, "Z2 = A1 W2ᵀ + 𝟏 b2" },
        { "Seed003", MatrixConvention.P, "dW2 = (1/batch) dZ2ᵀ A1" },
        { "Seed003", MatrixConvention.P, "db2 = (1/batch) 𝟏ᵀ dZ2" },
        { "Seed003", MatrixConvention.P, "⇒ Ā1 = Z̄2 W2" },

        // 000
        { "Seed000", MatrixConvention.C, "dh3 = z3 − y" },
        { "Seed000", MatrixConvention.C, "dh2 = (W3ᵀ dh3) ∘ z2 ∘ (1 − z2)" },
        { "Seed000", MatrixConvention.C, "dW1 = dh1 z0ᵀ" },
        { "Seed000", MatrixConvention.C, "dW2 = dh2 z1ᵀ" },
        { "Seed000", MatrixConvention.C, "dW3 = dh3 z2ᵀ" },
        { "Seed000", MatrixConvention.C, "dW1 = Diag(z1 ∘ (1 − z1)) W2ᵀ Diag(z2 ∘ (1 − z2)) W3ᵀ (z3 − y) z0ᵀ" },
        { "Seed000", MatrixConvention.R, "dW1 = z0ᵀ dh1" },
        { "Seed000", MatrixConvention.C, "dJ = W̄1 : dW1 + W̄2 : dW2 + W̄3 : dW3" },

        // 001
        { "Seed001", MatrixConvention.C, "dΘ1 = (1/batch) dz2 a1ᵀ" },
        { "Seed001", MatrixConvention.C, "db2 = (1/batch) dz2 𝟏" },
        { "Seed001", MatrixConvention.C, "dΘ2 = (1/batch) (a3 − y) a2ᵀ" },
        { "Seed001", MatrixConvention.P, "dΘ2 = (1/batch) (a3 − y)ᵀ a2" },
        { "Seed001", MatrixConvention.C, "dz2 = Diag(1 − a2^∘2) Θ2ᵀ (a3 − y)" },
        { "Seed001", MatrixConvention.C, "z̄3 : dz3 = z̄3 : (dΘ2 a2 + Θ2 da2 + db3 𝟏ᵀ) = (z̄3 a2ᵀ) : dΘ2 + (Θ2ᵀ z̄3) : da2 + (z̄3 𝟏) : db3" },
        { "Seed001", MatrixConvention.C, "= Σo′,m,p′ δ[o′,o]·δ[p′,p]·z̄3[o′,m]·a2[p′,m]" },
        { "Seed001", MatrixConvention.C, "= Σm z̄3[o,m]·a2[p,m]" },

        // Any activation: 001, 002, the poster, 003 with its composed gradient and transposed, 004.
        { "Seed001", MatrixConvention.C, "dz2 = (Θ2ᵀ dz3) ∘ φ′(z2)" },
        { "Seed001", MatrixConvention.C, "dΘ1 = (1/batch) ((Θ2ᵀ dz3) ∘ φ′(z2)) a1ᵀ" },
        { "Seed002", MatrixConvention.C, "dZ1 = dA1 ∘ g′(Z1)" },
        { "Seed002", MatrixConvention.C, "dZ1 = (W2ᵀ dZ2) ∘ g′(Z1)" },
        { "Seed002", MatrixConvention.Cw, "dA1 = W2 dZ2" },
        { "Seed002", MatrixConvention.Cw, "dZ1 = (W2 dZ2) ∘ g′(Z1)" },
        { "Seed003", MatrixConvention.R, "dA1 = dZ2 W2ᵀ" },
        { "Seed003", MatrixConvention.R, "dZ1 = (dZ2 W2ᵀ) ∘ g′(Z1)" },
        { "Seed003", MatrixConvention.R, "dW1 = (1/batch) Xᵀ ((dZ2 W2ᵀ) ∘ g′(Z1))" },
        { "Seed003", MatrixConvention.C, "dZ1 = (W2ᵀ dZ2) ∘ g′(Z1)" },
        { "Seed003", MatrixConvention.P, "dZ1 = (dZ2 W2) ∘ g′(Z1)" },
        { "Seed004", MatrixConvention.C, "ds3 = 2 (f′(s3) ∘ (z3 − y))" },
        { "Seed004", MatrixConvention.C, "ds2 = (W3ᵀ ds3) ∘ f′(s2)" },
        { "Seed004", MatrixConvention.C, "ds1 = (W2ᵀ ds2) ∘ f′(s1)" },
        { "Seed004", MatrixConvention.C, "dW2 = ((W3ᵀ ds3) ∘ f′(s2)) z1ᵀ" },

        // 002
        { "Seed002", MatrixConvention.C, "dZ2 = A2 − Y" },
        { "Seed002", MatrixConvention.C, "dZ1 = (W2ᵀ dZ2) ∘ [Z1 > 0]" },

        { "Seed002", MatrixConvention.C, "dA1 = W2ᵀ dZ2" },
        { "Seed002", MatrixConvention.C, "dZ1 = dA1 ∘ [Z1 > 0]" },
        { "Seed002", MatrixConvention.C, "dA2 = −Y ⊘ A2 + (1 − Y) ⊘ (1 − A2)" },

        // 003
        { "Seed003", MatrixConvention.R, "dA2 = −Y ⊘ A2" },
        { "Seed003", MatrixConvention.R, "dZ1 = (dZ2 W2ᵀ) ∘ (1 − A1^∘2)" },
        { "Seed003", MatrixConvention.R, "dW1 = (1/batch) Xᵀ (((A2 − Y) W2ᵀ) ∘ (1 − A1^∘2))" },
        { "Seed003", MatrixConvention.C, "dW2 = (1/batch) dZ2 A1ᵀ" },
        { "Seed003", MatrixConvention.C, "db2 = (1/batch) dZ2 𝟏" },
        { "Seed003", MatrixConvention.C, "⇒ Ā1 = W2ᵀ Z̄2" },
        { "Seed003", MatrixConvention.R, "dZ2 = A2 − Y" },

        // 004
        { "Seed004", MatrixConvention.C, "ds3 = 2 (z3 ∘ (z3 − y) ∘ (1 − z3))" },
        { "Seed004", MatrixConvention.C, "ds2 = (W3ᵀ ds3) ∘ z2 ∘ (1 − z2)" },
        { "Seed004", MatrixConvention.C, "dW1 = ds1 z0ᵀ" },
        { "Seed004", MatrixConvention.C, "dW2 = 2 ((W3ᵀ (z3 ∘ (z3 − y) ∘ (1 − z3))) ∘ z2 ∘ (1 − z2)) z1ᵀ" },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Print_the_formulas_of_the_post(string seed, MatrixConvention convention, string line) =>
        Assert.Contains(line.Normalize(), s_texts[(seed, convention)].Normalize().Split('\n').Select(text => WithoutName(text.TrimStart())));

    /// <summary>What the prose of the posts leaves open or gets wrong: seed, convention, what its page says.</summary>
    public static TheoryData<string, MatrixConvention, string> Notes => new()
    {
        // "The closed form no longer holds for the layer before": it has the same form with another adjoint.
        { "Seed000", MatrixConvention.C, "W̄1, W̄2 and W̄3 have one form, W̄1 = h̄1 z0ᵀ, W̄2 = h̄2 z1ᵀ, W̄3 = h̄3 z2ᵀ: a layer further from the loss changes the adjoint that stands in it, not the form." },

        { "Seed001", MatrixConvention.C, "Θ̄1 and Θ̄2 have one form, Θ̄1 = z̄2 a1ᵀ, Θ̄2 = z̄3 a2ᵀ: a layer further" },

        // How one layer's gradient gives that of the layer before.
        { "Seed000", MatrixConvention.C, "dh1 = dW1 z0/‖z0‖², dh2 = dW2 z1/‖z1‖², dh3 = dW3 z2/‖z2‖²" },

        // The Hessian in h.
        { "Seed000", MatrixConvention.C, "for one example ∂²J/∂h3² = Diag(z3 ∘ (1 − z3))." },
        { "Seed002", MatrixConvention.C, "for one example ∂²J/∂Z2² = Diag(A2 ∘ (1 − A2))." },

        // "Division by zero cannot happen, the sigmoid's image is (0, 1)".
        { "Seed000", MatrixConvention.C, "the chain rule through it gives no finite number where h3[o,m] > 16.6355 (float), 36.7368 (double)" },
        { "Seed000", MatrixConvention.C, "the value is −∞ where h3[o,m] > 16.6355 (float), 36.7368 (double)" },
        { "Seed000", MatrixConvention.C, "the value is −∞ where h3[o,m] < −88.7228 (float), −709.783 (double)" },

        // "Add a small ε to the denominator".
        { "Seed000", MatrixConvention.C, "with 1e−8 added under the logarithm the derivative at h3[o,m] = 17 is 0 in float, and should be −1" },
        { "Seed000", MatrixConvention.C, "computed: J = −Σo,m y[o,m]·h3[o,m] + Σo,m softplus(h3[o,m]); h̄3[o,m] = z3[o,m] − y[o,m]" },
        { "Seed000", MatrixConvention.C, "softplus(u) is computed as max(u, 0) + log(1 + exp(−|u|))" },
        { "Seed000", MatrixConvention.C, "No adjoint divides by anything but a count, so none can be 0/0." },

        // "W*a + b simplifies to w when it is differentiated by w".
        { "Seed002", MatrixConvention.Cw, "Z2 by W2 leaves A1, by A1 leaves W2" },

        // Tangents beside adjoints.
        { "Seed002", MatrixConvention.Cw, "Z2 │ Ż2 = Ẇ2ᵀ A1 + W2ᵀ Ȧ1 + ḃ2 𝟏ᵀ │ Z̄2 = (1/batch) (A2 − Y)" },
        { "Seed002", MatrixConvention.Cw, "A1 │ Ȧ1 = Ż1 ∘ [Z1 > 0] │ Ā1 = W2 Z̄2" },

        // The sum of the chain rule runs to the width of its own layer.
        { "Seed003", MatrixConvention.R, "chain rule, i = 1..batch, k′ = 1..3" },
        { "Seed003", MatrixConvention.R, "chain rule, i = 1..batch, p′ = 1..5" },

        // The shapes of the product that gives dW.
        { "Seed003", MatrixConvention.R, "⇒ (5×batch)(batch×3) = 5×3" },

        // A − Y needs targets that sum to 1.
        { "Seed003", MatrixConvention.R, "fact: Σk Y[i,k] = 1" },
        { "Seed003", MatrixConvention.R, "This holds only where Σk Y[i,k] = 1; without that: dZ2 = (Y 𝟏 𝟏ᵀ) ∘ A2 − Y." },
        { "Seed003", MatrixConvention.R, "the value is ∞ where Z2[i,k] > 88.7228 (float), 709.783 (double)" },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void Answer_the_prose_of_the_post(string seed, MatrixConvention convention, string note) =>
        Assert.Contains(note.Normalize(), string.Join(' ', s_texts[(seed, convention)].Normalize().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    [Fact]
    public void The_short_page_has_the_formulas_without_the_steps()
    {
        EquationSystem system = EquationText.Bind(Text("Seed003")).Require();
        string page = NetworkCompiler.Explain("Seed003", system, new() { Length = DerivationLength.Result, Format = PageFormat.Unicode });

        Assert.Contains("dW2 = (1/batch) A1ᵀ dZ2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Step by step", page, StringComparison.Ordinal);
        Assert.DoesNotContain("chain rule, i", page, StringComparison.Ordinal);
    }

    private static Dictionary<(string, MatrixConvention), string> Pages(PageFormat format) => (
        from seed in new[] { "Seed000", "Seed001", "Seed002", "Seed003", "Seed004" }
        from convention in Enum.GetValues<MatrixConvention>()
        select ((seed, convention), NetworkCompiler.Explain(seed, EquationText.Bind(Text(seed)).Require(), new() { Convention = convention, Format = format, Activation = Activation(seed) }, Summary(seed)))).ToDictionary();

    /// <summary>What the post calls its activation.</summary>
    private static string? Activation(string seed) => seed switch { "Seed001" => "φ", "Seed004" => "f", _ => null };

    /// <summary>The comment at the top of a seed's equations.</summary>
    private static string Summary(string seed) => Text(seed).Split('\n')[0].TrimStart('/', ' ');

    private static string Text(string seed) => File.ReadAllText(Repository.PathOf("src", "DeriveGen.Samples", "Seeds", seed + ".dg")).ReplaceLineEndings("\n");

    /// <summary>A line of a derivation without what it is called.</summary>
    private static string WithoutName(string line) => line.Split("   ")[0].TrimEnd();
}
