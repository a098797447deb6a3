using System.Globalization;
using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>Claims that nobody would write: each gets a verdict or a message, soon.</summary>
public sealed class UnusualClaimTests
{
    private static readonly string[] s_right =
    [
        "dW_i = dh_i z_{i−1}ᵀ", @"\frac{\partial J}{\partial W_2} = \left( \delta^{(2)} \right) z_{1}^\top", "dh2 = (W3ᵀ dh3) ∘ z2 ∘ (1 − z2)", "dW2[q,p] = dh2[q]*z1[p]", "dJ/dz_3 = -y ./ z3 + (1 - y) ./ (1 - z3)",
        "dh1[p] = sum(q: dh2[q]*W2[q,p])*z1[p]*(1 - z1[p])", "dW1 = Diag(z1 ∘ (1 − z1)) W2ᵀ Diag(z2 ∘ (1 − z2)) W3ᵀ (z3 − y) z0ᵀ",
    ];

    private static readonly string[] s_tokens =
    [
        "W2", "dW1", "z_{i-1}", "h^{(2)}", @"\frac{", "}{", "}", "{", "(", ")", "[", "]", "[i,j]", " ", " ∘ ", " * ", "/", "+", "-", "=", "ᵀ", "'", "^T", "^", "_", @"\partial ", @"\top", @"\sum_{i}^{m}", "Σi ", "σ", "sum(i: ", "mean(",
        "1", "0.5", "1e400", "𝟏", "∂", ",", ":", "|", "‖", "≤", "\\", "&", "$", "Diag(", "exp(", "∞", "é", "\t", "m", "δ",
    ];

    /// <summary>How many lines are tried; DERIVEGEN_CLAIMS sets another number.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("DERIVEGEN_CLAIMS"), CultureInfo.InvariantCulture, out int count) ? count : 400;

    [Fact]
    public void Damaged_claims_get_a_verdict()
    {
        var random = new Random(23);
        var kinds = new HashSet<VerdictKind>();
        for (int number = 0; number < Count; number += 10)
        {
            string[] lines = [.. Enumerable.Range(0, 10).Select(_ => Damaged(random))];
            ClaimsFence fence = ClaimsFile.Of(ClaimNetworks.Seed000, "layers i = 1..3\nnames delta^i = dh_i\n" + string.Join('\n', lines.Select(line => "dW1 = " + line).Zip(lines, (long_, line) => random.Next(3) == 0 ? long_ : line)));
            try
            {
                kinds.UnionWith(ClaimChecker.Check(fence).Select(verdict => verdict.Kind));
            }
            catch (FormatException)
            {
                // A first line that reads like a setting.
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception}\n{string.Join('\n', lines)}");
            }
        }

        Assert.Superset(new HashSet<VerdictKind> { VerdictKind.Unreadable, VerdictKind.Shape, VerdictKind.Wrong, VerdictKind.Proved }, kinds);
    }

    [Theory]
    [InlineData("W2ᵀ W2", 140, " ")]
    [InlineData("z2", 250, " ∘ ")]
    [InlineData("z2ᵀ W3ᵀ", 100, " + ")]
    public void Long_formulas_are_decided(string part, int count, string between) =>
        Assert.Equal(VerdictKind.Shape, Decide(ClaimNetworks.Seed000, "dW2 = dh2 " + string.Join(between, Enumerable.Repeat(part, count))).Kind);

    /// <summary>The values of thirty squares in a row are beyond double precision from most points.</summary>
    [Fact]
    public void Networks_whose_values_overflow_are_decided_from_smaller_ones()
    {
        string network = "input x[i:batch]; param w; a0[i] = x[i]*w; " + string.Concat(Enumerable.Range(1, 29).Select(k => $"a{k}[i] = a{k - 1}[i]*a{k - 1}[i] + a{k - 1}[i]; ")) + "L = sum(i: a29[i])";

        Assert.Equal(VerdictKind.Proved, Decide(network, "da3[i] = da4[i]*(2*a3[i] + 1)").Kind);
        Assert.Equal(VerdictKind.Wrong, Decide(network, "da3[i] = da4[i]*(3*a3[i] + 1)").Kind);
    }

    /// <summary>Where no point is finite, a proof alone decides.</summary>
    [Fact]
    public void Networks_without_finite_values_are_decided_by_proof_or_not_at_all()
    {
        const string Network = "param w[j:3] = 1; z[j] = exp(1000 + w[j]^2); L = sum(j: z[j])";

        Assert.Equal(VerdictKind.Proved, Decide(Network, "dw[j] = 2*dz[j]*z[j]*w[j]").Kind);
        Assert.StartsWith("not decided", Decide(Network, "dw[j] = 3*dz[j]*z[j]*w[j]").Verdict, StringComparison.Ordinal);
    }

    /// <summary>How people write the row of a label; the message says how claims do.</summary>
    [Theory]
    [InlineData("dZ = PZ - onehot(t)", "onehot")]
    [InlineData("dZ = PZ - one_hot(t)", "one_hot")]
    [InlineData("dZ = PZ - e_t", "e_t")]
    [InlineData("dZ = PZ - 1_t", "1_t")]
    [InlineData("dZ[i,k] = PZ[i,k] - onehot(t[i])[k]", "onehot")]
    [InlineData("y = onehot(t)", "onehot")]
    public void Rows_of_labels_are_written_with_indices(string claim, string word)
    {
        Assert.StartsWith($"unreadable: '{word}' is no word of claims: write the line with indices, where [t[i] = k] is 1 at the label", Decide(ClaimNetworks.Classes, claim).Verdict, StringComparison.Ordinal);

        Assert.Equal(VerdictKind.Proved, Decide(ClaimNetworks.Classes, "dZ[i,k] = (1/m)*(PZ[i,k] - [t[i] = k])").Kind);
        Assert.Equal(VerdictKind.Proved, Decide(ClaimNetworks.Classes, "dZ[i,k] = (1/batch)·(PZ[i,k] − δ[t[i],k])").Kind);
    }

    [Theory]
    [InlineData("dZ1 = dA1 ∘ [Z1 > 0] + A1^2 - A1 ∘ A1")]
    [InlineData("db2 = 1ᵀ dZ")]
    [InlineData("db2 = 1' dZ")]
    [InlineData("db2 = 1^T dZ")]
    [InlineData("L = −(1/batch)·Σi log(PZ[i,t[i]])")]
    public void A_power_behind_a_layer_a_transposed_one_and_a_number_in_indices_are_read(string claim) => Assert.Equal(VerdictKind.Proved, Decide(ClaimNetworks.Classes, claim).Kind);

    [Fact]
    public void One_index_is_no_indices() => Assert.Equal("shape: db2 has 1 index, but the claim writes 2", Decide(ClaimNetworks.Classes, "db2[i,k] = dZ[i,k]").Verdict);

    private static ClaimVerdict Decide(string network, string claim) => Assert.Single(ClaimChecker.Check(ClaimsFile.Of(network, claim)));

    private static string Damaged(Random random)
    {
        string line = random.Next(4) == 0 ? string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => s_tokens[random.Next(s_tokens.Length)])) : s_right[random.Next(s_right.Length)];
        for (int damage = random.Next(4); damage > 0 && line.Length > 0; damage--)
        {
            int at = random.Next(line.Length);
            line = random.Next(3) switch
            {
                0 => line.Remove(at, Math.Min(random.Next(1, 4), line.Length - at)),
                1 => line.Insert(at, s_tokens[random.Next(s_tokens.Length)]),
                _ => line[..at] + line[random.Next(line.Length)..],
            };
        }

        return line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal) ? "x" : line;
    }
}
