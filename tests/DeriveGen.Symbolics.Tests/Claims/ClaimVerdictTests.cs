using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>What the checker says of right, nearly right and unreadable lines.</summary>
public sealed class ClaimVerdictTests
{
    [Theory]
    [InlineData("dW2 = A1' * dZ", "proved")]
    [InlineData("dW2[j,k] = dZ[i,k]*A1[i,j]", "proved")]
    [InlineData("dW2 = dZ' * A1", "right in convention P")]
    [InlineData("dW2 = A1 * dZ", "shape: A1 is m×h and dZ is m×k: in their product the inner extents h and m differ")]
    [InlineData("dX = dZ1 * W1'", "proved")]
    [InlineData("dX = W1 * dZ1", "right in convention Cw")]
    [InlineData("db2 = ones' * dZ", "proved")]
    [InlineData("db2 = sum(i: dZ)", "proved")]
    [InlineData("dZ[i,k] = (PZ[i,k] - [t[i]==k])/m", "proved")]
    [InlineData("dZ[i,k] = PZ[i,k] - [t[i]==k]", "scaled by m")]
    [InlineData("dZ[i,k] = ([t[i]==k] - PZ[i,k])/m", "scaled by −1")]
    [InlineData("dZ[i,k] = EZ[i,k]/SZ[i]/m - [t[i]==k]/m", "proved")]
    [InlineData("dZ1[i,k] = step(A1[i,k])*dA1[i,k]", "proved")]
    [InlineData("dZ1[i,k] = step(Z1[i,k])*dA1[i,k]", "proved")]
    [InlineData("dZ1 = dA1 .* relu'(Z1)", "proved")]
    [InlineData("dA1[i,h] = Σk dZ[i,k]·W2[h,k]", "proved")]
    [InlineData("dA1[i,h] = Σk dZ[i,k]·W2[h,k] − Σ_{k} (1 − 1)·dZ[i,k]", "proved")]
    [InlineData("dW2 = A1' * dZ + 0 * (W2^∘2)", "proved")]
    [InlineData("dW2 = A1' * dZ / m", "scaled by 1/m")]
    [InlineData("dW2 = 2 A1' * dZ", "scaled by 2")]
    [InlineData("dW2[j,k] = sum(i: A1[i,j]*(PZ[i,k] - [t[i]==k]))/m", "proved")]
    [InlineData("dW1 = X' * (dA1 .* relu(Z1))", "wrong: it differs by up to ")]
    [InlineData("db2[k] = dZ[i,k]", "unreadable: the index 'i' occurs once and is not on the left side: write sum(i: …)")]
    [InlineData("dW9 = 3", "unreadable: 'dW9' is not known here")]
    [InlineData("dW2 = A1' * (dZ", "unreadable: ')' was expected for the '(' before it, but the end of the line was found")]
    [InlineData("dW2", "unreadable: an equals sign was expected, but the end of the line was found")]
    [InlineData("dW2 = A1' @ dZ", "unreadable: '@' has no meaning in formulas; remove it (at column 11)")]
    [InlineData("dW2 = dZ / 0", "unreadable: ")]
    [InlineData(@"dW2 = \frac{A1", "unreadable: ")]
    [InlineData(@"dW2 = \left(", "unreadable: ")]
    [InlineData(@"dW2 = \hat", "unreadable: an accent stands over no letter")]
    public void Of_a_softmax_network(string claim, string verdict) => Assert.StartsWith(verdict, Decide(ClaimNetworks.Classes, claim).Verdict);

    [Fact]
    public void A_derived_formula_with_indices_is_a_claim_that_is_proved()
    {
        ClaimVerdict verdict = Decide(ClaimNetworks.Attention, "dWo[h,d,c] = sum(i: dY[i,c])");

        Assert.Contains("sum(i: ", verdict.Repair);
        Assert.Equal(VerdictKind.Proved, Decide(ClaimNetworks.Attention, verdict.Repair!).Kind);
    }

