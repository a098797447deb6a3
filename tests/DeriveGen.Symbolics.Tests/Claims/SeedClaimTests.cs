using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>The claims of the five posts, in the posts' own letters, get their verdicts and repairs.</summary>
public sealed class SeedClaimTests
{
    private const string Columns = "adjoints per-example\nfunction g\nlayers l = 1..2";

    /// <summary>Network, settings, claim, verdict, repair.</summary>
    public static TheoryData<string, string, string, string, string?> Rows => new()
    {
        // 000
        { ClaimNetworks.Seed000, "layers i = 1..3", @"\frac{\partial{J}}{\partial{W_L}} = \mathbf{z}_{L-1}(\mathbf{z}_L - \mathbf{y})", "shape: z_{L−1} is q×1 and z_L − y is o×1: in their product the inner extents 1 and o differ", "∂J/∂W_L = (z_L − y) z_{L−1}ᵀ" },
        { ClaimNetworks.Seed000, "", "dW3 = z2ᵀ (z3 − y)", "right in convention R", "dW3 = (z3 − y) z2ᵀ" },
        { ClaimNetworks.Seed000, "layers i = 1..3", "dh_L = z_L − y", "proved", null },
        { ClaimNetworks.Seed000, "layers i = 1..3", "dh_i = (W_{i+1}ᵀ dh_{i+1}) ∘ z_i ∘ (1 − z_i)", "proved", null },
        { ClaimNetworks.Seed000, "layers i = 1..3", "∂J/∂W_i = dh_i z_{i−1}ᵀ", "proved", null },
        { ClaimNetworks.Seed000, "", "dW1 = Diag(z1 ∘ (1 − z1)) W2ᵀ Diag(z2 ∘ (1 − z2)) W3ᵀ (z3 − y) z0ᵀ", "proved", null },
        { ClaimNetworks.Seed000, "", @"dJ/dz_3 = (z_3 - y)/(z_3(1-z_3))", "shape: ", "∂J/∂z_3 = (z_3 − y) / (z_3 ∘ (1 − z_3))" },
        { ClaimNetworks.Seed000, "", @"\frac{dJ}{dh_3} = z_3 - y", "proved", null },

        // 001
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ\nnames delta^l = dz_l", @"\frac{\partial J}{\partial \Theta^{(L-1)}} = \delta^{(L)} \odot \left( a^{(L-1)} \right)^\top", "shape: δ^L is o×1 and (a^{L−1})ᵀ is 1×p: ∘ needs equal shapes", "∂J/∂Θ^{L−1} = δ^L (a^{L−1})ᵀ" },
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ", @"\frac{\partial (\Theta^{L-1} a^{L-1} + b^L)}{\partial \Theta^{L-1}} = (a^{L-1})^T", "shape: ∂(Θ^{L−1} a^{L−1} + b^L)/∂Θ^{L−1} has 3 indices, so no matrix is equal to it", null },
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ\nnames delta^l = dz_l", @"\delta^{(L-1)} = \delta^{(L)} \odot \Theta^{(L-1)} \odot \varphi' \left(z^{(L-1)} \right)", "shape: δ^L is o×1 and Θ^{L−1} is o×p: ∘ needs equal shapes", "δ^{L−1} = ((Θ^{L−1})ᵀ δ^L) ∘ φ′(z^{L−1})" },
        { ClaimNetworks.Seed001, "layers k = 1..3\nfunction φ\ntangents", "da_2 = dφ'(z_2) ∘ dz_2", "wrong: ", "da_2 = φ′(z_2) ∘ dz_2" },
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ\nnames delta^l = dz_l", @"\delta^{(L)} = a^{(L)} - y", "proved", null },
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ\nnames delta^l = dz_l", "∂J/∂Θ^l = δ^{l+1} (a^l)ᵀ", "proved", null },
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ\nnames delta^l = dz_l", "∂J/∂b^l = δ^l", "proved", null },

        // 002
        { ClaimNetworks.Poster, "tangents\nfunction g", "da = g'(z) dz", "shape: g′(z) is o×m and dz is o×m: in their product the inner extents m and o differ", "da = g′(z) ∘ dz" },
        { ClaimNetworks.Poster, "adjoints per-example\nfunction g", "dz^T A = m dw", "right in convention P", "dw = A dzᵀ / m" },
        { ClaimNetworks.Seed002, Columns, "dZ1^T A0 = m dW1", "right in convention P", "dW1 = dZ1 A0ᵀ / m" },
        { ClaimNetworks.Poster, "tangents\nfunction g", "dz = da / abs(g'(g^{-1}(a)))", "wrong: ", "dz = da / g′(g⁻¹(a))" },
        { ClaimNetworks.Poster, "function g", "dz = wᵀ dA", "right as a tangent, the parameters held fixed", null },
        { ClaimNetworks.Poster, "tangents\nfunction g", "dz = dwᵀ A + wᵀ dA + db", "proved", null },
        { ClaimNetworks.Seed002, Columns, "dW^{[l]} = (1/m) dZ^{[l]} A^{[l-1]T}", "proved", null },
        { ClaimNetworks.Seed002, Columns, "db^{[l]} = (1/m) dZ^{[l]} 1", "proved", null },
        { ClaimNetworks.Seed002, Columns, "dA^{[l-1]} = W^{[l]T} dZ^{[l]}", "proved", null },
        { ClaimNetworks.Seed002, Columns, "dZ^{[1]} = dA^{[1]} ∘ g'(Z^{[1]})", "proved", null },
        { ClaimNetworks.Seed002, Columns, "dZ2 = A2 − Y", "proved", null },

        // 003
        { ClaimNetworks.Seed003, Columns, @"\frac{\partial \mathcal{J}}{\partial \mathbf{W}^{[l]}} = \frac{1}{m} (\mathbf{A}^T)^{[l-1]} \frac{\partial \mathcal{L^{(i)}}}{\partial \mathbf{Z}^{[l]}}", "shape: i is free on one side only", @"∂J/∂W^l = (1/m) (A^{l−1})ᵀ ∂L/∂Z^l" },
        { ClaimNetworks.Binary, "", @"\frac{\partial \mathcal{L}}{\partial Y}=-\frac{Y}{\hat{Y}}+\frac{1-Y}{1-\hat{Y}}", "wrong: ", "∂L/∂Ŷ = −Y / Ŷ + (1 − Y) / (1 − Ŷ)" },
        { ClaimNetworks.Seed003, Columns, "dZ2 = A2 − Y", "proved, if Σk Y[i,k] = 1", null },
        { ClaimNetworks.Seed003, Columns, "dA2 = −Y ⊘ A2", "proved", null },
        { ClaimNetworks.Seed003, Columns, "dW1 = (1/m) A0ᵀ ((dZ2 W2ᵀ) ∘ g'(Z1))", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}} =\frac{1}{m} \sum_{i}^m dZ_{\quad \,k}^{[l](i)} A^{[l-1](i)}_{\quad\quad\, j}", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q} W^{[l+1]}_{pq}g'\left(Z^{[l](i)}_{\quad\, p}\right)", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"dZ^{[l](i)}_{\quad \,p} = \left(\sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \quad\,q} (W^T)^{[l+1]}_{qp} \right)\times g'\left(Z^{[l](i)}_{\quad\, p}\right)", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"\mathbf{dZ}^{[l]} = \left(\mathbf{dZ}^{[l+1]} (\mathbf{W}^T)^{[l+1]} \right) \circ g'\left(\mathbf{Z}^{[l]}\right)", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"\mathbf{dW}^{[l]} = \frac{1}{m} (\mathbf{A}^T)^{[l-1]} \mathbf{dZ}^{[l]}\quad", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"\mathbf{db}^{[l]}= \frac{1}{m}\sum_{i=1}^m \mathbf{dZ}^{[l](i)}", "proved", null },
        { ClaimNetworks.Seed003, Columns, @"\mathbf{dA}^{[l-1]} = \mathbf{dZ}^{[l]} (\mathbf{W}^T)^{[l]}", "proved", null },
        { ClaimNetworks.Seed003, "convention C\n" + Columns, @"\mathbf{dW}^{[l]} =\frac{1}{m} \left(\mathbf{dZ}\right)^{[l]} \left(\mathbf{A}^{[l-1]}\right)^T", "proved", null },

        // 004
        { ClaimNetworks.Seed004, "function f\nlayers i = 1..3\nnames k_i = ds_i", @"k_i = (k_{i+1}^T W_i)\circ f'(W_i z_{i-1})", "shape: k_{i+1}ᵀ is 1×q and W_i is p×j: in their product the inner extents q and p differ", "k_i = (W_{i+1}ᵀ k_{i+1}) ∘ f′(W_i z_{i−1})" },
        { ClaimNetworks.Square004, "function f\nlayers i = 1..4\nnames k_i = ds_i", @"k_i = (k_{i+1}^T W_i)\circ f'(W_i z_{i-1})", "shape: k_{i+1}ᵀ is 1×q and W_i is p×j: in their product the inner extents q and p differ", "k_i = (W_{i+1}ᵀ k_{i+1}) ∘ f′(W_i z_{i−1})" },
        { ClaimNetworks.Seed004, "function f\nlayers i = 1..3\nnames k_{i-1} = ds_i", @"\frac{\partial (MSE)}{\partial W_i} = k_{i-1} \otimes z_{i-1}", "proved", null },
        { ClaimNetworks.Seed004, "function f\nlayers i = 1..2, N = 2", "ds_{N+1} = 2 (z_{N+1} − y) f'(s_{N+1})", "proved", null },
        { ClaimNetworks.Linear, "names A = dl", @"\frac{\partial MSE}{\partial W}=h^TA", "right in convention R", "∂MSE/∂W = A hᵀ" },
        { ClaimNetworks.Linear, "names A = dl", "dh = A Wᵀ", "right in convention R", "dh = Wᵀ A" },
        { ClaimNetworks.Linear, "names A = dl", "dh = Wᵀ A", "proved", null },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Get_their_verdicts(string network, string settings, string claim, string verdict, string? repair)
    {
        ClaimVerdict decided = ClaimChecker.Check($"```network\n{network}\n```\n\n```claims\n{settings}\n{claim}\n```\n").Single();

        Assert.StartsWith(verdict, decided.Verdict);
        if (repair is not null)
        {
            Assert.Equal(repair, decided.Repair);
        }

        Assert.Equal(verdict.StartsWith("proved"), decided.Repair is null && decided.Holds);
    }
}
