using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>The claims of the five posts, in the posts' own letters, get their verdicts.</summary>
public sealed class SeedClaimTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const string Seed000 = """
        input z0[j:4];  target y[o:2]
        param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
        h1[p] = W1[p, j] * z0[j];  z1[p] = sigmoid(h1[p])
        h2[q] = W2[q, p] * z1[p];  z2[q] = sigmoid(h2[q])
        h3[o] = W3[o, q] * z2[q];  z3[o] = sigmoid(h3[o])
        J = -sum(o: y[o] * log(z3[o]) + (1 - y[o]) * log(1 - z3[o]))
        """;

    private const string Seed001 = """
        input a1[j:4];  target y[o:2]
        param Theta1[p:5, j] ~ glorot;  param b2[p] = 0;  param Theta2[o, p] ~ glorot;  param b3[o] = 0
        z2[p] = Theta1[p, j] * a1[j] + b2[p];  a2[p] = phi(z2[p])
        z3[o] = Theta2[o, p] * a2[p] + b3[o];  a3[o] = z3[o]
        J = sum(o: (a3[o] - y[o])^2 / 2)
        """;

    private const string Seed002 = """
        input A0[j:4, i:batch];  target Y[o:2, i]
        param W1[p:5, j] ~ he;  param b1[p] = 0;  param W2[o, p] ~ glorot;  param b2[o] = 0
        Z1[p, i] = W1[p, j] * A0[j, i] + b1[p];  A1[p, i] = g(Z1[p, i])
        Z2[o, i] = W2[o, p] * A1[p, i] + b2[o];  A2[o, i] = sigmoid(Z2[o, i])
        J = -mean(i: sum(o: Y[o, i] * log(A2[o, i]) + (1 - Y[o, i]) * log(1 - A2[o, i])))
        """;

    private const string Poster = """
        input A[j:4, i:batch];  target y[o:2, i]
        param w[j, o] ~ he;  param b[o] = 0
        z[o, i] = w[j, o] * A[j, i] + b[o];  a[o, i] = g(z[o, i])
        J = mean(i: sum(o: (a[o, i] - y[o, i])^2))
        """;

    private const string Binary = """
        input X[i:batch, j:4];  target Y[i];  param w[j] ~ glorot
        Z[i] = X[i, j] * w[j];  Yhat[i] = sigmoid(Z[i])
        L = -sum(i: Y[i] * log(Yhat[i]) + (1 - Y[i]) * log(1 - Yhat[i]))
        """;

    private const string Seed003 = """
        input A0[i:batch, j:4];  target Y[i, k:3]
        param W1[j, p:5] ~ glorot;  param b1[p] = 0;  param W2[p, k] ~ glorot;  param b2[k] = 0
        fact sum(k: Y[i, k]) = 1
        Z1[i, p] = A0[i, j] * W1[j, p] + b1[p];  A1[i, p] = g(Z1[i, p])
        Z2[i, k] = A1[i, p] * W2[p, k] + b2[k];  A2[i, k] = softmax(k: Z2[i, k])
        J = -mean(i: sum(k: Y[i, k] * log(A2[i, k])))
        """;

    private const string Seed004 = """
        input z0[j:4];  target y[o:1]
        param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
        s1[p] = W1[p, j] * z0[j];  z1[p] = f(s1[p])
        s2[q] = W2[q, p] * z1[p];  z2[q] = f(s2[q])
        s3[o] = W3[o, q] * z2[q];  z3[o] = f(s3[o])
        E = sum(o: (z3[o] - y[o])^2)
        """;

    [Theory]
    [InlineData(Seed000, "layers i = 1..3", @"\delta_L = \frac{\partial J}{\partial h_L}|\delta_L = z_L - y|\delta_i = (W_{i+1}^T \delta_{i+1}) \circ z_i \circ (1 - z_i)|\frac{\partial J}{\partial W_i} = \frac{\partial J}{\partial h_i} z_{i-1}^T", "")]
    [InlineData(Seed000, "layers i = 1..3", @"\frac{\partial{J}}{\partial{W_L}} = \mathbf{z}_{L-1}(\mathbf{z}_L - \mathbf{y})", "")]
    [InlineData(Seed000, "", "dW3 = z2' (z3 - y)", "")]
    [InlineData(Seed001, "layers l = 1..3|function phi|names delta^l = dz_l", @"\delta^{(L)} = a^{(L)} - y|\frac{\partial J}{\partial \Theta^{(L-1)}} = \delta^{(L)} \odot \left( a^{(L-1)} \right)^\top|\delta^{L-1} = \delta^L ∘ \Theta^{L-1} ∘ phi'(z^{L-1})|\delta^{L-1} = (\Theta^{L-1}ᵀ \delta^L) ∘ phi'(z^{L-1})|\frac{\partial (\Theta^{L-1} a^{L-1} + b^L)}{\partial \Theta^{L-1}} = (a^{L-1})^T", "")]
    [InlineData(Seed001, "layers k = 1..3|function phi|tangents", "da_2 = dphi'(z_2) ∘ dz_2|da_2 = phi'(z_2) ∘ dz_2", "")]
    [InlineData(Seed002, "adjoints per-example|function g|layers l = 1..2", "dZ1 = dA1 ∘ g'(Z1)|dW^{[l]} = (1/m) dZ^{[l]} A^{[l-1]T}|db2 = (1/m) dZ2 1|dA1 = W2ᵀ dZ2|dZ2 = A2 - Y", "")]
    [InlineData(Poster, "adjoints per-example|function g", "dz^T A = m dw|da = g'(z) dz|dz = g'(z) ∘ da|dw = (1/m) A dzᵀ|dz = da / abs(g'(g^{-1}(a)))|dz = \\frac{da}{g ' (z)}", "")]
    [InlineData(Poster, "tangents|function g", "da = g'(z) dz|da = g'(z) ∘ dz|dz = wᵀ dA", "")]
    [InlineData(Poster, "function g", "dz = wᵀ dA + dwᵀ A + db", "")]
    [InlineData(Binary, "", "\\frac{\\partial \\mathcal{L}}{\\partial Y}=-\\frac{Y}{\\hat{Y}}+\\frac{1-Y}{1-\\hat{Y}}", "")]
    [InlineData(Seed002, "adjoints per-example|function g|layers l = 1..2", "dZ1^T A0 = m dW1|dA1 = g'(Z1) dZ1|dZ1 = dA1 / abs(g'(g^{-1}(A1)))|dZ2 = W2 dA1", "")]
    [InlineData(Seed003, "adjoints per-example|function g|layers l = 1..2", @"dW_{l}[j,k] = 1/m * sum(i: dZ_{l}[i,k] * A_{l-1}[i,j])|\mathbf{dW}^{[l]} = \frac{1}{m} (\mathbf{A}^T)^{[l-1]} \mathbf{dZ}^{[l]}|\mathbf{dZ}^{[l]} = \left(\mathbf{dZ}^{[l+1]} (\mathbf{W}^T)^{[l+1]} \right) \circ g'\left(\mathbf{Z}^{[l]}\right)|dZ2 = A2 - Y|dA2 = -Y ./ A2|db1 = (1/m) ones' * dZ1|dW1 = (1/m) A0ᵀ ((dZ2 W2ᵀ) ∘ g'(Z1))", "")]
    [InlineData(Seed004, "function f|layers i = 1..2, N = 2", @"\delta_{N+1} = 2 (z_{N+1} - y) f'(s_{N+1})|k_i = ds_i", "")]
    [InlineData(Seed004, "function f|layers i = 1..3|names k_i = ds_i", @"k_i = (k_{i+1}^T W_i) \circ f'(W_i z_{i-1})|\frac{\partial E}{\partial W_i} = k_i \otimes z_{i-1}|k_i = (W_{i+1}^T k_{i+1}) ∘ f'(s_i)", "")]
    public void Get_their_verdicts(string network, string settings, string claims, string expected)
    {
        string markdown = $"```network\n{network}\n```\n\n```claims\n{settings.Replace('|', '\n')}\n{claims.Replace('|', '\n')}\n```\n";
        var verdicts = ClaimChecker.Check(markdown);
        foreach (ClaimVerdict verdict in verdicts)
        {
            output.WriteLine(verdict.Claim + "\n    " + verdict);
        }
        Assert.Equal("", expected);
    }
}