    [Theory]
    [InlineData("dX[i,d] = rY[i]*(dY[i,d]*g[d] - mean(e: dY[i,e]*g[e]) - hY[i,d]*mean(e: dY[i,e]*g[e]*hY[i,e]))", "proved")]
    [InlineData("dX[i,d] = rY[i]*(dY[i,d]*g[d] - mean(e: dY[i,e]*g[e]))", "wrong: ")]
    [InlineData("dX[i,d] = rY[i]/size(d)*(size(d)*dY[i,d]*g[d] - sum(e: dY[i,e]*g[e]) - hY[i,d]*sum(e: dY[i,e]*g[e]*hY[i,e]))", "proved")]
    [InlineData("dX[i,d] = dY[i,d]*g[d]*rY[i] - rY[i]*mean(e: dY[i,e]*g[e]) - cY[i,d]*rY[i]^3*mean(e: dY[i,e]*g[e]*cY[i,e])", "proved")]
    [InlineData("dX[i,d] = rY[i]/6*(6*dY[i,d]*g[d] - sum(e: dY[i,e]*g[e]) - hY[i,d]*sum(e: dY[i,e]*g[e]*hY[i,e]))", "proved")]
    [InlineData("dX[i,d] = rY[i]/5*(5*dY[i,d]*g[d] - sum(e: dY[i,e]*g[e]) - hY[i,d]*sum(e: dY[i,e]*g[e]*hY[i,e]))", "wrong: ")]
    public void Of_layer_normalisation(string claim, string verdict) => Assert.StartsWith(verdict, Decide(ClaimNetworks.LayerNorm, claim).Verdict);

    [Fact]
    public void A_number_that_is_an_extent_is_right_at_the_networks_own_sizes_and_told()
    {
        ClaimVerdict[] verdicts = [.. Check(ClaimNetworks.LayerNorm, "", "n = 6", "dX[i,d] = rY[i]/6*(6*dY[i,d]*g[d] - sum(e: dY[i,e]*g[e]) - hY[i,d]*sum(e: dY[i,e]*g[e]*hY[i,e]))", "dg[d] = 6*sum(i: dY[i,d]*hY[i,d])")];

        Assert.Equal([VerdictKind.Definition, VerdictKind.Proved, VerdictKind.Scaled], verdicts.Select(verdict => verdict.Kind));
        Assert.Contains("It holds because 6 is an extent of the network; at other sizes it does not.", verdicts[1].Explanation);
    }

    [Theory]
    [InlineData("daS[h,i,j] = aP[h,i,j]*(daP[h,i,j] - sum(k: daP[h,i,k]*aP[h,i,k]))", "proved")]
    [InlineData("daS[h,i,j] = aP[h,i,j]*(daP[h,i,j] - daO[i,h,d]*aO[i,h,d])", "proved")]
    public void Of_attention(string claim, string verdict) => Assert.StartsWith(verdict, Decide(ClaimNetworks.Attention, claim).Verdict);

    [Fact]
    public void Wrong_claims_come_with_an_example_in_whole_numbers_and_the_derived_formula()
    {
        ClaimVerdict verdict = Decide(ClaimNetworks.Classes, "dW1 = X' * (dA1 .* relu(Z1))");

        Assert.Contains("Derived: W̄1 = Xᵀ Z̄1.", verdict.Explanation);
        Assert.Equal("dW1 = Xᵀ (dA1 ∘ relu′(Z1))", verdict.Repair);
    }

    [Fact]
    public void Square_layers_hide_no_transpose_and_sizes_that_stay_equal_are_told()
    {
        // Every layer is 4 × 4, and still the missing transpose is seen: so it reads where weights are written the other way round.
        Assert.Equal(VerdictKind.OtherConvention, Check(ClaimNetworks.Square004, "function f", "dz1 = W2 ds2").Single().Kind);
        Assert.Empty(Check(ClaimNetworks.Square004, "function f", "dz1 = W2ᵀ ds2").Single().Explanation);

        // The keys' index has the extent of the queries', so the two stay equal.
        Assert.Contains("own sizes, some of which are equal", Decide(ClaimNetworks.Attention, "dv[j,h,d] = sum(i: aP[h,i,j]*daO[i,h,d])").Explanation.Single());
    }

    [Fact]
    public void Definitions_serve_the_lines_below()
    {
        string[] verdicts = [.. Check(ClaimNetworks.Seed000, "layers i = 1..3", @"\delta_L = \frac{\partial J}{\partial h_L}", @"\delta_i = (W_{i+1}^T \delta_{i+1}) \circ z_i \circ (1 - z_i)", @"\frac{\partial J}{\partial W_i} = \delta_i z_{i-1}^T").Select(verdict => verdict.Verdict)];

        Assert.Equal(["defines δ_L", "defines δ_i", "proved"], verdicts);
    }

    [Fact]
    public void The_first_wrong_line_is_named()
    {
        EquatableArray<ClaimVerdict> verdicts = Check(ClaimNetworks.Classes, "", "dW2 = A1' * dZ", "dA1 = dZ * W2", "dX = W1 * dZ1");

        Assert.StartsWith("The first line that does not hold is line ", ClaimChecker.FirstError(verdicts));
        Assert.EndsWith("dA1 = dZ * W2", ClaimChecker.FirstError(verdicts));
    }

    [Theory]
    [InlineData("no fence", "There are no claims: a claims file has a fence that begins with ```claims.")]
    [InlineData("```claims\ndW = 1\n```", "The claims in line 1 have no network above them; put its equations into a fence that begins with ```network.")]
    [InlineData("```network\nx = 1", "The fence that begins in line 1 is not closed; end it with a line of 3 backticks.")]
    [InlineData("a\0b", "The file is not text: it holds the character 0.")]
    [InlineData("```network\ninput x[i:batch]\nL = mean(i: x[i])\n```\n```claims\nconvention Q\n```", "Line 6: 'Q' is no convention; there are R, C, Cw and P.")]
    [InlineData("```network\ninput x[i:batch]\nL = mean(i: x[i])\n```\n```claims\nlayers 1 to 3\n```", "Line 6: '1 to 3' is no range of layers; write layers l = 1..3, or L = 3.")]
    [InlineData("```network\ninput x[i:batch]\nL = mean(i: x[i]) +\n```\n```claims\ndx = 1\n```", "Line 3: DG0101: expected an expression, but found the end of the text")]
    [InlineData("```network\ninput x[i:batch]\ny[i] = 2 * x[i]\n```\n```claims\ndx = 1\n```", "Line 2: the network has no loss; an equation without indices is the loss, L = mean(i: …).")]
    public void Files_that_cannot_be_read_say_why(string markdown, string message) =>
        Assert.StartsWith(message[..Math.Min(message.Length, 40)], Assert.Throws<FormatException>(() => ClaimChecker.Check(markdown)).Message);

    [Fact]
    public void Nonsense_is_refused_and_harms_nothing()
    {
        string[] lines =
        [
            "dW2 = " + new string('(', 5000), "dW2 = " + string.Concat(Enumerable.Repeat("A1 + ", 1500)) + "A1", string.Concat(Enumerable.Repeat("{", 3000)), @"\\\\\\", "^^^ = ___", "dW2 = A1^^2",
            "dW2 = A1_{", @"\frac{\partial}{\partial} = 1", "= = =", "dW2 = Σ", "∂/∂ = 3", "dW2 = '''''", "dW2 = g⁻¹", "\u202E\uFEFF = 1", string.Concat(Enumerable.Repeat("dW2 = ", 100)),
            "dW2[" + new string('[', 200) + "j] = 1", "dW2[j,k] = " + new string('(', 300), "dW2[,] = 1", "dW2[j,k] = dW2[j,k", "dW2 = A1^(1/0)", "dW2 = 99999999999999999999999999999999999999999 A1",
        ];

        EquatableArray<ClaimVerdict> verdicts = Check(ClaimNetworks.Classes, "", lines);

        Assert.Equal(lines.Length, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.Equal(VerdictKind.Unreadable, verdict.Kind));
        Assert.Throws<FormatException>(() => Check(ClaimNetworks.Classes, "", new string('x', 1_000_000)));
    }

    private static ClaimVerdict Decide(string network, string claim) => Check(network, "", claim).Single();

    private static EquatableArray<ClaimVerdict> Check(string network, string settings, params string[] claims) =>
        ClaimChecker.Check($"```network\n{network}\n```\n\n```claims\n{settings}\n{string.Join("\n", claims)}\n```\n");
}
